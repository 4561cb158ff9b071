import { Text } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { lazy, Suspense, useMemo } from 'react';
import { lastStep, type Recorded } from '../../core/runs/recorded.ts';
import { headlineOf } from '../../core/tasks/task-kinds.ts';
import { useRun, useView } from '../../store/react.tsx';
import type { LoadedTask } from '../common/loaded-tasks.ts';
import { useTranslation } from '../common/use-translation.ts';
import type { Flag } from './curve-chart.tsx';
import { CurveOverlay } from './curve-overlay.tsx';
import { verticalRange } from './curve-path.ts';
import { frameOf, plotWidth } from './curve-scales.ts';
import { CurvesContext } from './curves-context.ts';
import { useCurveSubjects } from './use-curve-subjects.ts';
import { useMarkerText } from './use-marker-text.ts';
import { type PlottedRun, usePlottedRuns } from './use-plotted-runs.ts';

/** The drawing library comes with the first losses: nobody needs it to look at an empty plot. */
const CurveChart = lazy(async () => ({ default: (await import('./curve-chart.tsx')).CurveChart }));

const flagsShown = 40;

/** What an empty plot says: what will be drawn, and when. */
const emptyText = (quantity: string, steps: number) =>
  quantity !== 'metric' ? 'empty' : steps === 0 ? 'emptyMetricFirst' : 'emptyMetric';

/** The newest markers within a range, in words; the same list as long as the markers are the same. */
function useFlags({ markers }: Recorded, tasks: readonly LoadedTask[], from: number, to: number): readonly Flag[] {
  const markerText = useMarkerText(tasks);
  return useMemo(
    () =>
      markers
        .toArray()
        .filter(({ step }) => step >= from && step <= to)
        .slice(-flagsShown)
        .map((marker) => ({ step: marker.step, kind: marker.kind, text: markerText(marker) })),
    [markers, markerText, from, to],
  );
}

/** The steps that any of the runs has. */
function stepsOf(runs: readonly PlottedRun[]): readonly [number, number] {
  const begun = runs.map(({ recorded }) => recorded).filter(({ count }) => count > 0);
  if (begun.length === 0) return [1, 1];
  return [Math.min(...begun.map(({ firstStep }) => firstStep)), Math.max(...begun.map(lastStep))];
}

/**
 * The plot: axes and grid, curves with their names at their ends, markers as flags, a tooltip at the pointer, zoom by dragging. The one
 * part of the page that is drawn anew with every report of a run.
 */
export function CurvePlot(props: {
  readonly tasks: readonly LoadedTask[];
  readonly zoom: readonly [number, number] | null;
  readonly onZoom: (range: readonly [number, number]) => void;
}) {
  const { tasks, zoom, onZoom } = props;
  const { t } = useTranslation();
  const recorded = useRun(({ history }) => history.recorded);
  const running = useRun(({ history }) => history.status.state === 'running');
  const options = useView((view) => view.curves);
  const plotted = usePlottedRuns();
  const { quantity, subjects } = useCurveSubjects(tasks);
  const { ref, width, height } = useElementSize();

  const headline = useMemo(
    () => Object.fromEntries(tasks.map(({ task, target }) => [task.id, headlineOf(task.kind, target).id])),
    [tasks],
  );
  const { smoothing, showRaw, showValidation, normalised } = options;
  const range = zoom ?? stepsOf(plotted);
  const runs = plotted.map(({ id, name, mark, recorded: record, drawing }) => ({
    id,
    name,
    mark,
    lines: drawing.lines({
      recorded: record,
      subjects: subjects.map(({ key }) => key),
      quantity,
      headline,
      // The single steps of several runs would hide one another.
      showRaw: showRaw && mark === null,
      showValidation,
      normalised,
      smoothing,
      range,
      width: plotWidth(width),
    }),
  }));
  const logScale = options.logScale && quantity === 'loss';
  const values = verticalRange(
    runs.flatMap(({ lines }) => lines.map(({ points }) => points)),
    logScale,
  );
  // As long as the shown run is within a longer one there is room for its next steps.
  const open = zoom === null && running && lastStep(recorded) >= range[1];
  const frame = frameOf(range, values, { logScale, open });
  const flags = useFlags(recorded, tasks, frame.from, frame.to);

  return (
    <div ref={ref} className="curves-plot" data-testid="curves" data-steps={recorded.count}>
      {runs.every(({ lines }) => lines.length === 0) ? (
        <Text size="sm" c="dimmed" p="sm">
          {t(`charts.curves.${emptyText(quantity, recorded.count)}`)}
        </Text>
      ) : (
        <div className="curve-surface">
          <div
            role="img"
            aria-label={t('charts.curves.description', {
              tasks: subjects.map(({ name }) => name).join(', '),
              steps: recorded.count,
            })}
          >
            <Suspense fallback={null}>
              <CurvesContext value={{ runs, subjects }}>
                <CurveChart width={width} height={height} flags={flags} {...frame} />
              </CurvesContext>
            </Suspense>
          </div>
          <CurveOverlay
            frame={frame}
            width={width}
            runs={plotted}
            quantity={quantity}
            subjects={subjects}
            tasks={tasks}
            flags={flags}
            onZoom={onZoom}
          />
        </div>
      )}
    </div>
  );
}
