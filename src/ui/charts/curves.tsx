import { Button, Group, Title } from '@mantine/core';
import { useState } from 'react';
import { useLoadedTasks } from '../common/loaded-tasks.ts';
import { useTranslation } from '../common/use-translation.ts';
import { CurveOptionsBar } from './curve-options.tsx';
import { CurvePlot } from './curve-plot.tsx';
import { PinButton } from './pin-button.tsx';
import { RunList } from './run-list.tsx';
import { TaskToggles } from './task-toggles.tsx';

/** Training and validation per task, as they come. */
export function Curves() {
  const { t } = useTranslation();
  const tasks = useLoadedTasks();
  const [zoom, setZoom] = useState<readonly [number, number] | null>(null);
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
          <PinButton />
          <CurveOptionsBar />
        </Group>
      </Group>
      <RunList />
      <CurvePlot tasks={tasks} zoom={zoom} onZoom={setZoom} />
    </section>
  );
}
