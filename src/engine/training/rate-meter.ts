/** Steps are counted over this long. */
const windowMs = 2000;
/** Too short a time says nothing. */
const shortestMs = 150;

export interface RateMeter {
  restart(now: number, step: number): void;
  observe(now: number, step: number): void;
  /** Steps per second lately; null where too little time has passed. */
  value(): number | null;
}

export function createRateMeter(): RateMeter {
  let samples: { readonly now: number; readonly step: number }[] = [];
  return {
    restart(now, step) {
      samples = [{ now, step }];
    },
    observe(now, step) {
      samples.push({ now, step });
      while (samples.length > 2 && now - (samples[1]?.now ?? now) >= windowMs) samples.shift();
    },
    value() {
      const first = samples[0];
      const last = samples.at(-1);
      if (!first || !last || last.now - first.now < shortestMs) return null;
      return (1000 * (last.step - first.step)) / (last.now - first.now);
    },
  };
}
