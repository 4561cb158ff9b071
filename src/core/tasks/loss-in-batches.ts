import { ProgramBuilder } from '../program/builder.ts';
import { interpret } from '../program/reference/interpret.ts';
import { at } from '../util/assert-never.ts';
import type { Sliced } from '../util/sliced.ts';
import type { LossOptions } from './loss-options/registry.ts';
import type { LabelledOutputs, TargetFormat, TaskKind } from './types.ts';

/**
 * The mean loss of a kind whose losses compare the samples of a batch: its own lowering, run in float64 on consecutive batches as large
 * as those that train, so that the figure can be set against the training loss. `outputs` are what `activate` gives, and must mean the
 * same to the loss as the logits do. Batches in which nothing can be judged are left out; null where all are. A batch is a slice.
 */
export function* lossInBatches(
  {
    kind,
    target,
    task,
  }: { readonly kind: TaskKind; readonly target: TargetFormat; readonly task: LossOptions & { loss: string } },
  { count, outputs, targets, mask }: LabelledOutputs,
  batchSize: number,
): Sliced<number | null> {
  const width = outputs.length / count;
  const { shape, dtype } = kind.targetStorage(target);
  const perLabel = targets.length / count;
  let sum = 0;
  let labelled = 0;
  for (let begin = 0; begin < count; begin += batchSize) {
    yield;
    const size = Math.min(batchSize, count - begin);
    const present = Array.from({ length: size }, (_, i) => begin + i).filter((row) => mask[row] === 1);
    const labels = present.map((row) => targets[row * perLabel] ?? 0);
    if (present.length === 0 || kind.measures?.(task.loss, labels) === false) continue;
    const b = new ProgramBuilder();
    const feed = (name: string, rest: readonly number[], type: 'f32' | 'i32') =>
      b.source({ kind: 'feed', name }, [size, ...rest], type);
    const masked = feed('mask', [], 'f32');
    const context = { target, mask: masked, options: task, classWeights: null };
    const losses = kind.loss(b, task.loss, feed('outputs', [width], 'f32'), feed('labels', shape, dtype), context);
    b.output('losses', losses);
    const part = <A extends Float32Array | Int32Array>(all: A, per: number) => all.subarray(begin * per, (begin + size) * per);
    const feeds = { outputs: part(outputs, width), labels: part(targets, perLabel), mask: part(mask, 1) };
    const values = interpret(b.build(), { feeds }).get(losses.id) ?? new Float64Array(0);
    for (let i = 0; i < size; i++) {
      if (mask[begin + i] !== 1) continue;
      sum += at(values, i);
      labelled++;
    }
  }
  return labelled === 0 ? null : sum / labelled;
}
