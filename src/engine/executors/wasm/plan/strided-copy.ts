import { stridesOf } from '../../../../core/program/shapes.ts';
import type { Shape } from '../../../../core/program/types.ts';
import { at } from '../../../../core/util/assert-never.ts';
import { opCopy } from '../ids.ts';
import type { Words } from './job.ts';

interface Axis {
  readonly extent: number;
  readonly to: number;
  readonly from: number;
}

/** Axes of one element go, and neighbours that both sides step through evenly become one. */
function merged(axes: readonly Axis[]): Axis[] {
  const result: Axis[] = [];
  for (const axis of axes) {
    if (axis.extent === 1) continue;
    const outer = result.at(-1);
    const even = outer && outer.to === axis.to * axis.extent && outer.from === axis.from * axis.extent;
    if (even) result[result.length - 1] = { ...axis, extent: outer.extent * axis.extent };
    else result.push(axis);
  }
  return result.length > 0 ? result : [{ extent: 1, to: 1, from: 1 }];
}

/**
 * Copies numbers between two strided views of the same extents; offsets and strides in numbers. A stride 0 of `from` repeats, a stride 0
 * of `to` is a mistake.
 */
export function stridedCopy(
  to: { readonly address: number; readonly strides: readonly number[]; readonly offset?: number },
  from: { readonly address: number; readonly strides: readonly number[]; readonly offset?: number },
  extents: Shape,
): Words {
  const axes = merged(extents.map((extent, i) => ({ extent, to: at(to.strides, i), from: at(from.strides, i) })));
  return [
    opCopy,
    to.address + 4 * (to.offset ?? 0),
    from.address + 4 * (from.offset ?? 0),
    axes.length,
    ...axes.flatMap((axis) => [axis.extent, 4 * axis.to, 4 * axis.from]),
  ];
}

/** Strides by which a tensor `from` is read as numpy's broadcasting stretches it to `shape`. */
function broadcastStrides(from: Shape, shape: Shape): number[] {
  const own = stridesOf(from);
  const missing = shape.length - from.length;
  return shape.map((_, axis) => (axis < missing || from[axis - missing] === 1 ? 0 : at(own, axis - missing)));
}

/** Copies a tensor stretched to `shape`. */
export const stretchedCopy = (to: number, from: number, own: Shape, shape: Shape): Words =>
  stridedCopy({ address: to, strides: stridesOf(shape) }, { address: from, strides: broadcastStrides(own, shape) }, shape);
