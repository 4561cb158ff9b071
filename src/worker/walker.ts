import { Expedition } from '../core/landscape/expedition.ts';
import type { FromWalker, ToWalker } from '../core/landscape/messages.ts';
import { assertNever } from '../core/util/assert-never.ts';

/** Reports come about so often; in between nobody is heard. */
const roundMs = 50;

export interface WalkerOptions {
  readonly say: (message: FromWalker) => void;
  /** Milliseconds, monotonic. */
  readonly now: () => number;
  /** Calls back after so many milliseconds, unless the returned function is called before. */
  readonly later: (ms: number, act: () => void) => () => void;
}

/** Walks in rounds: some steps, then a report, until nobody has a step left or somebody says pause. */
export function createWalker({ say, now, later }: WalkerOptions): (message: ToWalker) => void {
  let run = 0;
  let expedition: Expedition | null = null;
  let stepsPerSecond: number | null = null;
  let stop: (() => void) | null = null;
  let begun = 0;
  /** Steps that are due and not taken: less than one, or what a slow machine owes. */
  let due = 0;

  function pause(): void {
    stop?.();
    stop = null;
  }

  function report(): boolean {
    if (!expedition) return true;
    const { done } = expedition;
    say({ run, progress: expedition.tell(), done });
    return done;
  }

  function round(): void {
    if (!expedition) return;
    const started = now();
    due = stepsPerSecond === null ? Number.POSITIVE_INFINITY : due + ((started - begun) / 1000) * stepsPerSecond;
    begun = started;
    const taken = expedition.advance(Math.floor(due), () => now() - started < roundMs);
    due = stepsPerSecond === null ? 0 : Math.min(due - taken, stepsPerSecond);
    stop = report() ? null : later(Math.max(0, roundMs - (now() - started)), round);
  }

  return (message) => {
    switch (message.type) {
      case 'begin':
        pause();
        run = message.run;
        expedition = new Expedition(message.scale);
        return;
      case 'want':
        if (!expedition) return;
        expedition.want(message.walks);
        expedition.limit = message.limit;
        report();
        return;
      case 'go':
        pause();
        ({ stepsPerSecond } = message);
        [begun, due] = [now(), 0];
        stop = later(0, round);
        return;
      case 'pause':
        pause();
        return;
      default:
        assertNever(message);
    }
  };
}
