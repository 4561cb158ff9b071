import { Text } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { lazy, Suspense, useCallback, useMemo, useState } from 'react';
import { lastStep, type Recorded, seriesOf } from '../../core/runs/recorded.ts';
import { headlineOf } from '../../core/tasks/task-kinds.ts';
import { useProject, useRun, useView } from '../../store/react.tsx';
import type { LoadedTask } from '../common/loaded-tasks.ts';
import { identityOf } from '../common/task-identity.ts';
import { useTranslation } from '../common/use-translation.ts';
import type { Flag } from './curve-chart.tsx';
import { CurveColumns } from './curve-columns.ts';
import { curveLines } from './curve-lines.ts';
import { CurveOverlay } from './curve-overlay.tsx';
import { verticalRange } from './curve-path.ts';
import { frameOf, plotWidth } from './curve-scales.ts';
import { CurvesContext } from './curves-context.ts';
import { useMarkerText } from './use-marker-text.ts';

/** The drawing library comes with the first losses: nobody needs it to look at an empty plot. */
const CurveChart = lazy(async () => ({ default: (await import('./curve-chart.tsx')).CurveChart }));

const flagsShown = 40;
const nameLength = 12;

/** What an empty plot says: what will be drawn, and when. */
const emptyText = (quantity: 'loss' | 'metric', steps: number) =>
  quantity === 'loss' ? 'empty' : steps === 0 ? 'emptyMetricFirst' : 'emptyMetric';

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
  const project = useProject((document) => document);
  const { ref, width, height } = useElementSize();
  const [columns] = useState(() => new CurveColumns());

  const { quantity, smoothing } = options;
  const visible = useMemo(() => tasks.filter(({ task }) => !options.hiddenTasks.includes(task.id)), [tasks, options]);
  const last = Math.max(recorded.firstStep, lastStep(recorded));
  const range = zoom ?? ([recorded.firstStep, last] as const);
  const lines = curveLines({
    recorded,
    columns,
    tasks: visible.map(({ task }) => task.id),
    quantity,
    headline: Object.fromEntries(tasks.map(({ task, target }) => [task.id, headlineOf(task.kind, target).id])),
    showRaw: options.showRaw,
    showValidation: options.showValidation,
    normalised: options.normalised,
    smoothing,
    range,
    width: plotWidth(width),
  });
  const logScale = options.logScale && quantity === 'loss';
  const values = verticalRange(
    lines.map(({ points }) => points),
    logScale,
  );
  const frame = frameOf(range, values, { logScale, open: zoom === null && running });
  const flags = useFlags(recorded, tasks, frame.from, frame.to);
  const smoothed = Object.fromEntries(
    smoothing === 0
      ? []
      : visible.flatMap(({ task }) => {
          const loss = seriesOf(recorded, 'loss', task.id);
          return loss ? [[task.id, columns.smooth(task.id, loss, smoothing)]] : [];
        }),
  );
  const identity = useCallback((task: string) => identityOf(project, task), [project]);
  const names = useMemo(
    () => Object.fromEntries(visible.map(({ task }) => [task.id, task.name.slice(0, nameLength)])),
    [visible],
  );

  return (
    <div ref={ref} className="curves-plot" data-testid="curves" data-steps={recorded.count}>
      {lines.every(({ points }) => points.length === 0) ? (
        <Text size="sm" c="dimmed" p="sm">
          {t(`charts.curves.${emptyText(quantity, recorded.count)}`)}
        </Text>
      ) : (
        <div className="curve-surface">
          <div
            role="img"
            aria-label={t('charts.curves.description', {
              tasks: visible.map(({ task }) => task.name).join(', '),
              steps: recorded.count,
            })}
          >
            <Suspense fallback={null}>
              <CurvesContext value={{ lines, identityOf: identity, names }}>
                <CurveChart width={width} height={height} flags={flags} {...frame} />
              </CurvesContext>
            </Suspense>
          </div>
          <CurveOverlay
            frame={frame}
            width={width}
            recorded={recorded}
            tasks={visible}
            smoothed={smoothed}
            flags={flags}
            onZoom={onZoom}
          />
        </div>
      )}
    </div>
  );
}
