import { Text } from '@mantine/core';
import { useDataset, useRun } from '../../store/react.tsx';
import { useLoadedTasks } from '../common/loaded-tasks.ts';
import { lazyPane, withRareStrings } from '../common/pane-boundary.tsx';
import { useTranslation } from '../common/use-translation.ts';
import { SampleGrid } from './sample-grid.tsx';

const DecisionMaps = lazyPane(() => withRareStrings(async () => (await import('./decision-maps.tsx')).DecisionMaps));

/** For pictures a grid of samples with every task's prediction; for points one map per task. */
export function PredictionsTab() {
  const { t } = useTranslation();
  const loaded = useRun((run) => run.loaded?.data.dataset ?? '');
  const view = useDataset(loaded)?.view;
  const tasks = useLoadedTasks();
  if (tasks.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {t('panels.predictions.empty')}
      </Text>
    );
  }
  return view === 'points' ? <DecisionMaps tasks={tasks} /> : <SampleGrid tasks={tasks} />;
}
