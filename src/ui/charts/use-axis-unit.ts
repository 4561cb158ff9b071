import { ownValue } from '../../core/util/own-value.ts';
import { useRun, useRuns, useView } from '../../store/react.tsx';
import type { CurveOptions } from '../../store/view-state.ts';

/** Two significant digits: a speed that varies a little moves nothing. */
const steady = (value: number): number => Number(value.toPrecision(2));

/** What a unit of the horizontal axis is, in steps of the shown run. */
export interface AxisUnit {
  readonly axis: CurveOptions['axis'];
  /** 1 for steps. */
  readonly steps: number;
  /** How much longer a step of a run is there than one of the shown run; null where that is not known. */
  readonly factorOf: (run: string) => number | null;
}

/** The unit that is chosen; steps as long as it is not known how many of the shown run make one. */
export function useAxisUnit(): AxisUnit {
  const axis = useView((view) => view.curves.axis);
  const perEpoch = useRun(({ history }) => history.prepared?.stepsPerEpoch ?? null);
  // Who counts steps is not drawn anew when they come faster.
  const speed = useRun(({ history }) => {
    const { stepsPerSecond } = history.status;
    return stepsPerSecond === null || axis !== 'seconds' ? null : steady(stepsPerSecond);
  });
  const shown = useRuns((runs) => runs.shown.id);
  const paces = useRuns((runs) => runs.paces);
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
