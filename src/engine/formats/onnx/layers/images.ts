import { onlyOp } from '../../../../core/compile/layer-programs.ts';
import type { globalPool as globalPoolKind } from '../../../../core/layers/convolution/global-pool.ts';
import type { upsample2d as upsampleKind } from '../../../../core/layers/convolution/upsample2d.ts';
import type { Attributes } from '../onnx-graph.ts';
import { windowAttributes } from '../primitives/windows.ts';
import type { ParamsOf } from './dense.ts';
import { inputOf, type Twin } from './twin.ts';

export const maxPool: Twin = (scope) => {
  const op = onlyOp(scope.layer.program, 'maxPool');
  return (
    op && { channelsFirst: scope.graph.op('MaxPool', [inputOf(scope).channelsFirst], windowAttributes(op.attributes.window)) }
  );
};

/** The mean leaves out what lies outside of the image, as it does here unless it is told otherwise. */
export const avgPool: Twin = (scope) => {
  const op = onlyOp(scope.layer.program, 'avgPool');
  if (!op) return null;
  const { dilations: _, ...window } = windowAttributes(op.attributes.window);
  return { channelsFirst: scope.graph.op('AveragePool', [inputOf(scope).channelsFirst], window) };
};

export const globalPool: Twin<ParamsOf<typeof globalPoolKind>> = (scope, { mode }) => {
  const { graph } = scope;
  const { channelsFirst, shape } = inputOf(scope);
  if (shape.length !== 4) return null;
  const pooled = graph.op(mode === 'average' ? 'GlobalAveragePool' : 'GlobalMaxPool', [channelsFirst]);
  return graph.op('Flatten', [pooled], { axis: 1 });
};

/** Counted from the corner. */
export const upsample2d: Twin<ParamsOf<typeof upsampleKind>> = (scope, { size, mode }) => {
  const { graph } = scope;
  const how: Attributes = mode === 'nearest' ? { mode: 'nearest', nearest_mode: 'floor' } : { mode: 'linear' };
  const scales = graph.constant([1, 1, ...size], [4]);
  const attributes = { coordinate_transformation_mode: 'asymmetric', ...how };
  return { channelsFirst: graph.op('Resize', [inputOf(scope).channelsFirst, null, scales], attributes) };
};
