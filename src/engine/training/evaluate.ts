import type { Dataset } from '../../core/data/types.ts';
import type { Task } from '../../core/project/schema.ts';
import type { TaskEvaluation } from '../../core/runs/protocol.ts';
import { lossInBatches } from '../../core/tasks/loss-in-batches.ts';
import type { LabelledOutputs, TargetInfo, TaskKind } from '../../core/tasks/types.ts';
import { invariant } from '../../core/util/assert-never.ts';
import { emptyRecord } from '../../core/util/own-value.ts';
import type { Sliced } from '../../core/util/sliced.ts';
import type { Session } from '../executors/executor.ts';
import { mostOutputBytes } from '../executors/memory.ts';
import { blockMs } from './pacing.ts';

type Numbers = Float32Array | Int32Array;

/** A task with its labels for every row of the data set. */
export interface EvaluatedTask {
  readonly task: Task;
  readonly kind: TaskKind;
  readonly target: TargetInfo;
  /** Outputs of the evaluation program: predictions [rows, ...], losses [rows] (null where they depend on the other rows). */
  readonly output: string;
  readonly loss: string | null;
  readonly targets: Numbers;
  readonly mask: Float32Array;
}

/** Rows of an array [count, ...], in the order asked for. */
export function takeRows<A extends Numbers>(data: A, count: number, rows: Int32Array, empty: (size: number) => A): A {
  const size = data.length / count;
  const taken = empty(rows.length * size);
  rows.forEach((row, i) => {
    taken.set(data.subarray(row * size, (row + 1) * size), i * size);
  });
  return taken;
}

export function takeNumbers(data: Numbers, count: number, rows: Int32Array): Numbers {
  return data instanceof Float32Array
    ? takeRows(data, count, rows, (size) => new Float32Array(size))
    : takeRows(data, count, rows, (size) => new Int32Array(size));
}

export interface OutputsOptions {
  readonly session: Session;
  readonly rows: Int32Array;
  /** Rows per call are a multiple of this, so that a row always stands at the same place of its batch. */
  readonly batchSize: number;
  readonly now: () => number;
  readonly defer: () => Promise<void>;
  /** Asked between calls. */
  readonly aborted: () => boolean;
  /** What is kept of a call's outputs; by default all of them. */
  readonly keep?: (outputs: Readonly<Record<string, Float32Array>>, rows: Int32Array) => Record<string, Float32Array>;
}

/**
 * Outputs of the evaluation program for many rows, in calls that leave room for commands in between and put out no more than
 * `mostOutputBytes` (or what one batch does); null where it was aborted.
 */
export async function evaluateOutputs(options: OutputsOptions): Promise<Record<string, Float32Array> | null> {
  const { session, rows, batchSize, now, defer, aborted, keep } = options;
  const outputs: Record<string, Float32Array> = {};
  let batches = 1;
  for (let begin = 0; begin < rows.length; ) {
    if (aborted()) return null;
    const part = rows.slice(begin, begin + batches * batchSize);
    const started = now();
    const results = await session.evaluate(part);
    const spentMs = now() - started;
    for (const [name, values] of Object.entries(keep ? keep(results, part) : results)) {
      const size = values.length / part.length;
      const all = outputs[name] ?? new Float32Array(size * rows.length);
      all.set(values, begin * size);
      outputs[name] = all;
    }
    begin += part.length;
    const bytesPerRow = Object.values(results).reduce((sum, { byteLength }) => sum + byteLength, 0) / part.length;
    const fitting = Math.max(1, Math.floor(mostOutputBytes / (bytesPerRow * batchSize)));
    if (spentMs < blockMs / 2) batches = Math.min(2 * batches, fitting);
    else if (spentMs > blockMs && batches > 1) batches = Math.ceil(batches / 2);
    if (begin < rows.length) await defer();
  }
  return outputs;
}

/** One task's outputs on some rows, with the labels that stand there. */
function labelledPart(task: EvaluatedTask, dataset: Dataset, rows: Int32Array, outputs: Float32Array): LabelledOutputs {
  const { count } = dataset.signature;
  return {
    count: rows.length,
    outputs,
    targets: takeNumbers(task.targets, count, rows),
    mask: takeRows(task.mask, count, rows, (size) => new Float32Array(size)),
  };
}

/** What a run evaluates, and on how many samples at once its losses are taken. */
export interface EvaluatedRun {
  readonly tasks: readonly EvaluatedTask[];
  readonly dataset: Dataset;
  readonly program: { readonly batchSize: number };
}

/** For `evaluateOutputs`: keeps of each task no more than its evaluation needs. */
export const keepForEvaluation =
  ({ tasks, dataset }: EvaluatedRun): NonNullable<OutputsOptions['keep']> =>
  (outputs, rows) => ({
    ...outputs,
    ...Object.fromEntries(
      tasks.flatMap((task) => {
        const own = outputs[task.output];
        const kept = own && task.kind.summarize?.(task.target, labelledPart(task, dataset, rows, own));
        return kept ? [[task.output, kept]] : [];
      }),
    ),
  });

/** The mean loss over the labelled samples; null without any. */
function meanLoss(losses: Float32Array | undefined, mask: Float32Array): number | null {
  invariant((losses?.length ?? 0) === mask.length, 'the evaluation program gives a loss for every row');
  let sum = 0;
  let labelled = 0;
  losses?.forEach((loss, i) => {
    if (mask[i] !== 1) return;
    sum += loss;
    labelled++;
  });
  return labelled === 0 ? null : sum / labelled;
}

/** Evaluates one task on rows whose outputs are given; samples without a label count nowhere. */
function* evaluateTask(
  task: EvaluatedTask,
  { dataset, program }: EvaluatedRun,
  rows: Int32Array,
  outputs: Readonly<Record<string, Float32Array>>,
): Sliced<TaskEvaluation> {
  const labelled = labelledPart(task, dataset, rows, outputs[task.output] ?? new Float32Array(0));
  const { kind, target } = task;
  const loss =
    task.loss === null ? yield* lossInBatches(task, labelled, program.batchSize) : meanLoss(outputs[task.loss], labelled.mask);
  yield;
  const metrics = yield* kind.measureInSlices(target, labelled);
  yield;
  return {
    loss,
    metrics,
    confusion: kind.confusion?.(target, labelled) ?? null,
    labelled: labelled.mask.reduce((sum, present) => sum + (present === 1 ? 1 : 0), 0),
  };
}

/** Evaluates every task of a run, in slices. */
export function* evaluateTasks(
  run: EvaluatedRun,
  rows: Int32Array,
  outputs: Readonly<Record<string, Float32Array>>,
): Sliced<Record<string, TaskEvaluation>> {
  const evaluated = emptyRecord<TaskEvaluation>();
  for (const task of run.tasks) evaluated[task.task.id] = yield* evaluateTask(task, run, rows, outputs);
  return evaluated;
}
