import { Button, Group, Text, Title } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { lazy, Suspense, useState } from 'react';
import { headlineOf } from '../../core/tasks/registry.ts';
import { useRun, useView } from '../../store/react.tsx';
import { useLoadedTasks } from '../common/loaded-tasks.ts';
import { useTranslation } from '../common/use-translation.ts';
import { curveLines } from './curve-lines.ts';
import { CurveOptionsBar } from './curve-options.tsx';
import { TaskToggles } from './task-toggles.tsx';
import { useSmoothed } from './use-smoothed.ts';

/** The drawing library comes with the first losses: nobody needs it to look at an empty plot. */
const CurveChart = lazy(async () => ({ default: (await import('./curve-chart.tsx')).CurveChart }));

/** Training and validation per task, as they come. */
export function Curves() {
  const { t } = useTranslation();
  const history = useRun((run) => run.history);
  const options = useView((view) => view.curves);
  const tasks = useLoadedTasks();
  const smoothed = useSmoothed(history, options.smoothing);
  const { ref, width, height } = useElementSize();
  const [zoom, setZoom] = useState<readonly [number, number] | null>(null);

  const visible = tasks.filter(({ task }) => !options.hiddenTasks.includes(task.id));
  const last = Math.max(history.firstStep, history.firstStep + history.count - 1);
  const range = zoom ?? [Math.min(history.firstStep, last), last];
  const lines = curveLines({
    history,
    tasks: visible.map(({ task }) => task.id),
    quantity: options.quantity,
    headline: Object.fromEntries(tasks.map(({ task, target }) => [task.id, headlineOf(task.kind, target).id])),
    showRaw: options.showRaw,
    showValidation: options.showValidation,
    normalised: options.normalised,
    smoothed,
    range,
    width: Math.max(60, width - 120),
  });
  const empty = lines.every(({ points }) => points.length === 0);

  return (
    <section className="curves" aria-label={t('charts.curves.title')}>
      <Group gap={8} wrap="nowrap" className="curves-head">
        <Title order={2} size="sm" fw={650} className="curves-title">
          {t('charts.curves.title')}
        </Title>
        <TaskToggles tasks={tasks} />
        <Group gap={4} wrap="nowrap" ml="auto">
          {zoom ? (
            <Button size="compact-xs" variant="default" onClick={() => setZoom(null)}>
              {t('charts.curves.resetZoom')}
            </Button>
          ) : null}
          <CurveOptionsBar />
        </Group>
      </Group>
      <div ref={ref} className="curves-plot" data-testid="curves" data-steps={history.count}>
        {empty ? (
          <Text size="sm" c="dimmed" p="sm">
            {options.quantity === 'metric' && history.count > 0 ? t('charts.curves.emptyMetric') : t('charts.curves.empty')}
          </Text>
        ) : (
          <Suspense fallback={null}>
            <CurveChart
              width={width}
              height={height}
              lines={lines}
              range={range}
              history={history}
              tasks={visible}
              smoothed={smoothed}
              logScale={options.logScale && options.quantity === 'loss'}
              onZoom={setZoom}
            />
          </Suspense>
        )}
      </div>
    </section>
  );
}
