import { Button, Group, Text } from '@mantine/core';
import { useState } from 'react';
import type { Marker } from '../../core/runs/marker.ts';
import type { AnswerTo } from '../../core/runs/protocol.ts';
import { at } from '../../core/util/assert-never.ts';
import type { Diagnostic } from '../../core/util/diagnostics.ts';
import { formatNumber } from '../../core/util/number-text.ts';
import { usePlayground, useRun } from '../../store/react.tsx';
import { DiagnosticNote } from '../common/diagnostic-note.tsx';
import { TaskMark } from '../common/task-mark.tsx';
import { useTranslation } from '../common/use-translation.ts';
import { useFigures } from './figures.ts';
import type { NamedTask } from './use-shared.ts';

/** Whether such steps were taken after this step of the run, and not taken back. */
const takenAt = (markers: readonly Marker[], step: number): boolean =>
  markers.some((marker) => marker.kind === 'alone' && marker.step === step);

/** One update from one task's gradient alone, taken by the run, what it did to every task's loss, and the way back. */
export function AloneStep({ tasks }: { readonly tasks: readonly NamedTask[] }) {
  const { t } = useTranslation();
  const { actions } = usePlayground();
  const { change } = useFigures();
  const generation = useRun(({ shown }) => shown?.generation);
  const step = useRun(({ history }) => history.status.step);
  const running = useRun(({ history }) => history.status.state === 'running');
  const taken = useRun(({ history }) => takenAt(history.recorded.markers.toArray(), history.status.step));
  const [last, setLast] = useState<{ readonly task: string; readonly answer: AnswerTo<'stepAlone'> } | null>(null);
  const [problems, setProblems] = useState<readonly Diagnostic[]>([]);
  const [busy, setBusy] = useState(false);
  const shown = taken && last?.answer.generation === generation && last?.answer.step === step ? last : null;
  const stepped = shown?.answer.stepped ?? null;

  async function take(task: string | null): Promise<void> {
    if (busy) return;
    // What it does is seen where nothing else moves the weights.
    if (running) actions.pause();
    setBusy(true);
    const answer = await actions.request({ kind: 'stepAlone', task });
    setBusy(false);
    setProblems(answer.ok ? [] : answer.diagnostics);
    if (answer.ok) setLast(task === null ? null : { task, answer: answer.value });
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
            aria-label={t('conflict.stepFor', { task: name })}
            leftSection={<TaskMark task={id} />}
            onClick={() => void take(id)}
          >
            {name}
          </Button>
        ))}
      </Group>
      {problems.map((problem) => (
        <DiagnosticNote key={problem.code} item={problem} />
      ))}
      {shown && stepped ? (
        <table className="conflict-tasks figure">
          <caption>
            {t('conflict.stepped', {
              task: tasks.find(({ id }) => id === shown.task)?.name ?? shown.task,
              step: shown.answer.step,
              rate: formatNumber(stepped.rate),
            })}
          </caption>
          <tbody>
            {tasks.map(({ id, name }) => {
              const column = stepped.tasks.indexOf(id);
              const [before, now] = [at(stepped.losses, column), at(stepped.after, column)];
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
      <Button size="compact-xs" variant="default" disabled={!taken || running} onClick={() => void take(null)}>
        {t('conflict.stepBack')}
      </Button>
    </section>
  );
}
