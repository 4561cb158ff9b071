import type { SampleBatch } from '../../../core/runs/protocol.ts';
import type { LoadedData, LoadedTask } from '../../common/loaded-tasks.ts';
import { readOutput, readTruth, wordsOf } from '../../common/read-prediction.ts';
import type { ShownBox } from './boxes.tsx';
import { inputWords, rowOf } from './sample-values.ts';
import type { Said } from './task-verdict.tsx';

/** What a task says of one sample of a batch, and what is true; null where it was not asked. A generation task says what it wrote freely. */
export function saidOf(entry: LoadedTask, samples: SampleBatch, row: number): Said | null {
  const { task, target } = entry;
  const outputs = samples.predictions[task.id];
  const truths = samples.truth[task.id];
  if (!outputs || !truths) return null;
  const labelled = (samples.labelled[task.id]?.[row] ?? 0) > 0;
  const written = samples.decoded?.[task.id];
  const predicted =
    target.format === 'sequence' && written
      ? { kind: 'tokens' as const, words: wordsOf(target.vocabulary, rowOf(written, samples.count, row)) }
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
  const tokens = info && sample[info.id];
  return info && tokens ? inputWords(info, tokens) : null;
}

/** The boxes of one task: the true one dashed, the predicted one solid. */
export function boxesOf(id: string, { predicted, truth }: Said, color: string): ShownBox[] {
  return [
    ...(truth?.kind === 'box' && truth.present ? [{ box: truth.box, color: 'white', dashed: true, key: `${id} truth` }] : []),
    ...(predicted.kind === 'box' && predicted.present ? [{ box: predicted.box, color, dashed: false, key: id }] : []),
  ];
}
