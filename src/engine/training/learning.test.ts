import { describe, expect, it } from 'vitest';
import type { SplitName } from '../../core/data/types.ts';
import type { Project } from '../../core/project/schema.ts';
import type { TaskEvaluation } from '../../core/runs/protocol.ts';
import { at, invariant } from '../../core/util/assert-never.ts';
import { createReferenceExecutor } from '../executors/reference/reference-executor.ts';
import { createTfjsExecutor } from '../executors/tfjs/tfjs-executor.ts';
import { type Bench, benchOn } from './testing/bench.ts';
import { chosen } from './testing/fake-device.ts';
import { toyProject, toyStepsPerEpoch } from './testing/projects.ts';

/** Real arithmetic, with the clock of the machine, so that blocks come out as they will. */
async function onTfjs(): Promise<Bench> {
  const executor = await createTfjsExecutor('cpu', 'cpu', { threads: 1 });
  return benchOn(() => chosen(executor), realClock);
}

const realClock = {
  get ms(): number {
    return performance.now();
  },
};

async function evaluated(bench: Bench, split: SplitName): Promise<Readonly<Record<string, TaskEvaluation>>> {
  const result = await bench.ask({ kind: 'evaluate', split });
  invariant(result.ok && result.value.kind === 'evaluate', 'evaluation is answered');
  return result.value.tasks;
}

/** The preset with dropout and batch norm, which both carry something from step to step. */
function restless(): Project {
  const project = toyProject();
  const nodes = project.graph.nodes.flatMap((node) =>
    node.id === 'answer'
      ? [
          node,
          { ...node, id: 'norm', kind: 'batchNorm', params: {} },
          { ...node, id: 'drop', kind: 'dropout', params: { rate: 0.2 } },
        ]
      : [node],
  );
  const edges = project.graph.edges.flatMap((edge) =>
    edge.target === 'answer'
      ? [
          { ...edge, id: 'e1', target: 'norm' },
          { ...edge, id: 'e2', source: 'norm', target: 'drop' },
          { ...edge, id: 'e3', source: 'drop', target: 'answer' },
        ]
      : [edge],
  );
  return { ...project, graph: { nodes, edges } };
}

describe('training a toy', () => {
  it('learns both related tasks', async () => {
    const bench = await onTfjs();
    await bench.load(toyProject());
    await bench.train(10 * toyStepsPerEpoch);
    const test = await evaluated(bench, 'test');
    for (const task of ['planeA', 'planeB']) {
      expect(test[task]?.metrics.accuracy).toBeGreaterThan(0.85);
      expect(test[task]?.labelled).toBe(150);
    }
    const { losses } = bench.metrics();
    const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
    expect(mean(losses.slice(-40))).toBeLessThan(0.6 * mean(losses.slice(0, 10)));
  });

  it('gives the same losses bit for bit on a second run, through pauses and other requests, and after a reset', async () => {
    const plain = await onTfjs();
    await plain.load(restless());
    await plain.train(50);
    const { losses } = plain.metrics();
    expect(losses.length).toBe(100);

    const paused = await onTfjs();
    await paused.load(restless());
    for (const steps of [1, 9, 25]) {
      await paused.train(steps);
      await evaluated(paused, 'validation');
    }
    await paused.train(15);
    expect(paused.metrics().losses).toEqual(losses);

    const idle = plain.until('idle');
    plain.send({ type: 'reset', runId: 'r' });
    await idle;
    await plain.train(50);
    expect(plain.metrics().losses.slice(100)).toEqual(losses);
  });

  it('goes on from a checkpoint as if nothing had happened', async () => {
    const whole = await onTfjs();
    await whole.load(restless());
    await whole.train(40);
    const broken = await onTfjs();
    await broken.load(restless());
    await broken.train(17);
    const { checkpoint } = at(broken.of('checkpoint'), broken.of('checkpoint').length - 1);
    const resumed = await onTfjs();
    await resumed.load(restless(), { from: 'checkpoint', checkpoint });
    await resumed.train(23);
    expect([...broken.metrics().losses, ...resumed.metrics().losses]).toEqual(whole.metrics().losses);
  });

  it('agrees with the float64 reference over 40 steps', async () => {
    const tfjs = await onTfjs();
    await tfjs.load(restless());
    await tfjs.train(40);
    const executor = createReferenceExecutor();
    const reference = benchOn(() => chosen(executor), realClock);
    await reference.load(restless());
    await reference.train(40);
    const expected = reference.metrics().losses;
    tfjs.metrics().losses.forEach((loss, i) => {
      expect(Math.abs(loss - at(expected, i))).toBeLessThan(1e-4);
    });
  });

  it('freezes what a weight of zero no longer trains', async () => {
    const bench = await onTfjs();
    const project = toyProject();
    const tasks = project.tasks.map((task) => ({ ...task, weight: 0 }));
    await bench.load({ ...project, tasks });
    const before = await evaluated(bench, 'validation');
    await bench.train(25);
    expect(await evaluated(bench, 'validation')).toEqual(before);
  });
});

describe('weights that are carried over', () => {
  it('predict as before when nothing changed', async () => {
    const bench = await onTfjs();
    await bench.load(toyProject());
    await bench.train(30);
    const before = await evaluated(bench, 'test');
    await bench.load(toyProject({ batchSize: 16 }), { from: 'current' });
    expect(await evaluated(bench, 'test')).toEqual(before);
  });

  it('are taken by name from a file, and what is missing is named', async () => {
    const bench = await onTfjs();
    await bench.load(toyProject());
    const shape = [2, 8];
    const data = Float32Array.from({ length: 16 }, (_, i) => i);
    await bench.load(toyProject(), { from: 'weights', weights: { 'shared-1/kernel': { shape, data } } });
    const warning = bench.of('diagnostics').at(-1)?.diagnostics[0];
    expect(warning).toMatchObject({ code: 'training.weightsPartly', values: { matched: 1, count: 6 } });
    expect(warning?.message).toContain('shared-2/kernel');
    const held = await bench.ask({ kind: 'checkpoint' });
    expect(held.ok && held.value.kind === 'checkpoint' && [...held.value.checkpoint.parameters.slice(0, 16)]).toEqual([...data]);
  });
});
