/** How often the worker is asked whether it is there. */
export const pingIntervalMs = 1000;
/** So many questions in a row without an answer mean that it is gone: a block of steps takes a fraction of one interval. */
const missesAllowed = 8;
/**
 * While it prepares, or before its first steps are done, a device may compile for long without a chance to answer; and plain JavaScript
 * may take long for a single evaluation of a large network.
 */
const missesAllowedWhileSlow = 60;

export interface Heartbeat {
  /** Called every interval; true where the worker must be taken for dead. */
  tick(): boolean;
  /** Anything came from the worker. */
  alive(): void;
  /** It may be busy for long: it is preparing, has not yet shown a step, or is known to be slow. */
  expectSlow(slow: boolean): void;
}

/**
 * Counts questions without an answer. It counts ticks and not time: a page that was asleep, or a timer that the browser slowed down,
 * ticks late but not often.
 */
export function createHeartbeat(ping: () => void): Heartbeat {
  let misses = 0;
  let slow = false;
  return {
    tick() {
      if (misses >= (slow ? missesAllowedWhileSlow : missesAllowed)) return true;
      misses++;
      ping();
      return false;
    },
    alive: () => {
      misses = 0;
    },
    expectSlow: (yes) => {
      slow = yes;
    },
  };
}
