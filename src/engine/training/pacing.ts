/**
 * A block should take about this long. With two blocks in flight, a command waits for at most two of them: well under the 100 ms
 * within which pause and weight changes must act.
 */
export const blockMs = 25;

/** The largest block, whatever the device: bounds what a block sends and records at once. */
const maxSteps = 1024;

export interface Pacer {
  /** How many steps the next block should have, at most `limit`. */
  next(limit: number): number;
  /** What a step takes; null before one was observed. */
  readonly stepMs: number | null;
  /** A block of so many steps took so long. */
  observe(steps: number, ms: number): void;
}

/** Chooses how many steps go into a block. Starts with one and at most doubles, so that a slow device is found out at once. */
export function createPacer(targetMs: number = blockMs): Pacer {
  let size = 1;
  let stepMs: number | null = null;
  return {
    get stepMs() {
      return stepMs;
    },
    next: (limit) => Math.max(1, Math.min(size, limit)),
    observe(steps, ms) {
      const sample = ms / steps;
      // A slower sample counts in full: a late answer to a command is worse than a block that is too small.
      stepMs = stepMs === null || sample > stepMs ? sample : 0.7 * stepMs + 0.3 * sample;
      const wanted = stepMs > 0 ? Math.floor(targetMs / stepMs) : maxSteps;
      size = Math.max(1, Math.min(wanted, 2 * size, maxSteps));
    },
  };
}
