import { Progress, Text } from '@mantine/core';
import type { InputValues } from '../../core/runs/protocol.ts';
import { assertNever, at } from '../../core/util/assert-never.ts';
import { useProject } from '../../store/react.tsx';
import type { LoadedData, LoadedTask } from '../common/loaded-tasks.ts';
import { classProbabilities, type Reading, readOutput, wordsOf } from '../common/read-prediction.ts';
import { identityOf } from '../common/task-identity.ts';
import { TaskMark } from '../common/task-mark.tsx';
import type { Prediction } from '../common/use-prediction.ts';
import { useReadingText } from '../common/use-reading-text.ts';
import { useTranslation } from '../common/use-translation.ts';
import { NeighbourStrip } from './samples/neighbours.tsx';
import { wordsFor } from './samples/sample-readings.ts';
import { TaskVerdict } from './samples/task-verdict.tsx';
import { useQuery } from './samples/use-query.ts';

interface Bar {
  readonly label: string;
  readonly probability: number;
}

/** More bars than this say less than the verdict alone: only the longest are drawn. */
const mostBars = 10;

function barsOf(entry: LoadedTask, output: Float32Array, yes: string): readonly Bar[] {
  const { task, target } = entry;
  const named = (labels: readonly string[], probabilities: ArrayLike<number>): Bar[] =>
    labels.map((label, i) => ({ label, probability: at(probabilities, i) }));
  switch (target.format) {
    case 'class': {
      const probabilities = task.kind === 'binary' ? [1 - at(output, 0), at(output, 0)] : classProbabilities(entry, output);
      return probabilities ? named(target.classes, probabilities) : [];
    }
    case 'multiLabel':
      return named(target.labels, output);
    case 'binary':
      return [{ label: yes, probability: at(output, output.length - 1) }];
    case 'box':
      return [{ label: yes, probability: at(output, 0) }];
    case 'values':
    case 'tags':
    case 'sequence':
    case 'input':
      return [];
    default:
      return assertNever(target);
  }
}

/** What needs the whole width. */
const wide: readonly Reading['kind'][] = ['tags', 'tokens', 'embedding'];

/** What a task says of one input, from its output and, where it writes, from what it wrote. */
export function readPrediction(entry: LoadedTask, prediction: Prediction): Reading | null {
  const { task, target } = entry;
  const output = prediction.outputs[task.id];
  const written = prediction.decoded?.[task.id];
  if (target.format === 'sequence' && written) return { kind: 'tokens', words: wordsOf(target.vocabulary, written) };
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
  if (reading.kind !== 'tags' && reading.kind !== 'input') return null;
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
  const color = useProject((project) => identityOf(project, entry.task.id).color);
  const reading = prediction ? readPrediction(entry, prediction) : null;
  const output = prediction?.outputs[entry.task.id];
  const bars = output ? barsOf(entry, output, t('panels.tryIt.yes')) : [];
  const longest = [...bars].sort((a, b) => b.probability - a.probability).slice(0, mostBars);
  const shown = bars.length > mostBars ? bars.filter((bar) => longest.includes(bar)) : bars;
  const inWords = reading && reading.kind !== 'tags' && reading.kind !== 'input' && reading.kind !== 'embedding';
  return (
    <section
      className="task-output"
      data-task={entry.task.id}
      data-wide={reading !== null && wide.includes(reading.kind)}
      aria-label={entry.task.name}
    >
      <Text size="sm" fw={600}>
        <TaskMark task={entry.task.id} /> {entry.task.name}:{' '}
        <span data-testid={`said-${entry.task.id}`}>{inWords ? words(reading) : reading ? null : t('panels.tryIt.none')}</span>
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
                aria-label={t('panels.tryIt.probability', { label, percent })}
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
