import { Inflate } from 'fflate';
import type { Budget } from '../util/budget.ts';
import { DiagnosticError } from '../util/diagnostics.ts';

/** So many packed bytes are unpacked at a time; deflate makes at most 1,032 times as many of them. */
const slice = 4096;

/** False where the data are damaged; what the budget refuses goes through. */
function pushed(stream: Inflate, packed: Uint8Array, final: boolean): boolean {
  try {
    stream.push(packed, final);
    return true;
  } catch (error) {
    if (error instanceof DiagnosticError) throw error;
    return false;
  }
}

function joined(chunks: readonly Uint8Array[], length: number): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    whole.set(chunk, offset);
    offset += chunk.length;
  }
  return whole;
}

/**
 * Raw deflate data unpacked, to `expected` bytes exactly where that is known: null where they are damaged, end too early, or give more or fewer
 * bytes. No more is unpacked than the budget allows, which is asked slice by slice.
 */
export function inflateWithin(packed: Uint8Array, budget: Budget, expected?: number): Uint8Array<ArrayBuffer> | null {
  if (expected !== undefined) budget.bytes(expected);
  const whole = expected === undefined ? null : new Uint8Array(expected);
  const chunks: Uint8Array[] = [];
  let length = 0;
  let complete = false;
  let excess = false;
  const stream = new Inflate((chunk, final) => {
    if (whole) {
      excess ||= length + chunk.length > whole.length;
      if (!excess) whole.set(chunk, length);
    } else {
      budget.bytes(chunk.length);
      chunks.push(chunk);
    }
    length += chunk.length;
    complete ||= final;
  });
  for (let from = 0; from < packed.length && !excess; from += slice) {
    if (!pushed(stream, packed.subarray(from, from + slice), from + slice >= packed.length)) return null;
  }
  if (!complete || excess) return null;
  if (whole) return length === whole.length ? whole : null;
  return joined(chunks, length);
}
