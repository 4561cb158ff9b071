import type { Project } from '../../../core/project/schema.ts';
import { at, invariant } from '../../../core/util/assert-never.ts';
import { packFromDisk } from '../../executors/conformance/testing/packs.ts';
import type { Executor } from '../../executors/executor.ts';
import { kernelBytes } from '../../executors/wasm/testing/kernel-bytes.ts';
import { createWasmExecutor } from '../../executors/wasm/wasm-executor.ts';
import { benchOn } from './bench.ts';
import { chosen } from './fake-device.ts';
import { outcomeKey } from './outcomes/key.ts';
import { createLedger, type Metrics } from './outcomes/ledger.ts';
import { createRehearsal } from './outcomes/rehearsal.ts';

const executor = await createWasmExecutor(kernelBytes());
const ledger = createLedger();

/** What a host answers when a document is trained from its own data and judged on the test split: by task, then by metric. */
async function judged(on: Executor, project: Project, epochs: number, now: () => number): Promise<Metrics> {
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
  await bench.train(epochs * stepsPerEpoch);
  const answer = await bench.ask({ kind: 'evaluate', split: 'test' });
  invariant(answer.ok && answer.value.kind === 'evaluate', 'evaluation is answered');
  return Object.fromEntries(Object.entries(answer.value.tasks).map(([task, { metrics }]) => [task, metrics]));
}

export interface RehearsalOptions {
  /** How long everything seems to take. */
  readonly tickMs?: number;
  readonly changeData?: (values: Float32Array | Int32Array) => Float32Array | Int32Array;
}

/** What the wasm executor would be given if the document were trained, as a hash, and what the host makes of outputs that are noise. */
export async function rehearsed(
  project: Project,
  epochs: number,
  { tickMs = 1, changeData }: RehearsalOptions = {},
): Promise<{ readonly digest: string; readonly onNoise: Metrics }> {
  const { executor: noting, digest } = createRehearsal();
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
  const { digest, onNoise } = await rehearsed(project, epochs);
  const key = await outcomeKey(kernelBytes(), digest, onNoise);
  return ledger.outcome(name, key, () => judged(executor, project, epochs, () => performance.now()));
}
