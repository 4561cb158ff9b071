import { Table } from '@mantine/core';
import { useMemo } from 'react';
import type { TaskEvaluation } from '../../core/runs/protocol.ts';
import { sinceThen } from '../../core/runs/since-then.ts';
import { headlineOf } from '../../core/tasks/task-kinds.ts';
import { ownValue } from '../../core/util/own-value.ts';
import { useRun } from '../../store/react.tsx';
import type { LoadedTask } from '../common/loaded-tasks.ts';
import { metricText } from '../common/metric-text.ts';
import { TaskMark } from '../common/task-mark.tsx';
import { useLocalized } from '../common/use-localized.ts';
import { useTranslation } from '../common/use-translation.ts';

/** What became of the tasks on the validation split since another network or another stage began: what they forgot, or gained. */
export function SinceThen({ tasks }: { readonly tasks: readonly LoadedTask[] }) {
  const { t } = useTranslation();
  const localized = useLocalized();
  const recorded = useRun(({ history }) => history.recorded);
  const found = useMemo(() => sinceThen(recorded), [recorded]);
  if (!found) return null;
  const rows = tasks.flatMap(({ task, target }) => {
    const both = ownValue(found.tasks, task.id);
    const info = headlineOf(task.kind, target);
    const metricOf = (judged: TaskEvaluation | undefined) => ownValue(judged?.metrics ?? {}, info.id);
    const [before, now] = [metricOf(both?.before), metricOf(both?.now)];
    if (typeof before !== 'number' || typeof now !== 'number') return [];
    const change = now - before;
    const better = info.better === 'higher' ? change : -change;
    return [
      {
        task,
        title: localized(info.title),
        before: metricText(info, target, before),
        now: metricText(info, target, now),
        change: `${change > 0 ? '+' : ''}${metricText(info, target, change)}`,
        sign: better === 0 ? '' : better > 0 ? '▲' : '▼',
        word: t(better === 0 ? 'transfer.sinceThen.same' : better > 0 ? 'transfer.sinceThen.gained' : 'transfer.sinceThen.lost'),
      },
    ];
  });
  if (rows.length === 0) return null;
  return (
    <Table className="figure metrics-of-task" mb="sm" fz="sm" verticalSpacing={3} captionSide="top" data-testid="since-then">
      <Table.Caption>
        {t('transfer.sinceThen.title', { step: found.changedAt, before: found.before.step, now: found.now.step })}
      </Table.Caption>
      <Table.Thead>
        <Table.Tr>
          <Table.Th />
          <Table.Th ta="right">{t('transfer.sinceThen.before')}</Table.Th>
          <Table.Th ta="right">{t('transfer.sinceThen.now')}</Table.Th>
          <Table.Th ta="right">Δ</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map(({ task, title, before, now, change, sign, word }) => (
          <Table.Tr key={task.id}>
            <Table.Th scope="row">
              <TaskMark task={task.id} /> {task.name} · {title}
            </Table.Th>
            <Table.Td ta="right">{before}</Table.Td>
            <Table.Td ta="right">{now}</Table.Td>
            <Table.Td ta="right">
              {change}{' '}
              <span title={word} aria-hidden="true">
                {sign}
              </span>
              <span className="visually-hidden">{word}</span>
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
