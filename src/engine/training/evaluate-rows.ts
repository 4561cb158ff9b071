import type { TaskEvaluation } from '../../core/runs/protocol.ts';
import { emptyRecord, ownValue } from '../../core/util/own-value.ts';
import type { Sliced } from '../../core/util/sliced.ts';
import type { Session } from '../executors/executor.ts';
import { decodeRows, fedInputs } from './decoding.ts';
import type { TrainingEnvironment } from './environment.ts';
import { evaluateOutputs, evaluateTasks, keepForEvaluation, takeNumbers } from './evaluate.ts';
import { blockMs } from './pacing.ts';
import type { PreparedRun } from './prepare.ts';

/** Decoding takes a prediction per token: sequences that are written freely are evaluated on so many samples of a split, the first ones. */
export const decodedSamples = 64;

export interface EvaluateRowsOptions {
  readonly run: PreparedRun;
  readonly session: Session;
  readonly rows: Int32Array;
  readonly env: Pick<TrainingEnvironment, 'now' | 'defer'>;
  readonly aborted: () => boolean;
}

/** Adds what is measured on freely written sequences. */
async function withDecoded(
  options: EvaluateRowsOptions,
  evaluated: Record<string, TaskEvaluation>,
): Promise<Record<string, TaskEvaluation> | null> {
  const { run, session, env, aborted } = options;
  const decodable = run.tasks.filter(({ kind }) => kind.measureDecoded);
  if (decodable.length === 0) return evaluated;
  const rows = options.rows.slice(0, decodedSamples);
  const { count } = run.dataset.signature;
  const given = Object.fromEntries(
    fedInputs(run).map(({ id }) => [id, takeNumbers(ownValue(run.dataset.inputs, id) ?? new Float32Array(0), count, rows)]),
  );
  const decoded = await decodeRows({ run, session, given, count: rows.length, beam: 1, env, aborted });
  if (!decoded) return null;
  const all = Object.assign(emptyRecord<TaskEvaluation>(), evaluated);
  for (const { task, kind, target, targets, mask } of decodable) {
    const [before, tokens] = [ownValue(evaluated, task.id), ownValue(decoded, task.id)];
    if (!before || !tokens || !kind.measureDecoded) continue;
    const labelled = [...rows.keys()].filter((i) => mask[rows[i] ?? -1] === 1);
    const own = takeNumbers(tokens, rows.length, Int32Array.from(labelled));
    const truth = takeNumbers(
      targets,
      count,
      Int32Array.from(labelled, (i) => rows[i] ?? 0),
    );
    const measured = kind.measureDecoded(target, truth, own);
    all[task.id] = { ...before, metrics: { ...before.metrics, ...measured }, decoded: labelled.length };
  }
  return all;
}

/** Does work slice by slice, and leaves room for commands whenever it has taken about as long as a block; null where it was aborted. */
async function withPauses<T>(work: Sliced<T>, { env, aborted }: Pick<EvaluateRowsOptions, 'env' | 'aborted'>): Promise<T | null> {
  for (let since = env.now(); ; ) {
    const slice = work.next();
    if (slice.done) return slice.value;
    if (env.now() - since < blockMs / 2) continue;
    await env.defer();
    if (aborted()) return null;
    since = env.now();
  }
}

/** Every task evaluated on some rows with the weights as they are; null where it was aborted. */
export async function evaluateRows(options: EvaluateRowsOptions): Promise<Record<string, TaskEvaluation> | null> {
  const { run, session, rows, env, aborted } = options;
  const outputs = await evaluateOutputs({
    session,
    rows,
    batchSize: run.program.evaluateBatchSize,
    now: env.now,
    defer: env.defer,
    aborted,
    keep: keepForEvaluation(run),
  });
  const evaluated = outputs && (await withPauses(evaluateTasks(run, rows, outputs), options));
  return evaluated && withDecoded(options, evaluated);
}
