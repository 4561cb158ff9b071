import { layerNorm } from '../../../../core/layers/regularisation/layer-norm.ts';
import { last, twinOf } from '../../code/twin.ts';
import { real } from '../python.ts';

export const layerNormTwin = twinOf(layerNorm, ({ self, params, one }) => ({
  module: `nn.LayerNorm(${last(one().shape)}, eps=${params.epsilon})`,
  result: `${self}(${real(one())})`,
  places: { gamma: { name: 'weight' }, beta: { name: 'bias' } },
}));
