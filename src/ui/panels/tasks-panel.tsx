import { Button, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { lazy } from 'react';
import { useProject } from '../../store/react.tsx';
import { MenuButton } from '../common/menu-button.tsx';
import { Section } from '../common/section.tsx';
import { useGradually } from '../common/use-gradually.ts';
import { useTranslation } from '../common/use-translation.ts';
import { TaskCard } from './task-card.tsx';

const load = async () => ({ default: (await import('./add-task-items.tsx')).AddTaskItems });
const AddTaskItems = lazy(load);

/** One card per task, and the targets that have none yet. */
export function TasksPanel() {
  const { t } = useTranslation();
  const tasks = useProject((document) => document.tasks);
  const drawn = useGradually(tasks.length);
  return (
    <Section
      title={t('panels.tasks.title')}
      aside={
        <MenuButton
          tooltip={t('panels.tasks.addHelp')}
          menu={{ position: 'bottom-end' }}
          load={load}
          button={(props) => (
            <Button size="compact-xs" variant="default" leftSection={<IconPlus size={14} aria-hidden="true" />} {...props}>
              {t('panels.tasks.add')}
            </Button>
          )}
        >
          <AddTaskItems />
        </MenuButton>
      }
    >
      {tasks.length === 0 ? (
        <Text size="sm" c="dimmed">
          {t('panels.tasks.none')}
        </Text>
      ) : null}
      {tasks.slice(0, drawn).map((task) => (
        <TaskCard key={task.id} id={task.id} />
      ))}
    </Section>
  );
}
