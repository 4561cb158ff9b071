import type { SampleBatch } from '../../../core/runs/protocol.ts';
import { generatedOf } from '../../../core/tasks/formats/format-of.ts';
import { readLabel, readOutput, readTruth } from '../../../core/tasks/reading.ts';
import { ownValue } from '../../../core/util/own-value.ts';
import type { LoadedData, LoadedTask } from '../../common/loaded-tasks.ts';
import type { Said } from './displays/display.ts';
import { inputWords, rowOf } from './sample-values.ts';

/** What a task says of one sample of a batch, and what is true; null where it was not asked. A generation task says what it wrote freely. */
export function saidOf(entry: LoadedTask, samples: SampleBatch, row: number): Said | null {
  const { task, target } = entry;
  const outputs = ownValue(samples.predictions, task.id);
  const truths = ownValue(samples.truth, task.id);
  if (!outputs || !truths) return null;
  const labelled = (ownValue(samples.labelled, task.id)?.[row] ?? 0) > 0;
  const written = samples.decoded && ownValue(samples.decoded, task.id);
  const predicted =
    generatedOf(target) && written
      ? readLabel(entry, rowOf(written, samples.count, row))
      : readOutput(entry, rowOf(outputs, samples.count, row));
  return { predicted, truth: labelled ? readTruth(entry, truths, row) : null };
}

/** The words of a sample that tags of this many places stand for; null where no input of words is as long. */
export function wordsFor(
  entry: LoadedTask,
  { signature }: Pick<LoadedData, 'signature'>,
  sample: Readonly<Record<string, ArrayLike<number>>>,
): string[] | null {
  const { target } = entry;
  if (target.format !== 'tags') return null;
  const info = signature.inputs.find(({ shape, dtype }) => dtype === 'i32' && shape[0] === target.length);
  const tokens = info && ownValue(sample, info.id);
  return info && tokens ? inputWords(info, tokens) : null;
}
