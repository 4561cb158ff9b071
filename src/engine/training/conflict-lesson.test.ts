import { expect, it } from 'vitest';
import { cosinesOf } from '../../core/balancing/diagnosis/similarity.ts';
import { lessons } from '../../core/lessons/registry.ts';
import { presets } from '../../core/presets/registry.ts';
import type { Project } from '../../core/project/schema.ts';
import { gramianIn } from '../../core/runs/conflict.ts';
import { at, invariant } from '../../core/util/assert-never.ts';
import { mean, spread } from '../../core/util/statistics.ts';
import { kernelBytes } from '../executors/wasm/testing/kernel-bytes.ts';
import { createWasmExecutor } from '../executors/wasm/wasm-executor.ts';
import { benchOn } from './testing/bench.ts';
import { chosen } from './testing/fake-device.ts';

const executor = await createWasmExecutor(kernelBytes());
const seeds = [1, 2, 3, 4, 5, 6, 7, 8];
const epochs = 15;

const example = (id: string): Project => {
  const preset = presets.find((one) => one.id === id);
  invariant(preset, id);
  return preset.project();
};

/** The cosine of the tasks' gradients on all that they share: before the first step, and the mean of those at the end of every epoch. */
async function cosinesOfRun(project: Project): Promise<readonly [number, number]> {
  const bench = benchOn(() => chosen(executor), { ms: 0 });
  await bench.load(project);
  const { stepsPerEpoch } = at(bench.of('prepared'), 0).prepared;
  async function cosine(): Promise<number> {
    const told = bench.events.length;
    bench.send({ type: 'watch', what: 'conflict', on: true });
    const event = await bench.next(({ type }) => type === 'conflict', told);
    bench.send({ type: 'watch', what: 'conflict', on: false });
    invariant(event.type === 'conflict', 'a look is told');
    return at(cosinesOf(gramianIn(event.report, null), 2), 1);
  }
  const first = await cosine();
  const cosines: number[] = [];
  for (let epoch = 0; epoch < epochs; epoch++) {
    await bench.train(stepsPerEpoch);
    cosines.push(await cosine());
  }
  return [first, mean(cosines)];
}

it('the lesson of the negative cosine says what the gradients of two toys give, mean ± spread over eight seeds', async () => {
  const steps = lessons.find(({ id }) => id === 'conflict')?.steps ?? [];
  const told = steps.flatMap((step) => (step.type === 'outcome' ? (step.facts ?? []) : []));
  const facts = told.map((fact) => ('mean' in fact ? [fact.mean, fact.spread, fact.seeds] : []));
  const measured = [];
  for (const id of ['toy-conflicting', 'toy-related']) {
    const runs = [];
    for (const seed of seeds) runs.push(await cosinesOfRun({ ...example(id), seed }));
    for (const when of [0, 1]) {
      const cosines = runs.map((run) => at(run, when));
      measured.push([Number(mean(cosines).toFixed(2)), Number(spread(cosines).toFixed(2)), seeds.length]);
    }
  }
  expect(facts).toEqual(measured);
});
