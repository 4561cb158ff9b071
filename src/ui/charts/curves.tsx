import { ActionIcon, Button, Group, Title, Tooltip } from '@mantine/core';
import { IconZoomIn } from '@tabler/icons-react';
import { useState } from 'react';
import { lastStep } from '../../core/runs/recorded.ts';
import { usePlayground, useRun, useRuns } from '../../store/react.tsx';
import { useLoadedTasks } from '../common/loaded-tasks.ts';
import { useTranslation } from '../common/use-translation.ts';
import { CurveOptionsBar } from './curve-options.tsx';
import { CurvePlot } from './curve-plot.tsx';
import { PinButton } from './pin-button.tsx';
import { nearer } from './step-keys.ts';
import { TaskLegend } from './task-legend.tsx';
import { ThinnedNote } from './thinned-note.tsx';
import './charts.css';
import { arriving } from '../common/arriving.tsx';

const RunList = arriving(async () => (await import('./run-list.tsx')).RunList);

/** Training and validation per task, as they come. */
export function Curves() {
  const { t } = useTranslation();
  const tasks = useLoadedTasks();
  const { run } = usePlayground();
  const begun = useRun(({ history }) => history.recorded.count > 1);
  // Before a run is pinned there is nothing to tell apart.
  const several = useRuns(({ kept, pinned }) => kept.length > 0 || pinned);
  const steps = (): readonly [number, number] => {
    const { recorded } = run.getState().history;
    return [recorded.firstStep, lastStep(recorded)];
  };
  const [zoom, setZoom] = useState<readonly [number, number] | null>(null);
  return (
    <section className="curves" aria-label={t('charts.curves.title')}>
      <Group gap={8} wrap="nowrap" className="curves-head">
        <Title order={2} size="sm">
          {t('charts.curves.title')}
        </Title>
        <Group gap={4} wrap="nowrap" ml="auto">
          <Tooltip label={t('charts.curves.zoomHelp')} multiline maw={240}>
            <ActionIcon
              variant="default"
              size={30}
              aria-label={t('charts.curves.zoomHelp')}
              disabled={!begun}
              onClick={() => setZoom(nearer(zoom ?? steps(), Number.MAX_SAFE_INTEGER))}
            >
              <IconZoomIn size={16} />
            </ActionIcon>
          </Tooltip>
          {zoom ? (
            <Button size="compact-xs" variant="default" onClick={() => setZoom(null)}>
              {t('charts.curves.resetZoom')}
            </Button>
          ) : null}
          <PinButton />
          <CurveOptionsBar />
        </Group>
      </Group>
      <TaskLegend />
      {several ? <RunList /> : null}
      <ThinnedNote />
      <CurvePlot tasks={tasks} zoom={zoom} onZoom={setZoom} />
    </section>
  );
}
