import { Progress, Text } from '@mantine/core';
import type { InputValues } from '../../core/runs/protocol.ts';
import { generatedOf } from '../../core/tasks/formats/format-of.ts';
import { probabilitiesOf, type Reading, readLabel, readOutput } from '../../core/tasks/reading.ts';
import { inLanguage } from '../../core/util/localized.ts';
import { ownValue } from '../../core/util/own-value.ts';
import { useProject, useView } from '../../store/react.tsx';
import type { LoadedData, LoadedTask } from '../common/loaded-tasks.ts';
import { identityOf } from '../common/task-identity.ts';
import { TaskMark } from '../common/task-mark.tsx';
import type { Prediction } from '../common/use-prediction.ts';
import { useReadingText } from '../common/use-reading-text.ts';
import { useTranslation } from '../common/use-translation.ts';
import { displayOf } from './samples/displays/registry.ts';
import { NeighbourStrip } from './samples/neighbours.tsx';
import { wordsFor } from './samples/sample-readings.ts';
import { TaskVerdict } from './samples/task-verdict.tsx';
import { useQuery } from './samples/use-query.ts';

/** More bars than this say less than the verdict alone: only the longest are drawn. */
const mostBars = 10;

/** What a task says of one input, from its output and, where it writes, from what it wrote. */
export function readPrediction(entry: LoadedTask, { outputs, decoded = {} }: Prediction): Reading | null {
  const output = ownValue(outputs, entry.task.id);
  const written = generatedOf(entry.target) ? ownValue(decoded, entry.task.id) : undefined;
  if (written) return readLabel(entry, written);
  return output ? readOutput(entry, output) : null;
}

/** Pictures, marked words, strips and neighbours, where a task says more than a line. */
function Drawn(props: {
  readonly entry: LoadedTask;
  readonly data: LoadedData;
  readonly inputs: InputValues;
  readonly reading: Reading;
}) {
  const { entry, data, inputs, reading } = props;
  const query = useQuery(inputs);
  if (reading.kind === 'embedding') return <NeighbourStrip entry={entry} data={data} query={query} own={null} size={48} />;
  if (!displayOf(entry.target).drawn) return null;
  const words = wordsFor(entry, data, inputs);
  const tags = reading.kind === 'tags' && words ? { ...reading, tags: reading.tags.slice(0, words.length) } : reading;
  return <TaskVerdict entry={entry} data={data} predicted={tags} truth={null} words={words} size={96} bare />;
}

/** What one task says of one input: the verdict in words, and a bar for each probability. */
export function TaskOutput(props: {
  readonly entry: LoadedTask;
  readonly data: LoadedData;
  readonly inputs: InputValues | null;
  readonly prediction: Prediction | null;
}) {
  const { entry, data, inputs, prediction } = props;
  const { t } = useTranslation();
  const words = useReadingText();
  const language = useView((view) => view.language);
  const color = useProject((project) => identityOf(project, entry.task.id).color);
  const reading = prediction ? readPrediction(entry, prediction) : null;
  const output = prediction ? ownValue(prediction.outputs, entry.task.id) : undefined;
  const bars = (output ? probabilitiesOf(entry, output) : []).map(({ label, probability }) => ({
    label: inLanguage(label, language),
    probability,
  }));
  const longest = [...bars].sort((a, b) => b.probability - a.probability).slice(0, mostBars);
  const shown = bars.length > mostBars ? bars.filter((bar) => longest.includes(bar)) : bars;
  const display = displayOf(entry.target);
  const alone = reading !== null && reading.kind !== 'embedding';
  return (
    <section
      className="task-output"
      data-task={entry.task.id}
      data-wide={reading !== null && (!alone || (display.wide ?? false))}
      aria-label={entry.task.name}
    >
      <Text size="sm" fw={600}>
        <TaskMark task={entry.task.id} /> {entry.task.name}:{' '}
        <span data-testid={`said-${entry.task.id}`}>
          {reading === null ? t('tryIt.none') : alone && !display.drawn ? words(entry, reading) : null}
        </span>
      </Text>
      {reading && inputs ? <Drawn entry={entry} data={data} inputs={inputs} reading={reading} /> : null}
      <div className="bars">
        {shown.map(({ label, probability }) => {
          const percent = Math.round(probability * 100);
          return (
            <div className="bar-row" key={label}>
              <Text size="xs" className="bar-label">
                {label}
              </Text>
              <Progress
                flex={1}
                size="sm"
                value={percent}
                color={color}
                aria-label={t('tryIt.probability', { label, percent })}
                transitionDuration={0}
              />
              <Text size="xs" className="figure bar-number">
                {percent} %
              </Text>
            </div>
          );
        })}
      </div>
    </section>
  );
}
