import { Menu } from '@mantine/core';
import { kindsFor } from '../../core/graph/task-fit.ts';
import { taskKinds } from '../../core/tasks/registry.ts';
import { useDerived, usePlayground, useProject } from '../../store/react.tsx';
import { addTaskWithHead } from '../common/added-task.ts';
import { useLocalized } from '../common/use-localized.ts';
import { useTranslation } from '../common/use-translation.ts';

/** The targets that have no task yet, and other ways to learn those that have one. */
export function AddTaskItems() {
  const { t } = useTranslation();
  const playground = usePlayground();
  const localized = useLocalized();
  const tasks = useProject((document) => document.tasks);
  const { signature } = useDerived();
  const learned = new Set(tasks.map((task) => `${task.target} ${task.kind}`));
  const others = (signature?.targets ?? []).flatMap((target) =>
    tasks.some((task) => task.target === target.id)
      ? kindsFor(target)
          .filter((kind) => !learned.has(`${target.id} ${kind}`))
          .map((kind) => ({ target, kind }))
      : [],
  );
  const free = signature?.targets.filter((target) => !tasks.some((task) => task.target === target.id)) ?? [];
  return (
    <>
      {free.length === 0 ? <Menu.Label>{t('panels.tasks.noneLeft')}</Menu.Label> : null}
      {free.map((target) => (
        <Menu.Item key={target.id} onClick={() => addTaskWithHead(playground, target.id, localized(target.title))}>
          {localized(target.title)}
        </Menu.Item>
      ))}
      {others.length > 0 ? <Menu.Label>{t('panels.tasks.otherWays')}</Menu.Label> : null}
      {others.map(({ target, kind }) => {
        const words = { target: localized(target.title), kind: localized(taskKinds[kind].text.title) };
        const name = t('panels.tasks.addAs', words);
        return (
          <Menu.Item key={`${target.id} ${kind}`} onClick={() => addTaskWithHead(playground, target.id, name, kind)}>
            {name}
          </Menu.Item>
        );
      })}
    </>
  );
}
