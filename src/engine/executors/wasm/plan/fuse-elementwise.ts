import { sizeOf, stridesOf } from '../../../../core/program/shapes.ts';
import type { Shape, ValueId } from '../../../../core/program/types.ts';
import { at } from '../../../../core/util/assert-never.ts';
import type { Job } from './job.ts';
import { type Expression, type Leaf, tapeRecipe } from './tape.ts';
import { type ElementwiseOp, functionOf, isElementwise } from './tape-functions.ts';
import type { Uses } from './uses.ts';

/** True for an elementwise operation that is computed inside its only reader, another one of as many elements. */
export function isInlined(op: ElementwiseOp, uses: Uses): boolean {
  const reader = uses.onlyReader(op.output);
  if (reader === null || !isElementwise(reader)) return false;
  // What is read twice would be computed twice.
  const times = reader.inputs.filter((id) => uses.storageOf(id) === op.output).length;
  return times === 1 && sizeOf(uses.shapeOf(op.output)) === sizeOf(uses.shapeOf(reader.output));
}

/** What a value is read from: neighbouring numbers out of a larger array need not be moved for that. */
function sourceOf(id: ValueId, uses: Uses): { readonly storage: ValueId; readonly offset: number } {
  const slice = uses.made(id, 'slice');
  if (!slice) return { storage: uses.storageOf(id), offset: 0 };
  const input = at(slice.inputs, 0);
  const whole = uses.shapeOf(input);
  const { begin, size } = slice.attributes;
  const first = size.findIndex((extent, axis) => extent !== 1 || axis === size.length - 1);
  const together = size.every((extent, axis) => axis <= first || extent === whole[axis]);
  if (!together) return { storage: uses.storageOf(id), offset: 0 };
  const strides = stridesOf(whole);
  return { storage: uses.storageOf(input), offset: begin.reduce((sum, from, axis) => sum + from * at(strides, axis), 0) };
}

/** The job of an elementwise operation together with all those that are inlined into it. `excluded` are values that are made otherwise. */
export function elementwiseJob(op: ElementwiseOp, uses: Uses, excluded: ReadonlySet<ValueId>): Job {
  const reads: ValueId[] = [];
  const shapes: Shape[] = [];
  const offsets: number[] = [];
  const leaf = (id: ValueId): Leaf => {
    const { storage, offset } = sourceOf(id, uses);
    // All elements of a fill are the same: one is enough.
    const shape = uses.made(id, 'fill') ? [] : uses.shapeOf(id);
    const known = reads.findIndex(
      (read, i) => read === storage && at(offsets, i) === offset && at(shapes, i).join() === shape.join(),
    );
    if (known >= 0) return { read: known, shape };
    reads.push(storage);
    shapes.push(shape);
    offsets.push(offset);
    return { read: reads.length - 1, shape };
  };
  const expression = (from: ElementwiseOp): Expression => ({
    fn: functionOf(from),
    shape: uses.shapeOf(from.output),
    args: from.inputs.map((id) => {
      const maker = uses.maker(id);
      const inside = maker !== null && isElementwise(maker) && !excluded.has(maker.output) && isInlined(maker, uses);
      return inside ? expression(maker) : leaf(id);
    }),
  });
  const { roomBytes = 0, scratchBytes = 0, words } = tapeRecipe(expression(op), shapes, offsets);
  return { reads, output: op.output, roomBytes, scratchBytes, words };
}
