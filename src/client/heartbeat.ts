/** How often the worker is asked whether it is there. */
export const pingIntervalMs = 1000;
/** So many questions in a row without an answer mean that it is gone: a block of steps takes a fraction of one interval. */
const missesAllowed = 6;
/** While it prepares, or before its first steps are done, a device may compile for long without a chance to answer. */
const missesAllowedWhileStarting = 60;

export interface Heartbeat {
  /** Called every interval; true where the worker must be taken for dead. */
  tick(): boolean;
  /** Anything came from the worker. */
  alive(): void;
  /** It is preparing, or has not yet shown a step. */
  starting(yes: boolean): void;
}

/**
 * Counts questions without an answer. It counts ticks and not time: a page that was asleep, or a timer that the browser slowed down,
 * ticks late but not often.
 */
export function createHeartbeat(ping: () => void): Heartbeat {
  let misses = 0;
  let starting = false;
  return {
    tick() {
      if (misses >= (starting ? missesAllowedWhileStarting : missesAllowed)) return true;
      misses++;
      ping();
      return false;
    },
    alive: () => {
      misses = 0;
    },
    starting: (yes) => {
      starting = yes;
    },
  };
}
