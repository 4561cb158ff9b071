import { Text } from '@mantine/core';
import type { SplitName } from '../../../core/data/types.ts';
import type { JudgedSplit } from '../../../core/runs/protocol.ts';
import { outputOf, type TaskAnswers, worstOf } from '../../../core/tasks/answers/judged-answers.ts';
import { readOutput, readTruth, sayReading } from '../../../core/tasks/reading.ts';
import { formatNumber } from '../../../core/util/number-text.ts';
import { useView } from '../../../store/react.tsx';
import type { LoadedData, LoadedTask } from '../../common/loaded-tasks.ts';
import { useSamples } from '../../common/use-samples.ts';
import { useTranslation } from '../../common/use-translation.ts';
import { SampleInput } from '../samples/sample-input.tsx';
import { inputsOfRow } from '../samples/sample-values.ts';

const shown = 6;

function WorstSample(props: {
  readonly data: LoadedData;
  readonly split: SplitName;
  readonly place: number;
  readonly row: number;
  readonly said: string;
}) {
  const { data, split, place, row, said } = props;
  const { t } = useTranslation();
  const samples = useSamples(split, place, 1, false);
  return (
    <li className="sample-cell" data-view={data.view}>
      {samples ? (
        <SampleInput
          data={data}
          sample={inputsOfRow(samples.inputs, samples.count, 0)}
          label={t('panels.predictions.sample', { row })}
          size={48}
        />
      ) : null}
      <Text size="xs">{said}</Text>
    </li>
  );
}

/** The samples that cost a task most, the worst first. */
export function WorstSamples(props: {
  readonly entry: LoadedTask;
  readonly data: LoadedData;
  readonly split: SplitName;
  readonly judged: JudgedSplit;
  readonly answers: TaskAnswers;
}) {
  const { entry, data, split, judged, answers } = props;
  const { t } = useTranslation();
  const language = useView((view) => view.language);
  const worst = worstOf(answers, shown);
  if (worst.length === 0) return null;
  const say = (place: number, loss: number): string => {
    const number = formatNumber(loss);
    if (answers.outputs.length === 0) return t('answers.worst.loss', { loss: number });
    const predicted = sayReading(entry, readOutput(entry, outputOf(answers, place)), language);
    const truth = sayReading(entry, readTruth(entry, answers.truth, place), language);
    return t('answers.worst.said', { predicted, truth, loss: number });
  };
  return (
    <>
      <Text size="xs" mt={4}>
        {t('answers.worst.title')}
      </Text>
      <ul className="sample-grid" data-view={data.view} data-size={48}>
        {worst.map(({ row: place, loss }) => (
          <WorstSample
            key={place}
            data={data}
            split={split}
            place={place}
            row={judged.rows[place] ?? 0}
            said={say(place, loss)}
          />
        ))}
      </ul>
    </>
  );
}
