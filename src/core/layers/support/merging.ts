import type { ProgramBuilder, Tensor } from '../../program/builder.ts';
import { broadcastShapes } from '../../program/shapes.ts';
import { at } from '../../util/assert-never.ts';
import { sampleShape } from './inputs.ts';

/**
 * Combines many tensors [N, ...] element by element, left to right. Shapes are aligned per example and at the last axis, so that [N, C]
 * stretches over [N, H, W, C]. Throws `shape.broadcast`, with the shapes of one example.
 */
export function combineAll(
  b: ProgramBuilder,
  parts: readonly Tensor[],
  combine: (left: Tensor, right: Tensor) => Tensor,
): Tensor {
  const rank = Math.max(...parts.map((part) => part.shape.length));
  const aligned = parts.map((part) => {
    const sample = sampleShape(part);
    return b.reshape(part, [at(part.shape, 0), ...new Array<number>(rank - 1 - sample.length).fill(1), ...sample]);
  });
  parts.map(sampleShape).reduce(broadcastShapes);
  return aligned.reduce(combine);
}
