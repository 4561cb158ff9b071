import { transformerBlock } from '../../../../core/layers/sequence/transformer-block.ts';
import type { Helper } from '../../code/helper.ts';
import { last, listed, twinOf } from '../../code/twin.ts';
import { attention, attentionPlaces } from '../helpers/attention.ts';
import { python, real } from '../python.ts';

const module: Helper = {
  name: 'TransformerBlock',
  needs: [attention],
  source: python`
    class TransformerBlock(nn.Module):
        """x + attention(norm(x)), then the same with a memory where there is one, then x + MLP(norm(x)); eps is 1e-3 as on the page, and GELU is
        its tanh form."""

        def __init__(self, features, heads, size, hidden, memory=None, causal=False, dropout=0.0, activation="gelu"):
            super().__init__()
            self.attention_norm = nn.LayerNorm(features, eps=1e-3)
            self.attention = Attention(features, heads, size, causal=causal, dropout=dropout)
            if memory is not None:
                self.cross_norm = nn.LayerNorm(features, eps=1e-3)
                self.cross = Attention(features, heads, size, memory=memory, dropout=dropout)
            self.hidden_norm = nn.LayerNorm(features, eps=1e-3)
            nonlinear = nn.GELU(approximate="tanh") if activation == "gelu" else nn.ReLU()
            self.mlp = nn.Sequential(nn.Linear(features, hidden), nonlinear, nn.Linear(hidden, features))
            self.dropout = nn.Dropout(dropout)

        def forward(self, x, mask=None, memory=None, memory_mask=None):
            x = x + self.dropout(self.attention(self.attention_norm(x), mask))
            if memory is not None:
                x = x + self.dropout(self.cross(self.cross_norm(x), mask, memory, memory_mask))
            return x + self.dropout(self.mlp(self.hidden_norm(x)))
  `,
};

export const transformerBlockTwin = twinOf(transformerBlock, ({ self, params, one, at }) => {
  const { heads, headSize, causal, dropout, hidden, activation } = params;
  const { mask, shape } = one();
  const [memory] = at('memory');
  const parts = listed(
    String(last(shape)),
    String(heads),
    String(headSize),
    String(hidden),
    memory && `memory=${last(memory.shape)}`,
    causal && 'causal=True',
    dropout > 0 && `dropout=${dropout}`,
    activation !== 'gelu' && `activation="${activation}"`,
  );
  const call = listed(
    real(one()),
    mask && `mask=${mask}`,
    memory && `memory=${real(memory)}`,
    memory?.mask && `memory_mask=${memory.mask}`,
  );
  const norm = (name: string, to: string) => ({
    [`${name}Gamma`]: { name: `${to}.weight` },
    [`${name}Beta`]: { name: `${to}.bias` },
  });
  return {
    module: `TransformerBlock(${parts})`,
    helpers: [module],
    result: `${self}(${call})`,
    mask,
    places: {
      ...attentionPlaces('attention', 'attention.'),
      ...attentionPlaces('cross', 'cross.'),
      ...norm('attentionNorm', 'attention_norm'),
      ...norm('crossNorm', 'cross_norm'),
      ...norm('hiddenNorm', 'hidden_norm'),
      hiddenKernel: { name: 'mlp.0.weight', permutation: [1, 0] },
      hiddenBias: { name: 'mlp.0.bias' },
      narrowKernel: { name: 'mlp.2.weight', permutation: [1, 0] },
      narrowBias: { name: 'mlp.2.bias' },
    },
  };
});
