import { useRun, useRuns, useView } from '../../store/react.tsx';
import { type AxisUnit, axisUnit, steady } from './axis-unit.ts';

/** `axisUnit` of the page as it stands. */
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
  return axisUnit(axis, { shown, paces, perEpoch, speed });
}
