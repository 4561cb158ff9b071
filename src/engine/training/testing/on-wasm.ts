import type { Project } from '../../../core/project/schema.ts';
import { at, invariant } from '../../../core/util/assert-never.ts';
import { packFromDisk } from '../../executors/conformance/testing/packs.ts';
import { kernelBytes } from '../../executors/wasm/testing/kernel-bytes.ts';
import { createWasmExecutor } from '../../executors/wasm/wasm-executor.ts';
import { benchOn } from './bench.ts';
import { chosen } from './fake-device.ts';

const executor = await createWasmExecutor(kernelBytes());
const clock = {
  get ms(): number {
    return performance.now();
  },
};

/**
 * A document trained from its own data with the wasm executor, which gives the same bits everywhere, and its metrics on the test split: by
 * task, then by metric.
 */
export async function testMetrics(
  project: Project,
  epochs: number,
): Promise<Readonly<Record<string, Readonly<Record<string, number | null>>>>> {
  const fetchPack = (url: string) => packFromDisk(url.replace('https://here/data/', ''), () => undefined);
  const bench = benchOn(() => chosen(executor), clock, { fetchPack });
  const { state, error } = await bench.load(project);
  invariant(state === 'idle', JSON.stringify(error));
  const { stepsPerEpoch } = at(bench.of('prepared'), 0).prepared;
  await bench.train(epochs * stepsPerEpoch);
  const answer = await bench.ask({ kind: 'evaluate', split: 'test' });
  invariant(answer.ok && answer.value.kind === 'evaluate', 'evaluation is answered');
  return Object.fromEntries(Object.entries(answer.value.tasks).map(([task, { metrics }]) => [task, metrics]));
}
