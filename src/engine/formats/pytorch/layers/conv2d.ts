import { conv2d } from '../../../../core/layers/convolution/conv2d.ts';
import { windowOver } from '../../../../core/layers/support/windows.ts';
import { last, listed, twinOf } from '../../code/twin.ts';
import { conv2dModule } from '../helpers/convolution.ts';
import { pyTuple, real } from '../python.ts';
import { activated } from './activations.ts';
import { penaltiesOf } from './penalties.ts';

export const conv2dTwin = twinOf(conv2d, ({ self, params, frozen, one }) => {
  const { filters, kernel, stride, dilation, useBias, activation } = params;
  const { pad } = windowOver({ shape: [1, ...one().shape] }, params);
  const module = listed(
    String(last(one().shape)),
    String(filters),
    pyTuple(kernel),
    stride.some((step) => step > 1) && `stride=${pyTuple(stride)}`,
    pad.some((zeros) => zeros > 0) && `pad=${pyTuple(pad)}`,
    dilation.some((step) => step > 1) && `dilation=${pyTuple(dilation)}`,
    !useBias && 'bias=False',
  );
  return {
    module: `Conv2d(${module})`,
    helpers: [conv2dModule],
    result: activated(`${self}(${real(one())})`, activation),
    places: { kernel: { name: 'weight', permutation: [3, 2, 0, 1] }, bias: { name: 'bias' } },
    penalties: penaltiesOf(params, frozen, `${self}.weight`),
  };
});
