import { type ActivationId, defaultLeakySlope } from '../../../core/layers/support/activations.ts';
import { assertNever, at } from '../../../core/util/assert-never.ts';
import type { LayerOutput, ModelSketch } from './sketch.ts';

/** The activations that a stock layer can apply to its own result, by tfjs's names. */
export const builtInActivation: Readonly<Record<ActivationId, string | null>> = {
  none: 'linear',
  relu: 'relu',
  tanh: 'tanh',
  sigmoid: 'sigmoid',
  elu: 'elu',
  gelu: null,
  leakyRelu: null,
};

/** An activation as layers of its own behind `x`; the last of them is called `name`. */
export function addActivation(
  model: ModelSketch,
  name: string,
  id: ActivationId,
  x: LayerOutput,
  slope: number = defaultLeakySlope,
): LayerOutput {
  switch (id) {
    case 'gelu':
      return addGelu(model, name, x);
    case 'leakyRelu':
      return model.add(name, 'LeakyReLU', { alpha: slope }, [x], x.shape);
    case 'none':
    case 'relu':
    case 'tanh':
    case 'sigmoid':
    case 'elu':
      return model.add(name, 'Activation', { activation: builtInActivation[id] }, [x], x.shape);
    default:
      return assertNever(id);
  }
}

/**
 * GELU's tanh approximation is x · σ(x · (a + b·x²)), a = 2√(2/π), b = 0.044715·a. tfjs knows it as `gelu_new`, but its loader turns
 * that name into `geluNew` and then does not find it; so it is put together of layers that load. The affine part is a frozen batch norm.
 */
function addGelu(model: ModelSketch, name: string, x: LayerOutput): LayerOutput {
  const a = 2 * Math.sqrt(2 / Math.PI);
  const epsilon = 1e-3;
  const channels = at(x.shape, x.shape.length - 1);
  const constant = (value: number) => ({ shape: [channels], data: new Float32Array(channels).fill(value) });
  const inner = (suffix: string): string => model.freeName(`${name}_${suffix}`);
  const squared = model.add(inner('square'), 'Multiply', {}, [x, x], x.shape);
  const config = { axis: -1, epsilon, center: true, scale: true, trainable: false };
  const affine = model.add(inner('affine'), 'BatchNormalization', config, [squared], x.shape, {
    gamma: constant(0.044715 * a),
    beta: constant(a),
    moving_mean: constant(0),
    moving_variance: constant(1 - epsilon),
  });
  const scaled = model.add(inner('scaled'), 'Multiply', {}, [x, affine], x.shape);
  const gate = model.add(inner('gate'), 'Activation', { activation: 'sigmoid' }, [scaled], x.shape);
  return model.add(name, 'Multiply', {}, [x, gate], x.shape);
}
