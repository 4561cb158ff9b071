import { Group, Table, Text, Tooltip } from '@mantine/core';
import { useState } from 'react';
import type { SplitName } from '../../core/data/types.ts';
import { formatOf } from '../../core/tasks/formats/format-of.ts';
import { meanOverTasks } from '../../core/tasks/metrics/mean-over-tasks.ts';
import { taskKinds } from '../../core/tasks/registry.ts';
import { headlineOf } from '../../core/tasks/task-kinds.ts';
import type { MetricInfo, TargetFormat } from '../../core/tasks/types.ts';
import { formatNumber, withUnit } from '../../core/util/number-text.ts';
import { ownValue } from '../../core/util/own-value.ts';
import { type LoadedTask, useLoadedTasks } from '../common/loaded-tasks.ts';
import { LongText } from '../common/long-text.tsx';
import { SplitChoice } from '../common/split-choice.tsx';
import { TaskMark } from '../common/task-mark.tsx';
import { useLocalized } from '../common/use-localized.ts';
import { useTranslation } from '../common/use-translation.ts';
import { SinceThen } from './since-then.tsx';
import { type Evaluation, useEvaluation } from './use-evaluation.ts';
import './charts.css';

const percent = new Intl.NumberFormat('en', { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 });

function metricText(info: MetricInfo, target: TargetFormat, value: number | null | undefined): string {
  if (value === null || value === undefined) return '–';
  if (info.unit === 'share') return percent.format(value);
  const scaled = info.unit === 'labels' ? formatOf(target).numbers?.(target) : undefined;
  if (scaled?.unit === undefined) return formatNumber(value);
  const { unit, scale } = scaled;
  // As curves and losses count it, and, where the labels are scaled, what that is for the reader.
  return scale === 1 ? withUnit(value, unit) : `${formatNumber(value)} (${withUnit(value * scale, unit)})`;
}

/** One figure for the whole network. */
function MeanOverTasks(props: { readonly tasks: readonly LoadedTask[]; readonly evaluation: Evaluation }) {
  const { t } = useTranslation();
  const localized = useLocalized();
  const mean = meanOverTasks(
    props.tasks.map(({ task, target }) => {
      const info = headlineOf(task.kind, target);
      return { name: task.name, info, value: ownValue(props.evaluation.tasks, task.id)?.metrics[info.id] };
    }),
  );
  if (mean === null) return null;
  const metrics = mean.infos.map(({ title }) => localized(title)).join(', ');
  return (
    <Table className="figure" mb="sm" fz="sm" verticalSpacing={3} data-testid="mean-over-tasks">
      <Table.Tbody>
        <Table.Tr title={t('metrics.meanHelp', { metrics })}>
          <Table.Th scope="row">{t('metrics.mean', { metrics, tasks: mean.of.map(({ name }) => name).join(', ') })}</Table.Th>
          <Table.Td ta="right" fw={700}>
            {percent.format(mean.mean)}
          </Table.Td>
        </Table.Tr>
      </Table.Tbody>
    </Table>
  );
}

/** Loss and metrics of every task on a split, as its field reports them. */
export function MetricsTab() {
  const { t } = useTranslation();
  const localized = useLocalized();
  const [split, setSplit] = useState<SplitName>('validation');
  const tasks = useLoadedTasks();
  const evaluation = useEvaluation(split);
  return (
    <>
      <Group justify="space-between" mb={8}>
        <SplitChoice value={split} onChange={setSplit} />
        {evaluation ? (
          <Text size="xs" c="dimmed" className="figure">
            {t('metrics.atStep', { step: evaluation.step })}
          </Text>
        ) : null}
      </Group>
      {evaluation === null ? (
        <Text size="sm" c="dimmed">
          {t(tasks.length > 0 ? 'metrics.notMeasured' : 'metrics.empty')}
        </Text>
      ) : (
        <MeanOverTasks tasks={tasks} evaluation={evaluation} />
      )}
      {split === 'validation' ? <SinceThen tasks={tasks} /> : null}
      {evaluation === null
        ? null
        : tasks.map(({ task, target }) => {
            const result = ownValue(evaluation.tasks, task.id);
            return result ? (
              <Table
                key={task.id}
                className="figure metrics-of-task"
                captionSide="top"
                mb="sm"
                fz="sm"
                verticalSpacing={3}
                data-task={task.id}
              >
                <Table.Caption>
                  <TaskMark task={task.id} /> {task.name} · {t('metrics.samples', { count: result.labelled })}
                </Table.Caption>
                <Table.Tbody>
                  <Table.Tr>
                    <Table.Th scope="row">{t('metrics.loss')}</Table.Th>
                    <Table.Td ta="right">{result.loss === null ? '–' : formatNumber(result.loss)}</Table.Td>
                  </Table.Tr>
                  {taskKinds[task.kind].metrics(target).map((info) => {
                    const value = result.metrics[info.id];
                    return (
                      <Table.Tr key={info.id}>
                        <Table.Th scope="row">
                          <Tooltip label={<LongText text={info.help} />} multiline maw={280} openDelay={400}>
                            <span>
                              {info.decoded && result.decoded !== undefined
                                ? t('metrics.decoded', { metric: localized(info.title), count: result.decoded })
                                : localized(info.title)}
                            </span>
                          </Tooltip>
                        </Table.Th>
                        <Table.Td
                          ta="right"
                          data-metric={info.id}
                          title={value === null || value === undefined ? t('metrics.undefinedValue') : undefined}
                        >
                          {metricText(info, target, value)}
                        </Table.Td>
                      </Table.Tr>
                    );
                  })}
                </Table.Tbody>
              </Table>
            ) : null;
          })}
    </>
  );
}
