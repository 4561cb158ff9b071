import { avgPool } from '../../../core/layers/convolution/avg-pool.ts';
import { conv2d } from '../../../core/layers/convolution/conv2d.ts';
import { depthwiseConv2d } from '../../../core/layers/convolution/depthwise-conv2d.ts';
import { maxPool } from '../../../core/layers/convolution/max-pool.ts';
import { separableConv2d } from '../../../core/layers/convolution/separable-conv2d.ts';
import { transposedConv2d } from '../../../core/layers/convolution/transposed-conv2d.ts';
import { batchNorm } from '../../../core/layers/regularisation/batch-norm.ts';
import { layerNorm } from '../../../core/layers/regularisation/layer-norm.ts';
import { conv1d } from '../../../core/layers/sequence/conv1d.ts';
import { gru } from '../../../core/layers/sequence/gru.ts';
import { transformerBlock } from '../../../core/layers/sequence/transformer-block.ts';
import type { LayerKind } from '../../../core/layers/types.ts';
import type { NetworkLayer } from './network.ts';

/** What is said of a kind of layer, by its parameters; null: these are the same everywhere. */
interface Difference {
  readonly kind: string;
  say(params: Record<string, unknown>): string | null;
}

const difference = <P>(kind: Pick<LayerKind<P>, 'kind' | 'schema'>, say: (params: P) => string | null): Difference => ({
  kind: kind.kind,
  say: (params) => say(kind.schema.parse(params)),
});

interface Windowed {
  readonly padding: string;
  readonly stride: number | readonly number[];
}

/** With one step at a time and an odd window both sides get as many zeros everywhere. */
const oddZero = ({ padding, stride }: Windowed): string | null =>
  padding === 'same' && [stride].flat().some((step) => step > 1)
    ? 'padding "same" with a stride: the odd zero comes last, as in Keras and TensorFlow; PyTorch pads both sides alike'
    : null;

const differences: readonly Difference[] = [
  difference(
    gru,
    () => 'the reset gate acts before the recurrent product (Keras: reset_after=False; nn.GRU of PyTorch: after it)',
  ),
  difference(
    layerNorm,
    ({ epsilon }) => `epsilon is ${epsilon} (the frameworks' own: 1e-3 in Keras and TensorFlow.js, 1e-5 in PyTorch)`,
  ),
  difference(
    batchNorm,
    ({ momentum, epsilon }) =>
      `${momentum} of the running statistics is kept in a step (PyTorch calls ${Number((1 - momentum).toPrecision(6))} the momentum), their variance is the biased one, epsilon is ${epsilon} (PyTorch: 1e-5)`,
  ),
  difference(transformerBlock, () => "its layer norms have epsilon 1e-3 (PyTorch's own: 1e-5), and GELU is its tanh form"),
  difference(conv1d, oddZero),
  difference(conv2d, oddZero),
  difference(depthwiseConv2d, oddZero),
  difference(separableConv2d, oddZero),
  difference(transposedConv2d, oddZero),
  difference(maxPool, oddZero),
  difference(avgPool, oddZero),
];

/** Where frameworks differ about a layer: what was chosen so that it stays equal to the page; one line, or none. */
export function differenceOf({ node, params }: NetworkLayer): readonly string[] {
  const found = differences.find(({ kind }) => kind === node.kind)?.say(params);
  return found ? [found] : [];
}
