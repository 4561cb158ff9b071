import { usualSilenceMs } from '../core/runs/wire.ts';

/** The heartbeat: how often the worker is asked whether it is there. */
export const pingIntervalMs = 500;
/** The timeout of a worker that is starting: a script that is on its way says nothing, and a network may be slow. */
const startingMs = 60_000;
/** A page whose tick comes later than this was asleep, blocked, or short of processor: what it did not hear in that time says nothing. */
const lateMs = 1.5 * pingIntervalMs;

export interface Heartbeat {
  /** Called every interval; true where the worker must be taken for dead. */
  tick(): boolean;
  /** Anything came from the worker. */
  alive(): void;
  /** Another timeout from now on: the worker may be silent for so long. */
  allow(ms: number): void;
  /** Another worker was started. */
  restart(): void;
}

/**
 * A watchdog: adds up the time in which the page was awake and asked, and nothing came. `now` in ms, monotonic. A dead worker is noticed at the latest one
 * interval after its allowance.
 */
export function createHeartbeat(ping: () => void, now: () => number): Heartbeat {
  let silentMs = 0;
  let allowedMs = startingMs;
  let tickedAt = now();
  let started = false;
  return {
    tick() {
      const at = now();
      if (at - tickedAt <= lateMs) silentMs += at - tickedAt;
      tickedAt = at;
      // What arrived while the page was blocked is handled after this.
      if (silentMs >= allowedMs) return true;
      ping();
      return false;
    },
    alive() {
      silentMs = 0;
      if (!started) allowedMs = usualSilenceMs;
      started = true;
    },
    allow(ms) {
      allowedMs = Math.max(ms, usualSilenceMs);
    },
    restart() {
      silentMs = 0;
      started = false;
      allowedMs = startingMs;
      tickedAt = now();
    },
  };
}
