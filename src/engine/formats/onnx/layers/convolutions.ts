import { onlyOp } from '../../../../core/compile/layer-programs.ts';
import type { conv2d as conv2dKind } from '../../../../core/layers/convolution/conv2d.ts';
import type { depthwiseConv2d as depthwiseKind } from '../../../../core/layers/convolution/depthwise-conv2d.ts';
import type { separableConv2d as separableKind } from '../../../../core/layers/convolution/separable-conv2d.ts';
import type { transposedConv2d as transposedKind } from '../../../../core/layers/convolution/transposed-conv2d.ts';
import type { conv1d as conv1dKind } from '../../../../core/layers/sequence/conv1d.ts';
import { at } from '../../../../core/util/assert-never.ts';
import { fixed } from '../dims.ts';
import type { Attributes, Value } from '../onnx-graph.ts';
import { leftOver, windowAttributes } from '../primitives/windows.ts';
import { activated, type ParamsOf } from './dense.ts';
import { inputOf, type LayerScope, type Numbers, parameter, permuted, type Twin } from './twin.ts';

/** The window of a layer, as its lowering chose it; a window of one cell that visits everything is none. */
function windowOf({ layer }: LayerScope): Attributes {
  const op = onlyOp(layer.program, 'unfold');
  return op ? windowAttributes(op.attributes.window) : {};
}

const biasOf = (scope: LayerScope, useBias: boolean): Value | null => (useBias ? parameter(scope, 'bias') : null);

/** [KH, KW, in, out] → [out, in, KH, KW] */
const kernelFirst = permuted([3, 2, 0, 1]);

export const conv2d: Twin<ParamsOf<typeof conv2dKind>> = (scope, { activation, useBias }) => {
  const { channelsFirst } = inputOf(scope);
  const kernel = parameter(scope, 'kernel', kernelFirst);
  const made = scope.graph.op('Conv', [channelsFirst, kernel, biasOf(scope, useBias)], windowOf(scope));
  return { channelsFirst: activated(scope, activation, made) };
};

/** [KH, KW, C, multiplier] → [C · multiplier, 1, KH, KW] */
function eachChannel(numbers: Numbers): Numbers {
  const { shape, numbers: moved } = permuted([2, 3, 0, 1])(numbers);
  const [channels, multiplier, height, width] = [at(shape, 0), at(shape, 1), at(shape, 2), at(shape, 3)];
  return { shape: [channels * multiplier, 1, height, width], numbers: moved };
}

/** Every channel by itself. */
function channelwise(scope: LayerScope, bias: Value | null): Value {
  const { channelsFirst, shape } = inputOf(scope);
  const kernel = parameter(scope, 'depthwiseKernel', eachChannel);
  return scope.graph.op('Conv', [channelsFirst, kernel, bias], { ...windowOf(scope), group: fixed(at(shape, 3)) });
}

export const depthwiseConv2d: Twin<ParamsOf<typeof depthwiseKind>> = (scope, { activation, useBias }) => ({
  channelsFirst: activated(scope, activation, channelwise(scope, biasOf(scope, useBias))),
});

export const separableConv2d: Twin<ParamsOf<typeof separableKind>> = (scope, { activation, useBias }) => {
  const filtered = channelwise(scope, null);
  const kernel = parameter(scope, 'kernel', kernelFirst);
  return { channelsFirst: activated(scope, activation, scope.graph.op('Conv', [filtered, kernel, biasOf(scope, useBias)])) };
};

/** Its kernel [KH, KW, out, in] → [in, out, KH, KW]. */
export const transposedConv2d: Twin<ParamsOf<typeof transposedKind>> = (scope, { activation, useBias }) => {
  const fold = onlyOp(scope.layer.program, 'fold');
  if (!fold) return null;
  const { window } = fold.attributes;
  const { channelsFirst, shape } = inputOf(scope);
  const kernel = parameter(scope, 'kernel', permuted([3, 2, 0, 1]));
  const made = scope.graph.op('ConvTranspose', [channelsFirst, kernel, biasOf(scope, useBias)], {
    ...windowAttributes(window),
    output_padding: leftOver(window, shape.slice(1, 3), scope.shape.slice(1, 3)),
  });
  return { channelsFirst: activated(scope, activation, made) };
};

/** All windows of a layer: where it strides, one picks what is left of the mask. */
const windowsIn = ({ ops }: LayerScope['layer']['program']) =>
  ops.flatMap((op) => (op.kind === 'unfold' ? [op.attributes.window] : []));

/** [N, L, C]: its positions become a line of pixels. What padding holds counts as zeros. */
export const conv1d: Twin<ParamsOf<typeof conv1dKind>> = (scope, { activation, useBias, kernel: width }) => {
  const { graph } = scope;
  const { value, mask } = inputOf(scope);
  const held = mask ? graph.op('Unsqueeze', [mask, graph.integers([2])]) : null;
  const x = held ? graph.op('Where', [graph.condition(held), value, graph.scalar(0)]) : value;
  const kernel = parameter(scope, 'kernel', permuted([2, 1, 0]));
  const window = windowsIn(scope.layer.program).find((one) => one.kernel[1] === width);
  const attributes: Attributes = window
    ? {
        kernel_shape: [window.kernel[1]],
        strides: [window.stride[1]],
        pads: window.pad.slice(2),
        dilations: [window.dilation[1]],
      }
    : {};
  const made = graph.op('Conv', [graph.transpose(x, [0, 2, 1]), kernel, biasOf(scope, useBias)], attributes);
  return graph.transpose(activated(scope, activation, made), [0, 2, 1]);
};
