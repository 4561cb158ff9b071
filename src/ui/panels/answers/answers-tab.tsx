import { Group, Text } from '@mantine/core';
import { useState } from 'react';
import type { SplitName } from '../../../core/data/types.ts';
import type { JudgedSplit } from '../../../core/runs/protocol.ts';
import { calibration } from '../../../core/tasks/answers/calibration.ts';
import { answersOf, pairsOf, yesOrNo } from '../../../core/tasks/answers/judged-answers.ts';
import { formatOf } from '../../../core/tasks/formats/format-of.ts';
import { ownValue } from '../../../core/util/own-value.ts';
import { useProject } from '../../../store/react.tsx';
import { type LoadedData, type LoadedTask, useLoadedData, useLoadedTasks } from '../../common/loaded-tasks.ts';
import { SplitChoice } from '../../common/split-choice.tsx';
import { identityOf } from '../../common/task-identity.ts';
import { TaskMark } from '../../common/task-mark.tsx';
import { useTranslation } from '../../common/use-translation.ts';
import { CalibrationPlot } from './calibration-plot.tsx';
import { ImportanceView } from './importance-view.tsx';
import { OcclusionView } from './occlusion-view.tsx';
import { ResidualPlot } from './residual-plot.tsx';
import { ThresholdView } from './threshold-view.tsx';
import { useJudged } from './use-judged.ts';
import { WorstSamples } from './worst-samples.tsx';
import './answers.css';

/** How good one task's answers are: whether its probabilities are what they say, what is left of its errors, where it is worst. */
function TaskSection(props: {
  readonly entry: LoadedTask;
  readonly data: LoadedData;
  readonly split: SplitName;
  readonly judged: JudgedSplit;
}) {
  const { entry, data, split, judged } = props;
  const { task, target } = entry;
  const color = useProject((project) => identityOf(project, task.id).color);
  const answers = ownValue(judged.tasks, task.id);
  if (!answers) return null;
  const calibrated = calibration(answersOf(entry, answers) ?? []);
  const pairs = pairsOf(entry, answers);
  const samples = yesOrNo(entry, answers);
  return (
    <section className="answers-section" data-task={task.id} aria-label={task.name}>
      <Text size="sm" fw={600}>
        <TaskMark task={task.id} /> {task.name}
      </Text>
      {calibrated ? <CalibrationPlot found={calibrated} color={color} task={task.name} /> : null}
      {pairs && pairs.length > 0 ? (
        <ResidualPlot pairs={pairs} unit={formatOf(target).numbers?.(target).unit} color={color} task={task.name} />
      ) : null}
      {samples && samples.length > 0 ? <ThresholdView samples={samples} task={task.name} /> : null}
      <WorstSamples entry={entry} data={data} split={split} judged={judged} answers={answers} />
    </section>
  );
}

/** How good the answers of a trained network are, and what they follow from. */
export function AnswersTab() {
  const { t } = useTranslation();
  const [split, setSplit] = useState<SplitName>('validation');
  const data = useLoadedData();
  const tasks = useLoadedTasks();
  const judged = useJudged(split);
  const inputs = data?.signature.inputs ?? [];
  return (
    <>
      <Group justify="space-between" mb={8}>
        <SplitChoice value={split} onChange={setSplit} />
        {judged ? (
          <Text size="xs" c="dimmed" className="figure">
            {t('answers.atStep', { step: judged.step, count: judged.rows.length })}
          </Text>
        ) : null}
      </Group>
      {data && judged ? (
        <>
          {tasks.map((entry) => (
            <TaskSection key={entry.task.id} entry={entry} data={data} split={split} judged={judged} />
          ))}
          {inputs.some(({ features }) => features) ? <ImportanceView tasks={tasks} split={split} /> : null}
          {inputs.some(({ shape, dtype }) => dtype === 'f32' && shape.length === 3) ? (
            <OcclusionView tasks={tasks} data={data} split={split} />
          ) : null}
        </>
      ) : (
        <Text size="sm" c="dimmed">
          {t('answers.empty')}
        </Text>
      )}
    </>
  );
}
