import { ownValue } from '../../core/util/own-value.ts';
import type { RunsSlice } from '../../store/runs/run-collection.ts';
import type { CurveOptions } from '../../store/view-state.ts';

/** Two significant digits: a speed that varies a little moves nothing. */
export const steady = (value: number): number => Number(value.toPrecision(2));

/** What a unit of the horizontal axis is, in steps of the shown run. */
export interface AxisUnit {
  readonly axis: CurveOptions['axis'];
  /** 1 for steps. */
  readonly steps: number;
  /** How much longer a step of a run is there than one of the shown run; null where that is not known. */
  readonly factorOf: (run: string) => number | null;
}

/**
 * The unit that is chosen; steps as long as it is not known how many of the shown run make one. `paces`: of the runs that are kept; `perEpoch`: steps of the
 * shown run in an epoch, and `speed`: in a second, as its worker tells.
 */
export function axisUnit(
  axis: CurveOptions['axis'],
  {
    shown,
    paces,
    perEpoch,
    speed,
  }: {
    readonly shown: string;
    readonly paces: RunsSlice['paces'];
    readonly perEpoch: number | null;
    readonly speed: number | null;
  },
): AxisUnit {
  const rate = (run: string): number | null => {
    const pace = ownValue(paces, run);
    const known = axis === 'epoch' ? pace?.stepsPerEpoch : pace?.stepsPerSecond && steady(pace.stepsPerSecond);
    return known || null;
  };
  const own = axis === 'epoch' ? (perEpoch ?? rate(shown)) : axis === 'seconds' ? (rate(shown) ?? speed) : 1;
  if (axis === 'step' || own === null || own === 0) return { axis: 'step', steps: 1, factorOf: () => 1 };
  return {
    axis,
    steps: own,
    factorOf(run) {
      const theirs = rate(run);
      return theirs === null ? null : own / theirs;
    },
  };
}
