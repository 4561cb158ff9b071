/** A piece of memory needed from job `from` to job `to`, both included. */
export interface Lifetime {
  readonly bytes: number;
  readonly from: number;
  readonly to: number;
}

/** Every piece begins at a multiple of 16 bytes. */
export const aligned = (bytes: number): number => Math.ceil(bytes / 16) * 16;

/**
 * Offsets such that pieces which live at the same time do not overlap, and the bytes that all need together. Greedy, the largest first, each
 * at the lowest place that is free for its whole life (Pisarchyk and Lee, 2020, «greedy by size»).
 */
export function packLifetimes(lifetimes: readonly Lifetime[]): { offsets: number[]; bytes: number } {
  const offsets = lifetimes.map(() => 0);
  /** By their starts. */
  const placed: { readonly start: number; readonly end: number; readonly life: Lifetime }[] = [];
  let bytes = 0;
  const order = lifetimes.map((life, index) => ({ life, index })).sort((a, b) => b.life.bytes - a.life.bytes);
  for (const { life, index } of order) {
    const size = aligned(life.bytes);
    let start = 0;
    for (const other of placed) {
      // This and all that follow begin behind it.
      if (other.start >= start + size) break;
      const together = other.life.from <= life.to && life.from <= other.life.to;
      if (together && start < other.end) start = other.end;
    }
    const end = start + size;
    placed.splice(placeAfter(placed, start), 0, { start, end, life });
    offsets[index] = start;
    bytes = Math.max(bytes, end);
  }
  return { offsets, bytes };
}

/** Where an item that begins at `start` belongs among items in the order of their starts: behind its equals. */
function placeAfter(items: readonly { readonly start: number }[], start: number): number {
  let [low, high] = [0, items.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((items[middle]?.start ?? 0) <= start) low = middle + 1;
    else high = middle;
  }
  return low;
}
