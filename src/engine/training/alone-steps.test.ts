import { describe, expect, it } from 'vitest';
import { defaults } from '../../core/project/defaults.ts';
import type { Project } from '../../core/project/schema.ts';
import type { Checkpoint } from '../../core/runs/protocol.ts';
import { at, invariant } from '../../core/util/assert-never.ts';
import { kernelBytes } from '../executors/wasm/testing/kernel-bytes.ts';
import { createWasmExecutor } from '../executors/wasm/wasm-executor.ts';
import { benchOn } from './testing/bench.ts';
import { chosen } from './testing/fake-device.ts';
import { toyProject } from './testing/projects.ts';

const wasm = await createWasmExecutor(kernelBytes());
const toy = toyProject();

async function begun(project: Project, steps: number) {
  const bench = benchOn(() => chosen(wasm), { ms: 0 });
  await bench.load(project);
  if (steps > 0) await bench.train(steps);
  const weights = async (): Promise<Checkpoint> => {
    const answer = await bench.ask({ kind: 'checkpoint' });
    invariant(answer.ok && answer.value.kind === 'checkpoint', 'weights are given');
    return answer.value.checkpoint;
  };
  const step = async (task: string | null) => {
    const answer = await bench.ask({ kind: 'stepAlone', task });
    invariant(answer.ok && answer.value.kind === 'stepAlone', JSON.stringify(answer));
    return answer.value;
  };
  const flags = () => bench.of('marker').map(({ marker, instead }) => ({ marker, instead }));
  return { bench, weights, step, flags };
}

describe('a step of one task alone', () => {
  it.each(['equal', 'pcgrad', 'famo'])(
    'moves the weights of a run balanced by %s, says so, and is taken back to the bit',
    async (method) => {
      const project = { ...toy, training: { ...toy.training, balancing: defaults.balancing(method) } };
      const { bench, weights, step, flags } = await begun(project, 12);
      const before = await weights();
      const first = await step('planeA');
      expect(first.step).toBe(12);
      invariant(first.stepped, 'it was taken');
      expect(at(first.stepped.after, 0)).toBeLessThan(at(first.stepped.losses, 0));
      const after = await weights();
      expect(after.step).toBe(12);
      expect(after.parameters).not.toEqual(before.parameters);
      // Neither what the optimiser nor what the method remembers.
      expect([after.optimizer, after.balancing]).toEqual([before.optimizer, before.balancing]);
      // A second one goes on from there, on the same batch.
      const second = await step('planeB');
      expect([...(second.stepped?.losses ?? [])].map((loss) => loss.toFixed(5))).toEqual(
        [...first.stepped.after].map((loss) => loss.toFixed(5)),
      );
      expect(flags()).toEqual([
        { marker: { kind: 'alone', step: 12, tasks: ['planeA'] }, instead: 12 },
        { marker: { kind: 'alone', step: 12, tasks: ['planeA', 'planeB'] }, instead: 12 },
      ]);
      expect(bench.of('status').at(-1)?.status).toMatchObject({ state: 'paused', step: 12, moves: 2 });
      // The page has these weights, should the worker die.
      const moved = await weights();
      expect(bench.of('checkpoint').at(-1)?.checkpoint.parameters).toEqual(moved.parameters);

      await step(null);
      expect((await weights()).parameters).toEqual(before.parameters);
      expect(flags().at(-1)).toEqual({ marker: { kind: 'alone', step: 12, tasks: [] }, instead: 12 });
      expect(bench.of('status').at(-1)?.status).toMatchObject({ step: 12, moves: 3 });
      // As if nothing had been: the run goes on to the same bits.
      await bench.train(8);
      const undisturbed = await begun(project, 20);
      expect((await weights()).parameters).toEqual((await undisturbed.weights()).parameters);
      expect(bench.metrics().losses).toEqual(undisturbed.bench.metrics().losses);
    },
  );

  it('is part of the run where it stays: training goes on from it', async () => {
    const { bench, weights, step } = await begun(toy, 12);
    await step('planeA');
    const moved = await weights();
    await bench.train(1);
    const undisturbed = await begun(toy, 13);
    expect(bench.metrics().losses.slice(0, 24)).toEqual(undisturbed.bench.metrics().losses.slice(0, 24));
    expect(bench.metrics().losses.slice(24)).not.toEqual(undisturbed.bench.metrics().losses.slice(24));
    expect((await weights()).parameters).not.toEqual(moved.parameters);
  });

  it('is no way back once the run went on, and none where nothing was taken', async () => {
    const { bench, step } = await begun(toy, 4);
    const back = { kind: 'stepAlone', task: null } as const;
    const refused = { ok: false, diagnostics: [{ code: 'training.noWayBack', severity: 'error' }] };
    expect(await bench.ask(back)).toMatchObject(refused);
    await step('planeB');
    await bench.train(1);
    expect(await bench.ask(back)).toMatchObject(refused);
  });

  it('is refused for a task that does not train, and where it would leave the range of numbers', async () => {
    const { bench, weights } = await begun(toy, 4);
    const before = await weights();
    expect(await bench.ask({ kind: 'stepAlone', task: 'planeC' })).toMatchObject({
      ok: false,
      diagnostics: [{ code: 'page.badArgument', values: { known: 'planeA, planeB' } }],
    });
    bench.send({ type: 'setLearningRate', runId: 'r', learningRate: 1e39 });
    expect(await bench.ask({ kind: 'stepAlone', task: 'planeA' })).toMatchObject({
      ok: false,
      diagnostics: [{ code: 'training.stepTooFar' }],
    });
    expect((await weights()).parameters).toEqual(before.parameters);
    expect(bench.of('marker')).toEqual([]);
  });

  it('goes with a reset, flag and all', async () => {
    const { bench, weights, step } = await begun(toy, 0);
    const before = await weights();
    await step('planeA');
    const idle = bench.until('idle');
    bench.send({ type: 'reset', runId: 'r' });
    await idle;
    expect((await weights()).parameters).toEqual(before.parameters);
    expect(await bench.ask({ kind: 'stepAlone', task: null })).toMatchObject({ ok: false });
  });
});
