import { describeDataset } from '../../core/data/describe.ts';
import { sizeOf } from '../../core/program/shapes.ts';
import type { InputInfo } from '../../core/project/signature.ts';
import { structureKey } from '../../core/project/structure.ts';
import type { Checkpoint, SampleBatch, WorkerRequest, WorkerResponse } from '../../core/runs/protocol.ts';
import { assertNever } from '../../core/util/assert-never.ts';
import { diagnostic, ok, type Result, refused } from '../../core/util/diagnostics.ts';
import type { DataBuffers, Session } from '../executors/executor.ts';
import type { ModelFiles, TrainingEnvironment } from './environment.ts';
import { evaluateOutputs, evaluateTasks, keepForJudging, type OutputsOptions, takeNumbers, takeRows } from './evaluate.ts';
import type { LiveSettings } from './live-settings.ts';
import type { PreparedRun } from './prepare.ts';

/** What answers a request: a prepared run and the device that holds its weights. */
export interface Answering {
  readonly run: PreparedRun;
  readonly session: Session;
  readonly live: LiveSettings;
  readonly env: Pick<TrainingEnvironment, 'now' | 'defer' | 'files'>;
  /** How many steps the weights have behind them. */
  readonly step: number;
  readonly weights: (which: 'current' | 'best') => Promise<Checkpoint>;
}

type Request<K extends WorkerRequest['kind']> = Extract<WorkerRequest, { kind: K }>;
type Answer = Result<WorkerResponse>;

async function outputsOf(
  { run, session, env }: Answering,
  rows: Int32Array,
  more: Pick<OutputsOptions, 'keep'> = {},
): Promise<Record<string, Float32Array>> {
  const { now, defer } = env;
  const options = { session, rows, batchSize: run.program.evaluateBatchSize, now, defer, aborted: () => false, ...more };
  return (await evaluateOutputs(options)) ?? {};
}

async function evaluate(a: Answering, { split }: Request<'evaluate'>): Promise<Answer> {
  const rows = a.run.split[split];
  const outputs = await outputsOf(a, rows, { keep: keepForJudging(a.run) });
  return ok({ kind: 'evaluate', step: a.step, tasks: evaluateTasks(a.run, rows, outputs) });
}

/** The inputs of the data set that the prediction program reads. */
function fedInputs({ program, dataset }: PreparedRun): readonly InputInfo[] {
  const fed = new Set(program.predict.values.flatMap(({ source }) => (source.kind === 'feed' ? [source.name] : [])));
  return dataset.signature.inputs.filter(({ id }) => fed.has(id));
}

/** Refused where an input that the model reads is missing or has another size; inputs that it does not read are left aside. */
async function predict({ run, session, step }: Answering, { inputs, count }: Request<'predict'>): Promise<Answer> {
  const needed = fedInputs(run);
  const feeds: Record<string, DataBuffers[string]> = {};
  for (const { id, shape, dtype } of needed) {
    const values = inputs[id];
    const size = sizeOf(shape);
    if (!values) {
      const names = needed.map((input) => input.id).join(', ');
      return refused(diagnostic('training.missingInput', { missing: id, needed: names }, 'page'));
    }
    if (values.length !== count * size || count < 1) {
      return refused(diagnostic('training.badInput', { count, size, got: values.length }, 'page'));
    }
    feeds[id] = dtype === 'i32' ? Int32Array.from(values) : Float32Array.from(values);
  }
  const predicted = await session.predict(feeds, count);
  const outputs = Object.fromEntries(run.program.tasks.map((task) => [task.id, predicted[task.output] ?? new Float32Array(0)]));
  return ok({ kind: 'predict', step, outputs });
}

async function samples(a: Answering, request: Request<'samples'>): Promise<Answer> {
  const { run, step } = a;
  const { count: all, inputs } = run.dataset.signature;
  const start = Math.max(0, Math.floor(request.start));
  const rows = run.split[request.split].slice(start, start + Math.max(0, Math.floor(request.count)));
  const outputs = await outputsOf(a, rows);
  const byTask = <T>(value: (task: PreparedRun['tasks'][number]) => T): Record<string, T> =>
    Object.fromEntries(run.tasks.map((task) => [task.task.id, value(task)]));
  const batch: SampleBatch = {
    count: rows.length,
    rows,
    inputs: Object.fromEntries(
      inputs.map(({ id }) => [id, takeNumbers(run.dataset.inputs[id] ?? new Float32Array(0), all, rows)]),
    ),
    truth: byTask((task) => takeNumbers(task.targets, all, rows)),
    labelled: byTask((task) => takeRows(task.mask, all, rows, (size) => new Float32Array(size))),
    predictions: byTask((task) => outputs[task.output] ?? new Float32Array(0)),
  };
  return ok({ kind: 'samples', step, samples: batch });
}

async function exportModel({ run, live, env, weights }: Answering, request: Request<'export'>): Promise<Answer> {
  const { program, dataset } = run;
  const own = live.applyTo(run.project);
  const project = request.project && structureKey(request.project) === structureKey(own) ? request.project : own;
  const checkpoint = await weights(request.weights);
  const written = await env.files.write(request.format, { project, program, signature: dataset.signature, checkpoint });
  return written.ok ? ok({ kind: 'export', ...written.value }) : written;
}

/** Reading a file needs no run. */
export async function readFile(files: ModelFiles, { fileName, bytes }: Request<'read'>): Promise<Answer> {
  const read = await files.read(fileName, bytes);
  return read.ok ? ok({ kind: 'read', ...read.value }) : read;
}

/** Answers a request with the weights as they are now; arrays in the answer are made for it. */
export async function answer(a: Answering, request: WorkerRequest): Promise<Answer> {
  switch (request.kind) {
    case 'evaluate':
      return evaluate(a, request);
    case 'predict':
      return predict(a, request);
    case 'samples':
      return samples(a, request);
    case 'export':
      return exportModel(a, request);
    case 'read':
      return readFile(a.env.files, request);
    case 'checkpoint':
      return ok({ kind: 'checkpoint', checkpoint: await a.weights('current') });
    case 'describe': {
      const { dataset, project } = a.run;
      return ok({ kind: 'describe', dataset: project.data.dataset, summary: describeDataset(dataset) });
    }
    default:
      return assertNever(request);
  }
}
