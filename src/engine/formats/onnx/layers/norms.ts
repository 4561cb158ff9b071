import type { batchNorm as batchNormKind } from '../../../../core/layers/regularisation/batch-norm.ts';
import type { layerNorm as layerNormKind } from '../../../../core/layers/regularisation/layer-norm.ts';
import { float, type Value } from '../onnx-graph.ts';
import type { ParamsOf } from './dense.ts';
import { inputOf, type LayerScope, parameter, type Twin } from './twin.ts';

/** Over the last axis, with the parameters `gamma` and `beta`, or `…Gamma` and `…Beta`. */
export function normalized(scope: LayerScope, x: Value, epsilon: number, prefix = ''): Value {
  const [gamma, beta] = prefix ? [`${prefix}Gamma`, `${prefix}Beta`] : ['gamma', 'beta'];
  const inputs = [x, parameter(scope, gamma), parameter(scope, beta)];
  return scope.graph.op('LayerNormalization', inputs, { axis: -1, epsilon: float(epsilon) });
}

export const layerNorm: Twin<ParamsOf<typeof layerNormKind>> = (scope, { epsilon }) =>
  normalized(scope, inputOf(scope).value, epsilon);

/** Rows and images; the features of a sequence stand elsewhere than the operation expects them. */
export const batchNorm: Twin<ParamsOf<typeof batchNormKind>> = (scope, { epsilon }) => {
  const { value, channelsFirst, shape } = inputOf(scope);
  if (shape.length !== 2 && shape.length !== 4) return null;
  const numbers = ['gamma', 'beta', 'movingMean', 'movingVariance'].map((name) => parameter(scope, name));
  const normalize = (x: Value): Value => scope.graph.op('BatchNormalization', [x, ...numbers], { epsilon: float(epsilon) });
  return shape.length === 2 ? normalize(value) : { channelsFirst: normalize(channelsFirst) };
};
