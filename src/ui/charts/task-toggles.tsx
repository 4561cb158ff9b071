import { UnstyledButton } from '@mantine/core';
import { usePlayground, useView } from '../../store/react.tsx';
import type { LoadedTask } from '../common/loaded-tasks.ts';
import { TaskMark } from '../common/task-mark.tsx';
import { useTranslation } from '../common/use-translation.ts';

/** The legend, whose entries switch their curves on and off. */
export function TaskToggles({ tasks }: { readonly tasks: readonly LoadedTask[] }) {
  const { t } = useTranslation();
  const { view } = usePlayground();
  const hidden = useView((state) => state.curves.hiddenTasks);
  return (
    <div className="task-toggles">
      {tasks.map(({ task }) => (
        <UnstyledButton
          key={task.id}
          className="task-toggle"
          aria-pressed={!hidden.includes(task.id)}
          aria-label={t('charts.curves.showTask', { task: task.name })}
          onClick={() => view.toggleTask(task.id)}
        >
          <TaskMark task={task.id} /> {task.name}
        </UnstyledButton>
      ))}
    </div>
  );
}
