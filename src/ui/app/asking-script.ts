import { usedInputs } from '../../core/compile/inputs.ts';
import type { InputInfo } from '../../core/project/signature.ts';
import type { ConflictReport } from '../../core/runs/conflict.ts';
import type { InputValues } from '../../core/runs/protocol.ts';
import { ownValue } from '../../core/util/own-value.ts';
import { derive } from '../../store/derived.ts';
import type { Playground } from '../../store/playground.ts';
import { asOneFile, predictFile } from '../common/predict-file.ts';
import {
  type AffinityAnswer,
  type ConflictAnswer,
  conflictAnswer,
  exactAnswer,
  firstOrderAnswer,
  nothingShared,
} from './conflict-script.ts';
import {
  type AttackAnswer,
  attackAnswer,
  attackSettings,
  type HealthAnswer,
  healthAnswer,
  healthOptions,
} from './health-script.ts';
import { accepted, fieldsOf, refused } from './script-refusals.ts';

/* What `playground` asks of the prepared run; rejects with diagnostics. */

const isList = (given: unknown): given is ArrayLike<unknown> =>
  Array.isArray(given) || (ArrayBuffer.isView(given) && !(given instanceof DataView));

/** Numbers as scripts give them; what cannot be one in float32 is NaN or infinite there, which the host refuses by its place. */
function numbersOf(name: string, given: unknown): Float32Array {
  if (!isList(given)) throw refused(name, given, '[0, 0.5, …]');
  try {
    return Float32Array.from(given, (value) => (typeof value === 'number' ? value : Number.NaN));
  } catch {
    // A list of a script's own making may throw when it is read.
    throw refused(name, given, '[0, 0.5, …]');
  }
}

/** A plain array belongs to the first input that the model reads. */
function namedInputs(given: unknown, used: readonly InputInfo[]): InputValues {
  if (isList(given)) return { [used[0]?.id ?? 'input']: numbersOf('inputs', given) };
  const fields = fieldsOf(given);
  if (!fields) throw refused('inputs', given, used.map(({ id }) => id).join(', '));
  return Object.fromEntries(Object.entries(fields).map(([id, numbers]) => [id, numbersOf(id, numbers)]));
}

/** The one option that a call has, where it is given; `known` is how one is written. */
function optionOf(given: unknown, name: string, known: string): unknown {
  if (given === undefined) return undefined;
  const fields = fieldsOf(given);
  if (!fields || Object.keys(fields).some((key) => key !== name)) throw refused('options', given, known);
  return ownValue(fields, name);
}

/** How the gradients agree now. */
async function measured({ actions, run }: Playground): Promise<ConflictReport> {
  const { report, step } = accepted(await actions.request({ kind: 'conflict' }));
  return report ?? nothingShared(step, run.getState().history.prepared?.tasks ?? []);
}

export async function conflict(playground: Playground, options: unknown): Promise<ConflictAnswer> {
  const node = optionOf(options, 'node', '{ node: … }');
  const report = await measured(playground);
  const known = report.nodes.find((id) => id === node);
  if (node !== undefined && known === undefined) throw refused('node', node, report.nodes.join(', '));
  return conflictAnswer(report, known ?? null);
}

export async function affinity(playground: Playground, options: unknown): Promise<AffinityAnswer> {
  const exact = optionOf(options, 'exact', '{ exact: true }') ?? false;
  if (typeof exact !== 'boolean') throw refused('exact', exact, 'true, false');
  const { actions, project } = playground;
  if (exact) return exactAnswer(accepted(await actions.request({ kind: 'lookahead', batches: 10 })).lookahead);
  return firstOrderAnswer(await measured(playground), project.getState().project.training.learningRate);
}

export async function health({ actions }: Playground, options: unknown): Promise<HealthAnswer> {
  const { report } = accepted(await actions.request({ kind: 'health' }));
  return healthAnswer(report, accepted(healthOptions(options, report)));
}

export async function attack({ actions }: Playground, settings: unknown): Promise<AttackAnswer> {
  return attackAnswer(accepted(await actions.request({ kind: 'attack', settings: accepted(attackSettings(settings)) })));
}

export async function predict(
  { actions, run }: Playground,
  inputs: unknown,
  count: number,
): Promise<Record<string, Float32Array>> {
  if (!Number.isSafeInteger(count) || count < 1) throw refused('count', count, '1, 2, 3, …');
  const { loaded } = run.getState();
  const known = loaded ? derive(loaded).signature : null;
  const named = namedInputs(inputs, loaded && known ? usedInputs(loaded.graph, known) : []);
  return { ...accepted(await actions.request({ kind: 'predict', inputs: named, count })).outputs };
}

export async function predictFileOf(playground: Playground, file: unknown, options: unknown): Promise<Blob> {
  const many = Array.isArray(file) && file.length > 0 && file.every((one) => one instanceof File) ? file : null;
  const read = many ? await asOneFile(many) : file;
  if (!(read instanceof Blob)) throw refused('file', file, 'Blob, or a list of Files');
  const format = optionOf(options, 'format', "{ format: 'csv' }");
  if (format !== undefined && typeof format !== 'string') throw refused('format', format, 'csv, jsonl, xlsx, parquet, zip');
  const { bytes } = accepted(await predictFile(playground, read, format === undefined ? {} : { format }));
  return new Blob([bytes], { type: 'text/csv' });
}
