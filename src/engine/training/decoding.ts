import { sizeOf } from '../../core/program/shapes.ts';
import type { DataSignature, InputInfo } from '../../core/project/signature.ts';
import type { InputValues } from '../../core/runs/protocol.ts';
import { beamDecode, greedyDecode, type PredictNext } from '../../core/tasks/decode.ts';
import type { Generated } from '../../core/tasks/formats/format.ts';
import { generatedOf } from '../../core/tasks/formats/format-of.ts';
import { startToken } from '../../core/tasks/formats/tokens.ts';
import { invariant } from '../../core/util/assert-never.ts';
import { emptyRecord, ownValue } from '../../core/util/own-value.ts';
import type { Session } from '../executors/executor.ts';
import type { TrainingEnvironment } from './environment.ts';
import { type EvaluatedTask, takeNumbers } from './evaluate.ts';
import { predictOutputs } from './predict-outputs.ts';
import type { PreparedRun } from './prepare.ts';

type DecodableRun = Pick<PreparedRun, 'program' | 'dataset' | 'tasks'>;

/** Thrown where decoding is no longer wanted, and caught here. */
class NoLongerWanted extends Error {}

/** The inputs of the data set that the prediction program reads. */
export function fedInputs({ program, dataset }: DecodableRun): readonly InputInfo[] {
  const fed = new Set(program.predict.values.flatMap(({ source }) => (source.kind === 'feed' ? [source.name] : [])));
  return dataset.signature.inputs.filter(({ id }) => fed.has(id));
}

/** The inputs that carry what was decoded so far. */
export const carriedInputs = ({ targets }: DataSignature): ReadonlySet<string> =>
  new Set(targets.flatMap((target) => generatedOf(target)?.previous ?? []));

/** Rows [count, length] that begin with the start token and hold nothing else. */
function started(count: number, length: number): Int32Array {
  const rows = new Int32Array(count * length);
  for (let row = 0; row < count; row++) rows[row * length] = startToken;
  return rows;
}

/** [start, tokens …] for stored sequences [count, length]: what stands before each place. */
export function shifted(tokens: Int32Array, length: number): Int32Array {
  const rows = started(tokens.length / length, length);
  for (let begin = 0; begin < tokens.length; begin += length) rows.set(tokens.subarray(begin, begin + length - 1), begin + 1);
  return rows;
}

export interface DecodeRows {
  readonly run: DecodableRun;
  readonly session: Session;
  /** What is given of `count` samples, by input id, [count, ...shape]; sequences so far are not needed. */
  readonly given: InputValues;
  readonly count: number;
  /** 1: greedy. */
  readonly beam: number;
  /** `defer`: between two calls of the device. */
  readonly env: Pick<TrainingEnvironment, 'now' | 'defer'>;
  readonly aborted?: () => boolean;
}

/** So many samples, and as many more as fill whole batches, are continued by the first call of the device; how many then, time tells. */
const firstSamples = 64;

/** What the network predicts next for a task. A network that does not read what was decoded so far is asked but once. */
function predictor(task: EvaluatedTask, target: Generated, options: DecodeRows): PredictNext {
  const { run, session, given, count, env, aborted } = options;
  const { predictBatchSize } = run.program;
  const batchSize = Math.ceil(firstSamples / predictBatchSize) * predictBatchSize;
  const carried = carriedInputs(run.dataset.signature);
  const needed = fedInputs(run);
  const reads = needed.some(({ id }) => id === target.previous);
  let constant: Promise<Float32Array> | null = null;

  async function ask(samples: Int32Array, previous: Int32Array): Promise<Float32Array> {
    if (aborted?.()) throw new NoLongerWanted();
    const feeds = Object.fromEntries(
      needed.map(({ id, shape }) => {
        if (id === target.previous) return [id, previous];
        const values = ownValue(given, id);
        if (values) return [id, takeNumbers(values, count, samples)];
        invariant(carried.has(id), `the input ${id} is given`);
        return [id, started(samples.length, sizeOf(shape))];
      }),
    );
    const outputs = await predictOutputs({ session, feeds, count: samples.length, batchSize, ...env });
    await env.defer();
    return outputs[task.output] ?? new Float32Array(0);
  }

  return async (samples, previous) => {
    if (reads) return ask(samples, previous);
    constant ??= ask(
      Int32Array.from({ length: count }, (_, i) => i),
      previous,
    );
    return Float32Array.from(takeNumbers(await constant, count, samples));
  };
}

/** The tasks whose targets are sequences, each with its target. */
const sequenceTasks = ({ tasks }: DecodableRun): { readonly task: EvaluatedTask; readonly target: Generated }[] =>
  tasks.flatMap((task) => {
    const target = generatedOf(task.target);
    return target ? [{ task, target }] : [];
  });

/** The sequences that every generation task writes freely, by task id, as stored, [count, length]; null where it was aborted. */
export async function decodeRows(options: DecodeRows): Promise<Record<string, Int32Array> | null> {
  const decoded = emptyRecord<Int32Array>();
  try {
    for (const { task, target } of sequenceTasks(options.run)) {
      const { length, vocabulary } = target;
      const asked = {
        count: options.count,
        length,
        vocabulary: vocabulary.length,
        predict: predictor(task, target, options),
      };
      decoded[task.task.id] = options.beam > 1 ? await beamDecode({ ...asked, beam: options.beam }) : await greedyDecode(asked);
    }
  } catch (error) {
    if (error instanceof NoLongerWanted) return null;
    throw error;
  }
  return decoded;
}

/** What stands in the inputs that carry sequences once they are decoded, by input id. */
export function carriedAfter(run: DecodableRun, decoded: Readonly<Record<string, Int32Array>>): Record<string, Int32Array> {
  return Object.fromEntries(
    sequenceTasks(run).flatMap(({ task, target }) => {
      const tokens = ownValue(decoded, task.task.id);
      return tokens ? [[target.previous, shifted(tokens, target.length)]] : [];
    }),
  );
}
