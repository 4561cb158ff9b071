import { Menu } from '@mantine/core';
import { useState } from 'react';
import { type LearnedChoice, learnedChoices } from '../../core/graph/learned-layers.ts';
import { kindsFor } from '../../core/graph/task-fit.ts';
import type { Task } from '../../core/project/schema.ts';
import { taskKinds } from '../../core/tasks/registry.ts';
import { useDerived, usePlayground, useProject, useRun } from '../../store/react.tsx';
import { addTaskWithHead } from '../common/added-task.ts';
import { useLocalized } from '../common/use-localized.ts';
import { useTranslation } from '../common/use-translation.ts';

/**
 * The targets that have no task yet, and other ways to learn those that have one. Where the network has learned something, what becomes of that is
 * chosen first.
 */
export function AddTaskItems() {
  const { t } = useTranslation();
  const playground = usePlayground();
  const localized = useLocalized();
  const tasks = useProject((document) => document.tasks);
  const learnedSomething = useRun(({ history }) => history.status.step > 0);
  const [choice, setChoice] = useState<LearnedChoice>('free');
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
  const add = (target: string, name: string, kind?: Task['kind']): void =>
    addTaskWithHead(playground, target, name, { ...(kind ? { kind } : {}), choice: learnedSomething ? choice : 'free' });
  return (
    <>
      {learnedSomething && free.length + others.length > 0 ? (
        <>
          <Menu.Label>{t('panels.tasks.learned.title')}</Menu.Label>
          <Menu.RadioGroup value={choice} onChange={(next) => setChoice(learnedChoices.find((one) => one === next) ?? choice)}>
            {learnedChoices.map((one) => (
              <Menu.RadioItem key={one} value={one}>
                {t(`panels.tasks.learned.${one}`)}
              </Menu.RadioItem>
            ))}
          </Menu.RadioGroup>
          <Menu.Divider />
          <Menu.Label>{t('panels.tasks.learned.which')}</Menu.Label>
        </>
      ) : null}
      {free.length === 0 ? <Menu.Label>{t('panels.tasks.noneLeft')}</Menu.Label> : null}
      {free.map((target) => (
        <Menu.Item key={target.id} onClick={() => add(target.id, localized(target.title))}>
          {localized(target.title)}
        </Menu.Item>
      ))}
      {others.length > 0 ? <Menu.Label>{t('panels.tasks.otherWays')}</Menu.Label> : null}
      {others.map(({ target, kind }) => {
        const words = { target: localized(target.title), kind: localized(taskKinds[kind].text.title) };
        const name = t('panels.tasks.addAs', words);
        return (
          <Menu.Item key={`${target.id} ${kind}`} onClick={() => add(target.id, name, kind)}>
            {name}
          </Menu.Item>
        );
      })}
    </>
  );
}
