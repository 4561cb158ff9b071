import { UnstyledButton } from '@mantine/core';
import { memo } from 'react';
import { updateTask } from '../../core/graph/tasks.ts';
import type { Task } from '../../core/project/schema.ts';
import { currentLoss } from '../../core/runs/history.ts';
import { lossShare } from '../../core/runs/loss-share.ts';
import { formatNumber } from '../../core/util/number-text.ts';
import { usePlayground, useProject, useRun, useView } from '../../store/react.tsx';
import { LabelledSlider } from '../common/labelled-slider.tsx';
import { TaskMark } from '../common/task-mark.tsx';
import { useGradually } from '../common/use-gradually.ts';
import { useTranslation } from '../common/use-translation.ts';

/** The loss of the last step, and how much of the weighted sum it is. */
function Figures({ id }: Pick<Task, 'id'>) {
  const { t } = useTranslation();
  const tasks = useProject((project) => project.tasks);
  const loss = useRun(({ history }) => {
    const value = currentLoss(history, id);
    return value === null ? null : Number(value.toPrecision(3));
  });
  const share = useRun(({ history }) => lossShare(tasks, (task) => currentLoss(history, task), id));
  if (loss === null) return null;
  return (
    <span className="figure legend-figures" title={t('charts.legend.figuresHelp')}>
      {formatNumber(loss)}
      {share === null ? null : <small>{t('charts.legend.share', { share: Math.round(100 * share) })}</small>}
    </span>
  );
}

const Entry = memo(function Entry({ task }: { readonly task: Task }) {
  const { t } = useTranslation();
  const { project, view } = usePlayground();
  const hidden = useView((state) => state.curves.hiddenTasks.includes(task.id));
  return (
    <li className="legend-entry" data-task={task.id}>
      <div className="legend-name">
        <UnstyledButton
          className="task-toggle"
          aria-pressed={!hidden}
          aria-label={t('charts.curves.showTask', { task: task.name })}
          onClick={() => view.toggleTask(task.id)}
        >
          <TaskMark task={task.id} /> {task.name}
        </UnstyledButton>
        <Figures id={task.id} />
      </div>
      <LabelledSlider
        label="λ"
        labelWidth={10}
        name={t('charts.legend.weightOf', { task: task.name })}
        help={t('charts.legend.weightHelp')}
        value={task.weight}
        min={0}
        max={5}
        most={1000}
        step={0.05}
        onChange={(weight) =>
          project.edit((document) => updateTask(document, task.id, { weight }), {
            gesture: `task.${task.id}.weight`,
          })
        }
        onEnd={project.endGesture}
      />
    </li>
  );
});

/** The tasks of the document: whose curve is drawn, how much each weighs, what it has come to. Weights act on the next step. */
export function TaskLegend() {
  const { t } = useTranslation();
  const tasks = useProject((project) => project.tasks).filter(({ enabled }) => enabled);
  const drawn = useGradually(tasks.length);
  return (
    <ul className="task-legend" aria-label={t('charts.legend.label')}>
      {tasks.slice(0, drawn).map((task) => (
        <Entry key={task.id} task={task} />
      ))}
    </ul>
  );
}
