import { depthwiseConv2d } from '../../../../core/layers/convolution/depthwise-conv2d.ts';
import type { Depthwise } from '../../../../core/layers/support/depthwise.ts';
import { windowOver } from '../../../../core/layers/support/windows.ts';
import type { Shape } from '../../../../core/program/types.ts';
import { last, listed, type Place, twinOf } from '../../code/twin.ts';
import { conv2dModule } from '../helpers/convolution.ts';
import { pyTuple, real } from '../python.ts';
import { activated } from './activations.ts';
import { penaltiesOf } from './penalties.ts';

/** A convolution of every channel by itself: one of as many groups. */
export function depthwiseModule(image: Shape, params: Depthwise, bias: boolean): { module: string; kernel: Omit<Place, 'name'> } {
  const { kernel, stride, multiplier } = params;
  const channels = last(image);
  const { pad } = windowOver({ shape: [1, ...image] }, params);
  const module = listed(
    String(channels),
    String(channels * multiplier),
    pyTuple(kernel),
    stride.some((step) => step > 1) && `stride=${pyTuple(stride)}`,
    pad.some((zeros) => zeros > 0) && `pad=${pyTuple(pad)}`,
    `groups=${channels}`,
    !bias && 'bias=False',
  );
  return {
    module: `Conv2d(${module})`,
    kernel: { permutation: [2, 3, 0, 1], shape: [channels * multiplier, 1, ...kernel] },
  };
}

export const depthwiseConv2dTwin = twinOf(depthwiseConv2d, ({ self, params, frozen, one }) => {
  const { module, kernel } = depthwiseModule(one().shape, params, params.useBias);
  return {
    module,
    helpers: [conv2dModule],
    result: activated(`${self}(${real(one())})`, params.activation),
    places: { depthwiseKernel: { name: 'weight', ...kernel }, bias: { name: 'bias' } },
    penalties: penaltiesOf(params, frozen, `${self}.weight`),
  };
});
