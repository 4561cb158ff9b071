import type { Watch } from '../../../core/program/reference/interpret.ts';
import { outside, type Value } from '../../../core/program/reference/kernel.ts';
import { windowCells } from '../../../core/program/reference/windows.ts';
import type { Op, Window2D } from '../../../core/program/types.ts';
import { at } from '../../../core/util/assert-never.ts';

/** Functions of one operand whose derivative jumps at 0, and of two where they are equal. */
const kinks = new Set(['relu', 'step', 'sign', 'abs', 'greater', 'greaterEqual', 'max', 'min']);

/** What stands right on a kink does not count: zeros of dead units and of padding are exact on every executor. */
const nearer = (nearest: number, distance: number): number => (distance > 0 && distance < nearest ? distance : nearest);

/** How far the operands of a function of one or two are from its kink at least. */
function elementwise(a: Float64Array, b: Float64Array | undefined): number {
  if (b && b.length !== a.length && b.length !== 1) return Number.POSITIVE_INFINITY;
  let nearest = Number.POSITIVE_INFINITY;
  for (let i = 0; i < a.length; i++)
    nearest = nearer(nearest, Math.abs((a[i] ?? outside) - (b ? (b[b.length === 1 ? 0 : i] ?? outside) : 0)));
  return nearest;
}

/** How far the two largest numbers of each window of an image [N, H, W, C] are apart at least. */
function pooled({ data, shape }: Value, window: Window2D): number {
  const channels = at(shape, 3);
  const { pixels, places, perPlace } = windowCells(shape, window);
  const first = new Float64Array(places * channels).fill(Number.NEGATIVE_INFINITY);
  const second = first.slice();
  for (let cell = 0; cell < pixels.length; cell++) {
    const pixel = at(pixels, cell);
    if (pixel < 0) continue;
    const place = Math.floor(cell / perPlace);
    for (let c = 0; c < channels; c++) {
      const value = data[pixel * channels + c] ?? outside;
      const i = place * channels + c;
      if (value > (first[i] ?? outside)) {
        second[i] = first[i] ?? outside;
        first[i] = value;
      } else if (value > (second[i] ?? outside)) second[i] = value;
    }
  }
  return first.reduce((nearest, largest, i) => nearer(nearest, largest - (second[i] ?? outside)), Number.POSITIVE_INFINITY);
}

function distance(op: Op, inputs: readonly Value[]): number {
  if (op.kind === 'maxPool') return pooled(at(inputs, 0), op.attributes.window);
  const jumps = (op.kind === 'unary' || op.kind === 'binary') && kinks.has(op.attributes.fn);
  return jumps ? elementwise(at(inputs, 0).data, inputs[1]?.data) : Number.POSITIVE_INFINITY;
}

/** Notes how near a run comes to where a derivative jumps, such as the 0 of a relu. */
export function kinkWatch(): { readonly watch: Watch; clearance(): number } {
  let nearest = Number.POSITIVE_INFINITY;
  return {
    clearance: () => nearest,
    watch(op, inputs) {
      nearest = Math.min(nearest, distance(op, inputs));
    },
  };
}
