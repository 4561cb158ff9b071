import { expect, it } from 'vitest';
import { presets } from '../../core/presets/registry.ts';
import { at, invariant } from '../../core/util/assert-never.ts';
import { packFromDisk } from '../executors/conformance/testing/packs.ts';
import { kernelBytes } from '../executors/wasm/testing/kernel-bytes.ts';
import { createWasmExecutor } from '../executors/wasm/wasm-executor.ts';
import { benchOn } from './testing/bench.ts';
import { chosen } from './testing/fake-device.ts';

const executor = await createWasmExecutor(kernelBytes());
const clock = {
  get ms(): number {
    return performance.now();
  },
};

/** The bounds stand in the preset and on its page; the wasm executor gives the same bits everywhere, so that they are either kept or not. */
it.each(presets)(
  '$id reaches what it promises for every task, from its own data',
  async ({ id, project, outcome }) => {
    const fetchPack = (url: string) => packFromDisk(url.replace('https://here/data/', ''), () => undefined);
    const bench = benchOn(() => chosen(executor), clock, { fetchPack });
    expect((await bench.load(project())).state).toBe('idle');
    const { stepsPerEpoch } = at(bench.of('prepared'), 0).prepared;
    await bench.train(outcome.epochs * stepsPerEpoch);
    const answer = await bench.ask({ kind: 'evaluate', split: 'test' });
    invariant(answer.ok && answer.value.kind === 'evaluate', 'evaluation is answered');
    for (const [task, { metric, reaches }] of Object.entries(outcome.tasks)) {
      const value = answer.value.tasks[task]?.metrics[metric];
      expect(value, `${id}: ${metric} of ${task}`).toBeGreaterThanOrEqual(reaches);
    }
  },
  120_000,
);
