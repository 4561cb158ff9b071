import { at } from '../../util/assert-never.ts';
import type { OpOf, Shape, ValueId } from '../types.ts';
import type { Emitter, Result } from './emitter.ts';

/** The one axis along which an operation pads; null for several. */
function paddedAxis({ attributes: { before, after } }: OpOf<'pad'>): number | null {
  const axes = before.flatMap((n, axis) => (n > 0 || at(after, axis) > 0 ? [axis] : []));
  return axes.length === 1 ? at(axes, 0) : null;
}

/** The parts of a concat along this axis, or the value itself. */
function partsOf(e: Emitter, id: ValueId, axis: number): readonly ValueId[] {
  const joined = e.made(id, 'concat');
  return joined?.attributes.axis === axis ? joined.inputs : [id];
}

/**
 * The sum of two tensors padded with zeros that lie side by side is their concatenation, padded by what remains: so end the gradients of
 * the slices of one tensor.
 */
export function joinedPads(e: Emitter, x: ValueId, y: ValueId, result: Result): ValueId | null {
  const pads = [e.made(x, 'pad'), e.made(y, 'pad')];
  const [left, right] = pads.flatMap((pad) => (pad ? [pad] : []));
  if (!left || !right) return null;
  const axis = paddedAxis(left);
  if (axis === null || paddedAxis(right) !== axis) return null;
  const startOf = (pad: OpOf<'pad'>): number => at(pad.attributes.before, axis);
  const extentOf = (pad: OpOf<'pad'>): number => at(e.shape(at(pad.inputs, 0)), axis);
  const [first, second] = startOf(left) < startOf(right) ? [left, right] : [right, left];
  if (startOf(first) + extentOf(first) !== startOf(second)) return null;
  const inputs = [first, second].flatMap((pad) => partsOf(e, at(pad.inputs, 0), axis));
  const extent = extentOf(first) + extentOf(second);
  const shape: Shape = result.shape.map((n, i) => (i === axis ? extent : n));
  const joined = e.emit({ kind: 'concat', inputs, attributes: { axis } }, { ...result, shape });
  if (extent === at(result.shape, axis)) return joined;
  const attributes = { before: first.attributes.before, after: second.attributes.after };
  return e.emit({ kind: 'pad', inputs: [joined], attributes }, result);
}
