import { Button, Menu, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { kindsFor } from '../../core/graph/task-fit.ts';
import { addTask } from '../../core/graph/tasks.ts';
import { taskKinds } from '../../core/tasks/registry.ts';
import { useDerived, usePlayground, useProject } from '../../store/react.tsx';
import { Section } from '../common/section.tsx';
import { useLocalized } from '../common/use-localized.ts';
import { useTranslation } from '../common/use-translation.ts';
import { TaskCard } from './task-card.tsx';

/** One card per task, and the targets that have none yet. */
export function TasksPanel() {
  const { t } = useTranslation();
  const { project } = usePlayground();
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
    <Section
      title={t('panels.tasks.title')}
      aside={
        <Menu position="bottom-end" withinPortal>
          <Menu.Target>
            <Button
              size="compact-xs"
              variant="default"
              leftSection={<IconPlus size={14} aria-hidden="true" />}
              title={t('panels.tasks.addHelp')}
            >
              {t('panels.tasks.add')}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {free.length === 0 ? <Menu.Label>{t('panels.tasks.noneLeft')}</Menu.Label> : null}
            {free.map((target) => (
              <Menu.Item
                key={target.id}
                onClick={() => {
                  if (signature) project.edit((document) => addTask(document, signature, target.id, localized(target.title)));
                }}
              >
                {localized(target.title)}
              </Menu.Item>
            ))}
            {others.length > 0 ? <Menu.Label>{t('panels.tasks.otherWays')}</Menu.Label> : null}
            {others.map(({ target, kind }) => {
              const words = { target: localized(target.title), kind: localized(taskKinds[kind].text.title) };
              const name = t('panels.tasks.addAs', words);
              return (
                <Menu.Item
                  key={`${target.id} ${kind}`}
                  onClick={() => {
                    if (signature) project.edit((document) => addTask(document, signature, target.id, name, undefined, kind));
                  }}
                >
                  {name}
                </Menu.Item>
              );
            })}
          </Menu.Dropdown>
        </Menu>
      }
    >
      {tasks.length === 0 ? (
        <Text size="sm" c="dimmed">
          {t('panels.tasks.none')}
        </Text>
      ) : null}
      {tasks.map((task) => (
        <TaskCard key={task.id} id={task.id} />
      ))}
    </Section>
  );
}
