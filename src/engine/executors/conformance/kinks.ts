import type { Watch } from '../../../core/program/reference/interpret.ts';
import type { Value } from '../../../core/program/reference/kernel.ts';
import { forEachCell } from '../../../core/program/reference/windows.ts';
import type { Op, Window2D } from '../../../core/program/types.ts';
import { at } from '../../../core/util/assert-never.ts';

/** Functions of one operand whose derivative jumps at 0, and of two where they are equal. */
const kinks = new Set(['relu', 'step', 'sign', 'abs', 'greater', 'greaterEqual', 'max', 'min']);

/** How far the operands of a function of one or two are from its kink. */
function* elementwise(a: Float64Array, b: Float64Array | undefined): Generator<number> {
  if (b && b.length !== a.length && b.length !== 1) return;
  for (let i = 0; i < a.length; i++) yield Math.abs(at(a, i) - (b ? at(b, b.length === 1 ? 0 : i) : 0));
}

/** How far the two largest numbers of each window of an image [N, H, W, C] are apart. */
function* pooled({ data, shape }: Value, window: Window2D): Generator<number> {
  const channels = at(shape, 3);
  const largest = new Map<number, readonly [number, number]>();
  forEachCell(shape, window, (place, _, pixel) => {
    for (let c = 0; c < channels; c++) {
      const value = at(data, pixel * channels + c);
      const [first, second] = largest.get(place * channels + c) ?? [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
      if (value > first) largest.set(place * channels + c, [value, first]);
      else if (value > second) largest.set(place * channels + c, [first, value]);
    }
  });
  for (const [first, second] of largest.values()) yield first - second;
}

function distances(op: Op, inputs: readonly Value[]): Iterable<number> {
  if (op.kind === 'maxPool') return pooled(at(inputs, 0), op.attributes.window);
  const jumps = (op.kind === 'unary' || op.kind === 'binary') && kinks.has(op.attributes.fn);
  return jumps ? elementwise(at(inputs, 0).data, inputs[1]?.data) : [];
}

/**
 * Notes how near a run comes to where a derivative jumps, such as the 0 of a relu. What stands right on a kink does not count: zeros of dead
 * units and of padding are exact on every executor.
 */
export function kinkWatch(): { readonly watch: Watch; clearance(): number } {
  let nearest = Number.POSITIVE_INFINITY;
  return {
    clearance: () => nearest,
    watch(op, inputs) {
      for (const distance of distances(op, inputs)) if (distance > 0 && distance < nearest) nearest = distance;
    },
  };
}
