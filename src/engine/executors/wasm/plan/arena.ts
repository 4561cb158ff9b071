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
  const placed: { start: number; end: number; life: Lifetime }[] = [];
  let bytes = 0;
  const order = lifetimes.map((life, index) => ({ life, index })).sort((a, b) => b.life.bytes - a.life.bytes);
  for (const { life, index } of order) {
    let start = 0;
    for (const other of placed) {
      const together = other.life.from <= life.to && life.from <= other.life.to;
      if (together && other.start < start + aligned(life.bytes) && start < other.end) start = other.end;
    }
    const end = start + aligned(life.bytes);
    placed.push({ start, end, life });
    placed.sort((a, b) => a.start - b.start);
    offsets[index] = start;
    bytes = Math.max(bytes, end);
  }
  return { offsets, bytes };
}
