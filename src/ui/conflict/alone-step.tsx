import { Button, Group, Text } from '@mantine/core';
import { useState } from 'react';
import type { AnswerTo } from '../../core/runs/protocol.ts';
import { at } from '../../core/util/assert-never.ts';
import { formatNumber } from '../../core/util/number-text.ts';
import { usePlayground, useRun } from '../../store/react.tsx';
import { TaskMark } from '../common/task-mark.tsx';
import { useTranslation } from '../common/use-translation.ts';
import { useFigures } from './figures.ts';
import type { NamedTask } from './use-shared.ts';

/** One update from one task's gradient alone, and what it does to every task's loss. */
export function AloneStep({ tasks }: { readonly tasks: readonly NamedTask[] }) {
  const { t } = useTranslation();
  const { actions } = usePlayground();
  const { change } = useFigures();
  const generation = useRun(({ shown }) => shown?.generation);
  const [taken, setTaken] = useState<{ readonly task: string; readonly answer: AnswerTo<'lookahead'> } | null>(null);
  const shown = taken && taken.answer.generation === generation ? taken : null;
  const index = shown ? tasks.findIndex(({ id }) => id === shown.task) : -1;

  async function step(task: string): Promise<void> {
    const answer = await actions.request({ kind: 'lookahead', batches: 1 });
    if (answer.ok) setTaken({ task, answer: answer.value });
  }

  return (
    <section className="conflict-alone" aria-label={t('conflict.alone')}>
      <Text size="xs" fw={600}>
        {t('conflict.alone')}
      </Text>
      <Text size="xs" c="dimmed">
        {t('conflict.aloneHelp')}
      </Text>
      <Group gap={4}>
        {tasks.map(({ id, name }) => (
          <Button
            key={id}
            size="compact-xs"
            variant="default"
            aria-pressed={shown?.task === id}
            aria-label={t('conflict.stepFor', { task: name })}
            leftSection={<TaskMark task={id} />}
            onClick={() => void step(id)}
          >
            {name}
          </Button>
        ))}
      </Group>
      {shown && index >= 0 ? (
        <table className="conflict-tasks figure">
          <caption>{t('conflict.stepped', { task: at(tasks, index).name, step: shown.answer.step })}</caption>
          <tbody>
            {tasks.map(({ id, name }, column) => {
              const { losses, after } = shown.answer.lookahead;
              const [before, now] = [at(losses, column), at(after, index * tasks.length + column)];
              return (
                <tr key={id} data-worse={now > before || undefined}>
                  <th scope="row">
                    <TaskMark task={id} /> {name}
                  </th>
                  <td>{t('conflict.lossChange', { before: formatNumber(before), after: formatNumber(now) })}</td>
                  <td>{change(now / before - 1)}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      ) : null}
    </section>
  );
}
