import { useState } from 'react';
import { currentValidation } from '../../core/runs/history.ts';
import { headlineOf } from '../../core/tasks/task-kinds.ts';
import { formatNumber } from '../../core/util/number-text.ts';
import { ownValue } from '../../core/util/own-value.ts';
import { usePlayground, useProject, useRun } from '../../store/react.tsx';
import { useLoadedTasks } from '../common/loaded-tasks.ts';
import { useLocalized } from '../common/use-localized.ts';
import { useTranslation } from '../common/use-translation.ts';
import { milestoneAt } from './milestones.ts';

/** Said to screen readers, when they have said what they are at: how far a run is, and what every task has come to. */
export function MilestoneWords() {
  const { t } = useTranslation();
  const localized = useLocalized();
  const { run } = usePlayground();
  const tasks = useLoadedTasks();
  const goal = useProject(({ training }) => training.epochs);
  const runId = useRun(({ history }) => history.runId);
  const reached = useRun(({ history }) => milestoneAt(currentValidation(history)?.epoch ?? 0, goal));
  const key = `${runId} ${reached}`;
  const [said, setSaid] = useState({ key, text: '' });
  if (said.key !== key) {
    const judged = currentValidation(run.getState().history);
    const results = tasks.map(({ task, target }) => {
      const info = headlineOf(task.kind, target);
      const value = ownValue(judged?.tasks ?? {}, task.id)?.metrics[info.id];
      const figure =
        typeof value !== 'number' ? '–' : info.unit === 'share' ? `${formatNumber(100 * value)}%` : formatNumber(value);
      return `${task.name} ${localized(info.title)} ${figure}`;
    });
    const text = judged && reached > 0 ? t('charts.milestone', { epoch: judged.epoch, goal, results: results.join(', ') }) : '';
    setSaid({ key, text });
  }
  return (
    <div className="visually-hidden" role="status" data-testid="milestone">
      {said.text}
    </div>
  );
}
