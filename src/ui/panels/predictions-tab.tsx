import { Text } from '@mantine/core';
import { useDataset, useRun } from '../../store/react.tsx';
import { useLoadedTasks } from '../common/loaded-tasks.ts';
import { useTranslation } from '../common/use-translation.ts';
import { DecisionMaps } from './decision-maps.tsx';
import { SampleGrid } from './sample-grid.tsx';

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
