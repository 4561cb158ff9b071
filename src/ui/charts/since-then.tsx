import { Table } from '@mantine/core';
import { useMemo } from 'react';
import type { TaskEvaluation } from '../../core/runs/protocol.ts';
import { sinceThen } from '../../core/runs/since-then.ts';
import { headlineOf } from '../../core/tasks/task-kinds.ts';
import { formatNumber } from '../../core/util/number-text.ts';
import { ownValue } from '../../core/util/own-value.ts';
import { useRun } from '../../store/react.tsx';
import type { LoadedTask } from '../common/loaded-tasks.ts';
import { TaskMark } from '../common/task-mark.tsx';
import { useLocalized } from '../common/use-localized.ts';
import { useTranslation } from '../common/use-translation.ts';

const percent = new Intl.NumberFormat('en', { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 });
const points = new Intl.NumberFormat('en', { minimumFractionDigits: 1, maximumFractionDigits: 1, signDisplay: 'exceptZero' });

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
    const better = info.better === 'higher' ? now - before : before - now;
    const change = now - before;
    const isShare = info.unit === 'share';
    return [
      {
        task,
        title: localized(info.title),
        before: isShare ? percent.format(before) : formatNumber(before),
        now: isShare ? percent.format(now) : formatNumber(now),
        change: isShare ? points.format(100 * change) : `${change > 0 ? '+' : ''}${formatNumber(change)}`,
        word: t(better === 0 ? 'transfer.sinceThen.same' : better > 0 ? 'transfer.sinceThen.gained' : 'transfer.sinceThen.lost'),
      },
    ];
  });
  if (rows.length === 0) return null;
  return (
    <Table className="figure" mb="sm" fz="sm" verticalSpacing={3} captionSide="top" data-testid="since-then">
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
        {rows.map(({ task, title, before, now, change, word }) => (
          <Table.Tr key={task.id}>
            <Table.Th scope="row">
              <TaskMark task={task.id} /> {task.name} · {title}
            </Table.Th>
            <Table.Td ta="right">{before}</Table.Td>
            <Table.Td ta="right">{now}</Table.Td>
            <Table.Td ta="right">
              {change} {word}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
