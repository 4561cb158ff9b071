import type { Watch } from '../../../core/program/reference/interpret.ts';
import { at } from '../../../core/util/assert-never.ts';

/** Functions of one operand whose derivative jumps at 0, and of two where they are equal. */
const kinks = new Set(['relu', 'step', 'sign', 'abs', 'greater', 'greaterEqual', 'max', 'min']);

/**
 * Notes how near a run comes to where a derivative jumps, such as the 0 of a relu. What stands right on a kink does not count: zeros of dead
 * units and of padding are exact on every executor.
 */
export function kinkWatch(): { readonly watch: Watch; clearance(): number } {
  let nearest = Number.POSITIVE_INFINITY;
  return {
    clearance: () => nearest,
    watch({ kind, attributes }, inputs) {
      if ((kind !== 'unary' && kind !== 'binary') || !kinks.has(attributes.fn)) return;
      const a = at(inputs, 0);
      const b = inputs[1];
      if (b && b.length !== a.length && b.length !== 1) return;
      for (let i = 0; i < a.length; i++) {
        const distance = Math.abs(at(a, i) - (b ? at(b, b.length === 1 ? 0 : i) : 0));
        if (distance > 0 && distance < nearest) nearest = distance;
      }
    },
  };
}
