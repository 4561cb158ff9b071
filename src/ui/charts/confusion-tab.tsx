import { Group, Text } from '@mantine/core';
import { useState } from 'react';
import type { SplitName } from '../../core/data/types.ts';
import { formatOf } from '../../core/tasks/formats/format-of.ts';
import { taskKinds } from '../../core/tasks/registry.ts';
import { inLanguage } from '../../core/util/localized.ts';
import { ownValue } from '../../core/util/own-value.ts';
import { useView } from '../../store/react.tsx';
import { type LoadedTask, useLoadedTasks } from '../common/loaded-tasks.ts';
import { SplitChoice } from '../common/split-choice.tsx';
import { useTranslation } from '../common/use-translation.ts';
import { ConfusionMatrix } from './confusion-matrix.tsx';
import { useEvaluation } from './use-evaluation.ts';
import './charts.css';

/** What there is to say while no matrix is there. */
function Without({ tasks, evaluated }: { readonly tasks: readonly LoadedTask[]; readonly evaluated: boolean }) {
  const { t } = useTranslation();
  const classes = tasks.some(({ task }) => taskKinds[task.kind].confusion);
  return (
    <Text size="sm" c="dimmed">
      {tasks.length > 0 && !classes
        ? t('confusion.noClasses')
        : tasks.length > 0 && !evaluated
          ? t('metrics.notMeasured')
          : t('confusion.empty')}
    </Text>
  );
}

/** One matrix per task with classes: which truth is taken for what. */
export function ConfusionTab() {
  const { t } = useTranslation();
  const language = useView((view) => view.language);
  const [split, setSplit] = useState<SplitName>('validation');
  const tasks = useLoadedTasks();
  const evaluation = useEvaluation(split);
  const shown = tasks.flatMap((entry) => {
    const matrix = ownValue(evaluation?.tasks ?? {}, entry.task.id)?.confusion;
    return matrix ? [{ entry, matrix }] : [];
  });
  return (
    <>
      <Group justify="space-between" mb={8}>
        <SplitChoice value={split} onChange={setSplit} />
        {evaluation ? (
          <Text size="xs" c="dimmed" className="figure">
            {t('confusion.atStep', { step: evaluation.step })}
          </Text>
        ) : null}
      </Group>
      {shown.length === 0 ? <Without tasks={tasks} evaluated={evaluation !== null} /> : null}
      {shown.map(({ entry, matrix }) => (
        <ConfusionMatrix
          key={entry.task.id}
          task={entry.task}
          split={t(`panels.data.${split}`)}
          classes={(formatOf(entry.target).classNames?.(entry.target) ?? []).map((name) => inLanguage(name, language))}
          matrix={matrix}
        />
      ))}
    </>
  );
}
