import { Button, Group, SegmentedControl, Text } from '@mantine/core';
import { useState } from 'react';
import type { SplitName } from '../../core/data/types.ts';
import type { SampleBatch } from '../../core/runs/protocol.ts';
import { at } from '../../core/util/assert-never.ts';
import { useDerived, useRun } from '../../store/react.tsx';
import type { LoadedTask } from '../common/loaded-tasks.ts';
import { isRight, readOutput, readTruth } from '../common/read-prediction.ts';
import { SampleImage } from '../common/sample-image.tsx';
import { TaskMark } from '../common/task-mark.tsx';
import { useReadingText } from '../common/use-reading-text.ts';
import { useSamples } from '../common/use-samples.ts';
import { useTranslation } from '../common/use-translation.ts';

const pageSize = 18;
const splits = ['train', 'validation', 'test'] as const satisfies readonly SplitName[];

/** One task's word on one sample: a tick, or the prediction beside the truth. */
function Verdict({ entry, samples, row }: { readonly entry: LoadedTask; readonly samples: SampleBatch; readonly row: number }) {
  const { t } = useTranslation();
  const words = useReadingText();
  const { task } = entry;
  const outputs = samples.predictions[task.id];
  const truths = samples.truth[task.id];
  if (!outputs || !truths) return null;
  const width = outputs.length / samples.count;
  const predicted = readOutput(entry, outputs.subarray(row * width, (row + 1) * width));
  const labelled = (samples.labelled[task.id]?.[row] ?? 0) > 0;
  const truth = readTruth(entry, truths, row);
  const right = labelled ? isRight(predicted, truth) : null;
  const said = `${task.name}: ${t('panels.predictions.predicted')} ${words(predicted)}, ${
    labelled ? `${t('panels.predictions.truth')} ${words(truth)}` : t('panels.predictions.unlabelled')
  }`;
  return (
    <div className="verdict" data-right={right} title={said}>
      <TaskMark task={task.id} />
      <span className="visually-hidden">{said}</span>
      <span aria-hidden="true">
        {words(predicted)}
        {right === true ? ' ✓' : null}
        {right === false ? (
          <>
            {' ✗ '}
            <span className="verdict-truth">{words(truth)}</span>
          </>
        ) : null}
        {right === null && labelled ? <span className="verdict-truth"> ({words(truth)})</span> : null}
      </span>
    </div>
  );
}

/** A page of samples of a split with every task's prediction and the truth, renewed while training. */
export function SampleGrid({ tasks }: { readonly tasks: readonly LoadedTask[] }) {
  const { t } = useTranslation();
  const { signature } = useDerived();
  const [split, setSplit] = useState<SplitName>('test');
  const [start, setStart] = useState(0);
  const available = useRun(({ history }) => history.prepared?.splitSizes[split] ?? 0);
  const samples = useSamples(split, start, Math.min(pageSize, Math.max(1, available - start)), true);
  const input = signature?.inputs[0];
  const shape = input?.shape;
  const pixels = input && samples?.inputs[input.id];
  const [height = 1, width = 1, channels = 1] = shape ?? [];
  const size = height * width * channels;
  return (
    <>
      <Group justify="space-between" mb={8} gap="xs">
        <SegmentedControl
          size="xs"
          aria-label={t('panels.predictions.split')}
          value={split}
          data={splits.map((name) => ({ value: name, label: t(`panels.data.${name}`) }))}
          onChange={(value) => {
            setSplit(splits.find((name) => name === value) ?? 'test');
            setStart(0);
          }}
        />
        <Button
          size="compact-xs"
          variant="default"
          onClick={() => setStart((from) => (from + 2 * pageSize <= available ? from + pageSize : 0))}
        >
          {t('panels.predictions.next')}
        </Button>
      </Group>
      {samples && pixels instanceof Float32Array && pixels.length === samples.count * size ? (
        <ul className="sample-grid" data-testid="sample-grid">
          {Array.from({ length: samples.count }, (_, row) => (
            <li key={at(samples.rows, row)} className="sample-cell">
              <SampleImage
                pixels={pixels.subarray(row * size, (row + 1) * size)}
                height={height}
                width={width}
                channels={channels}
                size={48}
                label={t('panels.predictions.sample', { row: at(samples.rows, row) })}
              />
              <div>
                {tasks.map((entry) => (
                  <Verdict key={entry.task.id} entry={entry} samples={samples} row={row} />
                ))}
              </div>
            </li>
          ))}
        </ul>
      ) : null}
      <Text size="xs" c="dimmed" mt={8}>
        {t('panels.predictions.legend')}
      </Text>
    </>
  );
}
