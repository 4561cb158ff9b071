import { separableConv2d } from '../../../../core/layers/convolution/separable-conv2d.ts';
import { last, listed, twinOf } from '../../code/twin.ts';
import { conv2dModule } from '../helpers/convolution.ts';
import { real } from '../python.ts';
import { activated } from './activations.ts';
import { depthwiseModule } from './depthwise-conv2d.ts';
import { penaltiesOf } from './penalties.ts';

export const separableConv2dTwin = twinOf(separableConv2d, ({ self, params, frozen, one }) => {
  const { filters, multiplier, useBias, activation } = params;
  const { module, kernel } = depthwiseModule(one().shape, params, false);
  const pointwise = `nn.Linear(${listed(String(last(one().shape) * multiplier), String(filters), !useBias && 'bias=False')})`;
  return {
    module: `nn.Sequential(${module}, ${pointwise})`,
    helpers: [conv2dModule],
    result: activated(`${self}(${real(one())})`, activation),
    places: {
      depthwiseKernel: { name: '0.weight', ...kernel },
      kernel: { name: '1.weight', permutation: [3, 2, 0, 1], shape: [filters, last(one().shape) * multiplier] },
      bias: { name: '1.bias' },
    },
    penalties: penaltiesOf(params, frozen, `${self}[0].weight`, `${self}[1].weight`),
    note: 'the 1 × 1 convolution is a Linear over the channels',
  };
});
