import { sizeOf } from '../../core/program/shapes.ts';
import type { InputInfo } from '../../core/project/signature.ts';
import type { InputValues } from '../../core/runs/protocol.ts';
import { type Diagnostic, diagnostic, ok, type Result, refused } from '../../core/util/diagnostics.ts';
import { largestNumber } from '../../core/util/float32.ts';
import { emptyRecord, ownValue } from '../../core/util/own-value.ts';
import type { DataBuffers, Session } from '../executors/executor.ts';
import { carriedAfter, carriedInputs, decodeRows, fedInputs } from './decoding.ts';
import type { TrainingEnvironment } from './environment.ts';
import { predictOutputs } from './predict-outputs.ts';
import type { PreparedRun } from './prepare.ts';
import type { Slices } from './sliced-work.ts';

/** What predicts: a prepared run and the device that holds its weights. */
export interface Predicting {
  readonly run: PreparedRun;
  readonly session: Session;
  readonly env: Pick<TrainingEnvironment, 'now'>;
  readonly slices: Slices;
}

/** For what knows nothing of requests: giving way is ending the slice, and giving up is its rejection. */
export const between = ({ env, slices }: Pick<Predicting, 'env' | 'slices'>) => ({ now: env.now, defer: slices.pause });

/** The first number that an input cannot have: not finite, or no token id that there is. */
function badValue({ id, dtype, vocabulary }: InputInfo, values: Float32Array | Int32Array): Diagnostic | null {
  const ids = dtype === 'i32' && vocabulary !== undefined ? vocabulary : null;
  const fits = (value: number): boolean =>
    ids === null ? Number.isFinite(value) : Number.isInteger(value) && value >= 0 && value < ids;
  const place = values.findIndex((value) => !fits(value));
  if (place < 0) return null;
  const expected = ids === null ? `± ${largestNumber.toPrecision(3)}` : `0 … ${ids - 1}`;
  return diagnostic('training.badInputValue', { input: id, place, value: String(values[place]), expected }, 'page');
}

/**
 * What the model reads of raw inputs. Refused where an input is missing, has another size, or holds a number that it cannot have; what the model does not read is left aside,
 * and what carries a sequence so far may be missing.
 */
export function feedsOf(run: PreparedRun, inputs: InputValues, count: number): Result<DataBuffers> {
  const needed = fedInputs(run);
  const carried = carriedInputs(run.dataset.signature);
  const feeds = emptyRecord<DataBuffers[string]>();
  for (const input of needed) {
    const { id, shape, dtype } = input;
    const values = ownValue(inputs, id);
    const size = sizeOf(shape);
    if (!values && carried.has(id)) continue;
    if (!values) {
      const names = needed.map((input) => input.id).join(', ');
      return refused(diagnostic('training.missingInput', { missing: id, needed: names }, 'page'));
    }
    if (values.length !== count * size || count < 1) {
      return refused(diagnostic('training.badInput', { count, size, got: values.length }, 'page'));
    }
    const bad = badValue(input, values);
    if (bad) return refused(bad);
    feeds[id] = dtype === 'i32' ? Int32Array.from(values) : Float32Array.from(values);
  }
  return ok(feeds);
}

export interface Predicted {
  /** By task id, [count, ...]. */
  readonly outputs: Readonly<Record<string, Float32Array>>;
  /** Sequences that were written freely; where there is a generation task. */
  readonly decoded?: Readonly<Record<string, Int32Array>>;
}

/** What every task predicts for raw inputs. */
export async function predict(
  a: Predicting,
  { inputs, count, beam = 1 }: { readonly inputs: InputValues; readonly count: number; readonly beam?: number },
): Promise<Result<Predicted>> {
  const { run, session } = a;
  const given = feedsOf(run, inputs, count);
  if (!given.ok) return given;
  const decoded = (await decodeRows({ run, session, given: given.value, count, beam, env: between(a) })) ?? {};
  const feeds = { ...carriedAfter(run, decoded), ...given.value };
  const predicted = await predictOutputs({
    session,
    feeds,
    count,
    batchSize: run.program.predictBatchSize,
    ...between(a),
  });
  const outputs = Object.fromEntries(run.program.tasks.map((task) => [task.id, predicted[task.output] ?? new Float32Array(0)]));
  return ok({ outputs, ...(Object.keys(decoded).length > 0 ? { decoded } : {}) });
}
