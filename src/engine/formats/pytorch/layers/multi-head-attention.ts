import { multiHeadAttention } from '../../../../core/layers/sequence/multi-head-attention.ts';
import { last, listed, twinOf } from '../../code/twin.ts';
import { attention, attentionPlaces } from '../helpers/attention.ts';
import { real } from '../python.ts';

export const multiHeadAttentionTwin = twinOf(multiHeadAttention, ({ self, params, one, at }) => {
  const { heads, headSize, causal, dropout } = params;
  const { mask, shape } = one();
  const [memory] = at('memory');
  const parts = listed(
    String(last(shape)),
    String(heads),
    String(headSize),
    memory && `memory=${last(memory.shape)}`,
    causal && 'causal=True',
    dropout > 0 && `dropout=${dropout}`,
  );
  const call = listed(
    real(one()),
    mask && `mask=${mask}`,
    memory && `memory=${real(memory)}`,
    memory?.mask && `memory_mask=${memory.mask}`,
  );
  return {
    module: `Attention(${parts})`,
    helpers: [attention],
    result: `${self}(${call})`,
    mask,
    places: attentionPlaces('attention', ''),
  };
});
