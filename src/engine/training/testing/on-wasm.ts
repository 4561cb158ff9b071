import type { Project } from '../../../core/project/schema.ts';
import type { TaskEvaluation } from '../../../core/runs/protocol.ts';
import { at, invariant } from '../../../core/util/assert-never.ts';
import { packFromDisk } from '../../executors/conformance/testing/packs.ts';
import type { Executor } from '../../executors/executor.ts';
import { kernelBytes } from '../../executors/wasm/testing/kernel-bytes.ts';
import { createWasmExecutor } from '../../executors/wasm/wasm-executor.ts';
import { benchOn } from './bench.ts';
import { withGuessing } from './claims/guessing.ts';
import { chosen } from './fake-device.ts';
import { createDryRun } from './outcomes/dry-run.ts';
import { outcomeKey } from './outcomes/key.ts';
import { createLedger, type Metrics } from './outcomes/ledger.ts';

const executor = await createWasmExecutor(kernelBytes());
const ledger = createLedger();

interface Training {
  /** Trains up to the end of this epoch. */
  readonly toEpoch: (epoch: number) => Promise<void>;
  /** Every task on the test split. */
  readonly judged: () => Promise<Readonly<Record<string, TaskEvaluation>>>;
}

/** A host that trains a document from its own data. */
async function training(on: Executor, project: Project, now: () => number): Promise<Training> {
  const clock = {
    get ms(): number {
      return now();
    },
  };
  const fetchPack = (url: string) => packFromDisk(url.replace('https://here/data/', ''), () => undefined);
  const bench = benchOn(() => chosen(on), clock, { fetchPack });
  const { state, error } = await bench.load(project);
  invariant(state === 'idle', JSON.stringify(error));
  const { stepsPerEpoch } = at(bench.of('prepared'), 0).prepared;
  let trained = 0;
  return {
    async toEpoch(epoch) {
      if (epoch > trained) await bench.train((epoch - trained) * stepsPerEpoch);
      trained = Math.max(trained, epoch);
    },
    async judged() {
      const answer = await bench.ask({ kind: 'evaluate', split: 'test' });
      invariant(answer.ok && answer.value.kind === 'evaluate', 'evaluation is answered');
      return answer.value.tasks;
    },
  };
}

/** What a host answers when a document is trained from its own data and judged on the test split: by task, then by metric. */
async function judged(on: Executor, project: Project, epochs: number, now: () => number): Promise<Metrics> {
  const { toEpoch, judged: evaluate } = await training(on, project, now);
  await toEpoch(epochs);
  return Object.fromEntries(Object.entries(await evaluate()).map(([task, { metrics }]) => [task, metrics]));
}

/** What a document gives after each of these epochs, and what its best constant answer does. */
export interface Measured {
  readonly after: Readonly<Record<number, Metrics>>;
  readonly guess: Metrics;
}

/** Trains a document with the wasm executor on one thread and judges it on the test split after each of these epochs, in their order. */
export async function measured(project: Project, epochs: readonly number[]): Promise<Measured> {
  const guessing = withGuessing(executor, project);
  const { toEpoch, judged: evaluate } = await training(guessing.executor, project, () => performance.now());
  const figures = async (): Promise<Metrics> =>
    Object.fromEntries(Object.entries(await evaluate()).map(([task, { metrics, loss }]) => [task, { ...metrics, loss }]));
  const after: Record<number, Metrics> = {};
  for (const epoch of epochs) {
    await toEpoch(epoch);
    after[epoch] = await figures();
  }
  guessing.begin();
  return { after, guess: await figures() };
}

export interface DryRunOptions {
  /** How long everything seems to take. */
  readonly tickMs?: number;
  readonly changeData?: (values: Float32Array | Int32Array) => Float32Array | Int32Array;
}

/** What the wasm executor would be given if the document were trained, as a hash, and what the host makes of outputs that are noise. */
export async function dryRun(
  project: Project,
  epochs: number,
  { tickMs = 1, changeData }: DryRunOptions = {},
): Promise<{ readonly digest: string; readonly onNoise: Metrics }> {
  const { executor: noting, digest } = createDryRun();
  const load: Executor['load'] = (program, data) =>
    noting.load(
      program,
      changeData ? Object.fromEntries(Object.entries(data).map(([id, values]) => [id, changeData(values)])) : data,
    );
  let ms = 0;
  const onNoise = await judged({ ...noting, load }, project, epochs, () => {
    ms += tickMs;
    return ms;
  });
  return { digest: digest(), onNoise };
}

/**
 * A document's metrics on the test split after so many epochs with the wasm executor, which gives the same bits everywhere: from the
 * ledger of outcomes where nothing has changed that they depend on, else trained. `name` is the document's own in the ledger.
 */
export async function testMetrics(name: string, project: Project, epochs: number): Promise<Metrics> {
  const { digest, onNoise } = await dryRun(project, epochs);
  const key = await outcomeKey(kernelBytes(), digest, onNoise);
  return ledger.outcome(name, key, () => judged(executor, project, epochs, () => performance.now()));
}
