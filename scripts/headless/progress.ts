import type { World } from './command.ts';

const width = 24;
const redrawMs = 100;

export interface Progress {
  /** `fraction` of what there is to do; `words` beside it. */
  show(fraction: number, words: string): void;
  /** Leaves the line free for what comes after. */
  clear(): void;
}

/** A bar that is written over itself on a terminal; nothing elsewhere. */
export function progressBar(
  { err, terminal }: Pick<World, 'err' | 'terminal'>,
  now: () => number = () => performance.now(),
): Progress {
  let drawn = Number.NEGATIVE_INFINITY;
  if (!terminal) return { show: () => undefined, clear: () => undefined };
  return {
    show(fraction, words) {
      if (now() - drawn < redrawMs) return;
      drawn = now();
      const full = Math.round(width * Math.min(1, Math.max(0, fraction)));
      err(`\r\x1b[K${'█'.repeat(full)}${'░'.repeat(width - full)} ${Math.round(100 * fraction)} % ${words}`);
    },
    clear() {
      if (drawn !== Number.NEGATIVE_INFINITY) err('\r\x1b[K');
      drawn = Number.NEGATIVE_INFINITY;
    },
  };
}
