import { Group, Text } from '@mantine/core';
import { useState } from 'react';
import type { SplitName } from '../../core/data/types.ts';
import { type LoadedTask, useLoadedTasks } from '../common/loaded-tasks.ts';
import { useTranslation } from '../common/use-translation.ts';
import { ConfusionMatrix } from './confusion-matrix.tsx';
import { SplitChoice } from './split-choice.tsx';
import { useEvaluation } from './use-evaluation.ts';

function classNames({ target }: LoadedTask, yes: string, no: string): readonly string[] {
  switch (target.format) {
    case 'class':
      return target.classes;
    case 'tags':
      return target.tags;
    default:
      return [no, yes];
  }
}

/** One matrix per task with classes: which truth is taken for what. */
export function ConfusionTab() {
  const { t } = useTranslation();
  const [split, setSplit] = useState<SplitName>('validation');
  const tasks = useLoadedTasks();
  const evaluation = useEvaluation(split);
  const shown = tasks.flatMap((entry) => {
    const matrix = evaluation?.tasks[entry.task.id]?.confusion;
    return matrix ? [{ entry, matrix }] : [];
  });
  return (
    <>
      <Group justify="space-between" mb={8}>
        <SplitChoice value={split} onChange={setSplit} />
        {evaluation ? (
          <Text size="xs" c="dimmed" className="figure">
            {t('charts.confusion.atStep', { step: evaluation.step })}
          </Text>
        ) : null}
      </Group>
      {shown.length === 0 ? (
        <Text size="sm" c="dimmed">
          {t('charts.confusion.empty')}
        </Text>
      ) : null}
      {shown.map(({ entry, matrix }) => (
        <ConfusionMatrix
          key={entry.task.id}
          task={entry.task}
          split={t(`panels.data.${split}`)}
          classes={classNames(entry, t('panels.tryIt.yes'), t('panels.tryIt.no'))}
          matrix={matrix}
        />
      ))}
    </>
  );
}
