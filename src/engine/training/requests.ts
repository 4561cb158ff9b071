import { describeDataset } from '../../core/data/describe.ts';
import { structureKey } from '../../core/project/structure.ts';
import type { ModelSource } from '../../core/runs/model-formats.ts';
import type { Checkpoint, SampleBatch, WorkerRequest, WorkerResponse } from '../../core/runs/protocol.ts';
import { assertNever } from '../../core/util/assert-never.ts';
import { diagnostic, ok, type Result, refused } from '../../core/util/diagnostics.ts';
import { ownValue } from '../../core/util/own-value.ts';
import type { Session } from '../executors/executor.ts';
import type { AloneSteps } from './alone-steps.ts';
import { carriedAfter, decodeRows } from './decoding.ts';
import type { ModelFiles, TrainingEnvironment } from './environment.ts';
import { evaluateOutputs, takeNumbers, takeRows } from './evaluate.ts';
import { evaluateRows } from './evaluate-rows.ts';
import { judgedSplit } from './judged-split.ts';
import type { LiveSettings } from './live-settings.ts';
import type { BatchLook } from './looks/batch-look.ts';
import type { MeasuredFigures } from './measured-figures.ts';
import { galleryOf, neighboursOf } from './neighbours.ts';
import type { PictureLook } from './pictures.ts';
import { between, feedsOf, predict } from './predict-inputs.ts';
import type { PreparedRun } from './prepare.ts';
import type { Slices } from './sliced-work.ts';

/** What answers a request: a prepared run and the device that holds its weights. */
export interface Answering {
  readonly run: PreparedRun;
  readonly session: Session;
  readonly live: LiveSettings;
  readonly look: PictureLook;
  readonly batches: BatchLook;
  readonly env: Pick<TrainingEnvironment, 'now' | 'files' | 'emit' | 'decoders'>;
  readonly load: { readonly runId: string };
  /** Between two calls of the device: here training has its turn, and here an answer that nobody waits for ends. */
  readonly slices: Slices;
  /** How many steps the weights have behind them now. While it trains, an answer of several slices sees weights that move on. */
  readonly step: () => number;
  readonly weights: (which: 'current' | 'best') => Promise<Checkpoint>;
  readonly alone: Pick<AloneSteps, 'take' | 'takeBack'>;
  readonly figures?: MeasuredFigures;
}

type Request<K extends WorkerRequest['kind']> = Extract<WorkerRequest, { kind: K }>;
type Answer = Result<WorkerResponse>;

async function outputsOf(a: Answering, rows: Int32Array): Promise<Record<string, Float32Array>> {
  const { run, session } = a;
  const options = { session, rows, batchSize: run.program.evaluateBatchSize, ...between(a), aborted: () => false };
  return (await evaluateOutputs(options)) ?? {};
}

async function evaluate(a: Answering, { split }: Request<'evaluate'>): Promise<Answer> {
  const { run, session } = a;
  const tasks = await evaluateRows({ run, session, rows: run.split[split], env: between(a), aborted: () => false });
  return ok({ kind: 'evaluate', step: a.step(), tasks: tasks ?? {} });
}

/** Every input of some rows, by id. */
function inputsAt({ dataset }: PreparedRun, rows: Int32Array): Record<string, Float32Array | Int32Array> {
  const { count, inputs } = dataset.signature;
  return Object.fromEntries(
    inputs.map(({ id }) => [id, takeNumbers(ownValue(dataset.inputs, id) ?? new Float32Array(0), count, rows)]),
  );
}

async function samples(a: Answering, request: Request<'samples'>): Promise<Answer> {
  const { run, session } = a;
  const { count: all } = run.dataset.signature;
  const start = Math.max(0, Math.floor(request.start));
  const rows = run.split[request.split].slice(start, start + Math.max(0, Math.floor(request.count)));
  const outputs = await outputsOf(a, rows);
  const inputs = inputsAt(run, rows);
  const { beam } = request;
  const decoded =
    beam === undefined ? null : await decodeRows({ run, session, given: inputs, count: rows.length, beam, env: between(a) });
  const byTask = <T>(value: (task: PreparedRun['tasks'][number]) => T): Record<string, T> =>
    Object.fromEntries(run.tasks.map((task) => [task.task.id, value(task)]));
  const batch: SampleBatch = {
    count: rows.length,
    rows,
    inputs,
    truth: byTask((task) => takeNumbers(task.targets, all, rows)),
    labelled: byTask((task) => takeRows(task.mask, all, rows, (size) => new Float32Array(size))),
    predictions: byTask((task) => outputs[task.output] ?? new Float32Array(0)),
    ...(decoded ? { decoded } : {}),
  };
  return ok({ kind: 'samples', step: a.step(), samples: batch });
}

/** Refused for a task that has no embedding, and for raw inputs that do not fit. */
async function neighbours(a: Answering, request: Request<'neighbours'>): Promise<Answer> {
  const { run, session } = a;
  const task = run.tasks.find((item) => item.task.id === request.task);
  if (!task?.kind.embeds) {
    const known = run.tasks.flatMap((item) => (item.kind.embeds ? [item.task.id] : [])).join(', ');
    return refused(diagnostic('page.badArgument', { name: 'task', value: request.task, known }, 'page'));
  }
  const gallery = galleryOf(run, request);
  const { query: asked } = request;
  let query: Float32Array | undefined;
  if ('row' in asked) query = (await outputsOf(a, Int32Array.of(asked.row)))[task.output];
  else {
    const given = feedsOf(run, asked.inputs, 1);
    if (!given.ok) return given;
    const nothing = decodeRows({ run, session, given: given.value, count: 1, beam: 1, env: between(a) });
    query = (await session.predict({ ...carriedAfter(run, (await nothing) ?? {}), ...given.value }, 1))[task.output];
  }
  const embeddings = (await outputsOf(a, gallery))[task.output] ?? new Float32Array(0);
  const found = neighboursOf(run, task, { gallery, embeddings, query: query ?? new Float32Array(0) }, request.count);
  return ok({ kind: 'neighbours', step: a.step(), neighbours: found });
}

/** What an export is made of; it needs no device. */
export type Exporting = Pick<Answering, 'live' | 'weights' | 'figures'> & {
  /** Without `data` where it is not here: files go without it. */
  readonly run: Pick<PreparedRun, 'project' | 'program'> &
    Partial<Pick<PreparedRun, 'data' | 'split'>> & { readonly dataset: Pick<PreparedRun['dataset'], 'signature'> };
  readonly files: ModelFiles;
  readonly slices: Pick<Slices, 'apart'>;
  /** Measures on validation data what has so many steps behind it; absent where there is no device, undefined where the weights move on meanwhile. */
  readonly measure?: (step: number) => Promise<ModelSource['metrics'] | undefined>;
};

/** What validation says of the weights as they are, unless these have not this many steps behind them, or have more before it has said it. */
async function measured(a: Answering, step: number): Promise<ModelSource['metrics'] | undefined> {
  const { run, session } = a;
  const rows = run.split.validation;
  const moved = (): boolean => a.step() !== step;
  if (moved() || rows.length === 0) return undefined;
  const tasks = await evaluateRows({ run, session, rows, env: between(a), aborted: moved });
  return tasks && !moved() ? tasks : undefined;
}

export async function exportModel(a: Exporting, request: Request<'export'>): Promise<Answer> {
  const { run, live, files, weights, slices, figures } = a;
  const { program, dataset, data, split } = run;
  const own = live.applyTo(run.project);
  const project = request.project && structureKey(request.project) === structureKey(own) ? request.project : own;
  const checkpoint = await weights(request.weights);
  const metrics = figures?.at(checkpoint.step) ?? (await a.measure?.(checkpoint.step));
  const examples = data && split ? { examples: { data, split } } : {};
  const model = { project, program, signature: dataset.signature, checkpoint, ...examples };
  const written = await slices.apart(files.write(request.format, { ...model, ...(metrics ? { metrics } : {}) }));
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
    case 'predict': {
      const predicted = await predict(a, request);
      return predicted.ok ? ok({ kind: 'predict', step: a.step(), ...predicted.value }) : predicted;
    }
    case 'judge':
      return ok({ kind: 'judge', step: a.step(), judged: await judgedSplit(a, request.split) });
    case 'importance': {
      const found = await (await import('./looks/importance.ts')).importanceOf(a, request.split);
      return found.ok ? ok({ kind: 'importance', step: a.step(), importance: found.value }) : found;
    }
    case 'occlusion': {
      const found = await (await import('./looks/occlusion.ts')).occlusionOf(a, request.row);
      return found.ok ? ok({ kind: 'occlusion', step: a.step(), maps: found.value }) : found;
    }
    case 'predictFile':
      return (await import('./predict-file.ts')).predictFile(a, request);
    case 'samples':
      return samples(a, request);
    case 'neighbours':
      return neighbours(a, request);
    case 'pictures':
      return ok({ kind: 'pictures', step: a.step(), pictures: await a.look.take(a.session, request.node, a.slices.pause) });
    case 'conflict':
      await a.batches.open(a.slices.pause);
      return ok({ kind: 'conflict', step: a.step(), report: await a.batches.conflict(a.session, a.step()) });
    case 'health': {
      const report = await a.batches.healthAhead(a.session, a.live, await a.weights('current'), a.slices.pause);
      return ok({ kind: 'health', step: report.step, report });
    }
    case 'attack': {
      const found = await a.batches.attack.take(a.session, request.settings, a.slices);
      return found.ok ? ok({ kind: 'attack', step: a.step(), report: found.value }) : found;
    }
    case 'balancingCost': {
      const world = { now: a.env.now, pause: a.slices.pause };
      const found = await a.batches.balancingCost(a, request.method, world);
      return found.ok ? ok({ kind: 'balancingCost', ratio: found.value }) : found;
    }
    case 'lookahead':
      return ok({ kind: 'lookahead', step: a.step(), lookahead: await a.batches.lookahead(a, request.batches) });
    case 'stepAlone':
      return (await import('./looks/step-alone.ts')).stepAlone(a, request.task);
    case 'representation': {
      const found = await a.batches.representation.take(a.session, request.node, request.count, a.slices);
      return found.ok ? ok({ kind: 'representation', step: a.step(), representation: found.value }) : found;
    }
    case 'export':
      return exportModel({ ...a, files: a.env.files, measure: (step) => measured(a, step) }, request);
    case 'read':
      return readFile(a.env.files, request);
    case 'trial':
      // `trials.ts` stands before the run.
      return refused(diagnostic('training.otherRun', {}, 'page'));
    case 'checkpoint':
      return ok({ kind: 'checkpoint', checkpoint: await a.weights(request.weights ?? 'current') });
    case 'describe': {
      const { dataset, project } = a.run;
      return ok({ kind: 'describe', dataset: project.data.dataset, summary: describeDataset(dataset) });
    }
    default:
      return assertNever(request);
  }
}
