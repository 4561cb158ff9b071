import { Button, Group, SegmentedControl, Text } from '@mantine/core';
import { useId, useMemo, useState } from 'react';
import type { SplitName } from '../../core/data/types.ts';
import type { SampleBatch } from '../../core/runs/protocol.ts';
import { generatedOf } from '../../core/tasks/formats/format-of.ts';
import { taskKinds } from '../../core/tasks/registry.ts';
import { at } from '../../core/util/assert-never.ts';
import { ownValue } from '../../core/util/own-value.ts';
import { useProject, useRun } from '../../store/react.tsx';
import { type LoadedData, type LoadedTask, useLoadedData } from '../common/loaded-tasks.ts';
import { lazyPane } from '../common/pane-boundary.tsx';
import { SplitChoice } from '../common/split-choice.tsx';
import { identityOf } from '../common/task-identity.ts';
import { useSamples } from '../common/use-samples.ts';
import { useTranslation } from '../common/use-translation.ts';
import { displayOf } from './samples/displays/registry.ts';
import { ListenButton } from './samples/listen-button.tsx';
import { SampleInput } from './samples/sample-input.tsx';
import { saidOf, wordsFor } from './samples/sample-readings.ts';
import { inputsOfRow } from './samples/sample-values.ts';
import { TaskVerdict } from './samples/task-verdict.tsx';

const NeighbourStrip = lazyPane(async () => (await import('./samples/neighbours.tsx')).NeighbourStrip);

/** How many continuations are followed while a sequence is written. */
const beams = [1, 3, 6];

/** Small pictures stand side by side; what needs room to be read, or has boxes on it, is larger and there are fewer. */
function layoutOf({ view }: LoadedData, tasks: readonly LoadedTask[]): { readonly page: number; readonly size: number } {
  if (view !== 'image') return { page: 8, size: 48 };
  return tasks.some(({ target }) => displayOf(target).large) ? { page: 12, size: 96 } : { page: 18, size: 48 };
}

/** One sample with what every task says of it. */
function SampleCell(props: {
  readonly data: LoadedData;
  readonly tasks: readonly LoadedTask[];
  readonly samples: SampleBatch;
  readonly row: number;
  readonly size: number;
  readonly chosen: boolean;
  /** Present where a sample can be chosen. */
  readonly onChoose: (() => void) | null;
}) {
  const { data, tasks, samples, row, size, chosen, onChoose } = props;
  const { t } = useTranslation();
  const project = useProject((document) => document);
  const sample = inputsOfRow(samples.inputs, samples.count, row);
  const number = at(samples.rows, row);
  const label = t('panels.predictions.sample', { row: number });
  const said = tasks.flatMap((entry) => {
    const one = saidOf(entry, samples, row);
    return one ? [{ entry, ...one }] : [];
  });
  const boxes = said.flatMap(
    ({ entry, ...one }) => displayOf(entry.target).boxes?.(entry.task.id, one, identityOf(project, entry.task.id).color) ?? [],
  );
  // Words that a task marks need not be written twice.
  const marks = ({ entry, predicted }: (typeof said)[number]): boolean =>
    predicted.kind !== 'embedding' && (displayOf(entry.target).marksWords ?? false);
  const marked = data.view === 'text' && said.some(marks);
  // They are read first.
  const inOrder = marked ? said.toSorted((a, b) => Number(marks(b)) - Number(marks(a))) : said;
  const shown = marked && !onChoose ? null : <SampleInput data={data} sample={sample} label={label} size={size} boxes={boxes} />;
  return (
    <li className="sample-cell" data-view={data.view}>
      <div className="sample-shown">
        {onChoose ? (
          <button
            type="button"
            className="sample-choice"
            aria-pressed={chosen}
            title={t('panels.predictions.showNeighbours')}
            onClick={onChoose}
          >
            {shown}
          </button>
        ) : (
          shown
        )}
        <ListenButton project={data.project} row={number} />
      </div>
      <div className="sample-said">
        {inOrder.map(({ entry, predicted, truth }) => (
          <TaskVerdict
            key={entry.task.id}
            entry={entry}
            data={data}
            predicted={predicted}
            truth={truth}
            words={wordsFor(entry, data, sample)}
            size={size}
          />
        ))}
      </div>
    </li>
  );
}

/** A page of samples of a split with every task's prediction and the truth, renewed while training. */
export function SampleGrid({ tasks }: { readonly tasks: readonly LoadedTask[] }) {
  const { t } = useTranslation();
  const data = useLoadedData();
  const [split, setSplit] = useState<SplitName>('test');
  const [start, setStart] = useState(0);
  const [chosen, setChosen] = useState(0);
  const decodingId = useId();
  const layout = data ? layoutOf(data, tasks) : { page: 1, size: 48 };
  const available = useRun(({ history }) => history.prepared?.splitSizes[split] ?? 0);
  const legends = new Set(tasks.flatMap(({ target }) => displayOf(target).legend?.(target) ?? []));
  const draws = tasks.some(({ target }) => displayOf(target).picture);
  const writes = tasks.some(({ target }) => generatedOf(target));
  const count = Math.min(layout.page, Math.max(1, available - start));
  const [beam, setBeam] = useState<number>(1);
  const samples = useSamples(split, start, count, true, writes ? beam : undefined);
  const embeddings = tasks.filter(({ task }) => taskKinds[task.kind].embeds);
  const row = samples?.rows[chosen];
  const query = useMemo(() => (row === undefined ? null : { row }), [row]);
  const turn = (next: SplitName, from: number): void => {
    setSplit(next);
    setStart(from);
    setChosen(0);
  };
  return (
    <>
      <Group justify="space-between" mb={8} gap="xs">
        <SplitChoice value={split} onChange={(next) => turn(next, 0)} />
        <Button
          size="compact-xs"
          variant="default"
          onClick={() => turn(split, start + 2 * layout.page <= available ? start + layout.page : 0)}
        >
          {t('panels.predictions.next')}
        </Button>
      </Group>
      {writes ? (
        <Group gap="xs" mb={8}>
          <Text size="xs" c="dimmed" id={decodingId}>
            {t('panels.predictions.decoding')}
          </Text>
          <SegmentedControl
            size="xs"
            aria-labelledby={decodingId}
            value={String(beam)}
            data={beams.map((width) => ({
              value: String(width),
              label: width === 1 ? t('panels.predictions.greedy') : t('panels.predictions.beamOf', { width }),
            }))}
            onChange={(value) => setBeam(Number(value))}
          />
        </Group>
      ) : null}
      {data && samples
        ? embeddings.map((entry) => (
            <NeighbourStrip
              key={entry.task.id}
              entry={entry}
              data={data}
              query={query}
              own={ownValue(samples.truth, entry.task.id)?.[chosen] ?? null}
              size={layout.size}
            />
          ))
        : null}
      {data && samples ? (
        <ul
          className="sample-grid"
          data-testid="sample-grid"
          data-view={data.view}
          data-step={samples.step}
          data-size={layout.size}
          data-draws={draws || undefined}
        >
          {Array.from({ length: samples.count }, (_, index) => (
            <SampleCell
              key={at(samples.rows, index)}
              data={data}
              tasks={tasks}
              samples={samples}
              row={index}
              size={layout.size}
              chosen={index === chosen}
              onChoose={embeddings.length > 0 ? () => setChosen(index) : null}
            />
          ))}
        </ul>
      ) : null}
      {samples ? (
        <Text size="xs" c="dimmed" mt={8}>
          {t('panels.predictions.legend')}
          {[...legends].map((legend) => ` ${t(legend)}`).join('')}
        </Text>
      ) : null}
    </>
  );
}
