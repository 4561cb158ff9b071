import { describe, expect, it, vi } from 'vitest';
import { affinityOf, firstOrderAffinity } from '../../../core/balancing/diagnosis/affinity.ts';
import { balancingMethods } from '../../../core/balancing/registry.ts';
import { head, input, layer, wires } from '../../../core/presets/sketch.ts';
import { everyFormat, everyKind } from '../../../core/presets/testing/every-kind.ts';
import { stepKindOf } from '../../../core/project/balancing.ts';
import { defaults } from '../../../core/project/defaults.ts';
import type { Project } from '../../../core/project/schema.ts';
import { gramianIn } from '../../../core/runs/conflict.ts';
import { at, invariant } from '../../../core/util/assert-never.ts';
import type { Executor } from '../../executors/executor.ts';
import { createReferenceExecutor } from '../../executors/reference/reference-executor.ts';
import { kernelBytes } from '../../executors/wasm/testing/kernel-bytes.ts';
import { createWasmExecutor } from '../../executors/wasm/wasm-executor.ts';
import { createBatches } from '../batches.ts';
import { issueBlock, stepperOf } from '../blocks.ts';
import { initialCheckpoint, writeCheckpoint } from '../checkpoints.ts';
import { createLiveSettings } from '../live-settings.ts';
import { preparedFor } from '../testing/prepared.ts';
import { BatchLook } from './batch-look.ts';

const dataset = everyFormat(120);

/** Two layers for three tasks, one more for two of them, with dropout and batch statistics between. */
function document(): Project {
  const blank = everyKind([{ kind: 'classification' }, { kind: 'regression' }, { kind: 'binary' }]);
  const [a = '', b = '', c = ''] = blank.tasks.map(({ id }) => id);
  return {
    ...blank,
    training: { ...blank.training, batchSize: 7, learningRate: 0.01, optimizer: { kind: 'sgd' } },
    graph: {
      nodes: [
        input('x', 0, 0),
        layer('dense', 'low', 1, 0, { units: 5, activation: 'tanh' }),
        layer('batchNorm', 'norm', 2, 0),
        layer('dropout', 'drop', 3, 0, { rate: 0.3 }),
        layer('dense', 'high', 4, 0, { units: 4, activation: 'tanh' }),
        layer('dense', 'a-out', 5, 0, { units: 3 }),
        layer('dense', 'b-out', 5, 1, { units: 2 }),
        layer('dense', 'c-out', 5, 2, { units: 1 }),
        head(a, 6, 0),
        head(b, 6, 1),
        head(c, 6, 2),
      ],
      edges: wires(
        ['x', 'low', 'norm', 'drop', 'high', 'a-out', `${a}-head`],
        ['high', 'b-out', `${b}-head`],
        ['drop', 'c-out', `${c}-head`],
      ),
    },
  };
}

const wasm = await createWasmExecutor(kernelBytes());
const executors: readonly (readonly [string, Executor])[] = [
  ['reference', createReferenceExecutor()],
  ['wasm', wasm],
];

async function looking(executor: Executor, project: Project, steps: number) {
  const run = preparedFor(project, dataset);
  const session = await executor.load(run.program, run.data);
  await writeCheckpoint(session, initialCheckpoint(run.program, project.seed));
  const batches = createBatches(run.split.train, run.program.batchSize, project.seed);
  const live = createLiveSettings(project);
  const stepper = stepperOf(run, session, live, batches.stepsPerEpoch);
  const take = (done: number, count: number) =>
    issueBlock(run, stepper, batches, live, { done, count, now: () => 0 }).outcome.then(({ stepped }) => stepped);
  if (steps > 0) await take(0, steps);
  return { run, session, live, take, look: new BatchLook(run, executor, live.taskWeight) };
}

describe.each(executors)('a look at a batch on %s', (_, executor) => {
  it('gives the losses of the next step, and per node what its parameters change under each task alone', async () => {
    const project = document();
    const { run, session, look, take } = await looking(executor, project, 5);
    const report = await look.conflict(session, 5);
    invariant(report, 'the tasks share layers');
    expect(report.nodes).toEqual(['low', 'norm', 'high']);
    expect(gramianIn(report, 'low')).toHaveLength(9);
    // Plain descent of rate η along one task moves the parameters by −η·g: the gradients themselves, as the step has them.
    const before = await session.read('parameters');
    const state = await session.read('state');
    const gradients: Float32Array[] = [];
    for (const task of run.program.tasks) {
      const alone = { ...project, tasks: project.tasks.map((it) => ({ ...it, weight: it.id === task.id ? 1 : 0 })) };
      const one = await looking(executor, alone, 0);
      await one.session.write('parameters', before);
      await one.session.write('state', state);
      const { losses } = await one.take(5, 1);
      expect(Math.max(...losses.map((loss, i) => Math.abs(loss - at(report.losses, i))))).toBeLessThan(1e-5);
      const after = await one.session.read('parameters');
      gradients.push(before.map((value, i) => (value - at(after, i)) / 0.01));
    }
    for (const [index, node] of report.nodes.entries()) {
      const own = run.program.parameters.filter((view) => view.node === node);
      const among = gradients.map((gradient) => own.flatMap(({ offset, size }) => [...gradient.subarray(offset, offset + size)]));
      const products = among.flatMap((left) => among.map((right) => left.reduce((sum, x, k) => sum + x * at(right, k), 0)));
      products.forEach((product, k) => {
        expect(at(report.gramians, 9 * index + k)).toBeCloseTo(product, 3);
      });
    }
    // It left no trace.
    expect([...(await session.read('parameters'))]).toEqual([...before]);
    expect([...(await session.read('state'))]).toEqual([...state]);
    const undisturbed = await looking(executor, project, 5);
    expect([...(await take(5, 3)).losses]).toEqual([...(await undisturbed.take(5, 3)).losses]);
  });

  it('foresees what a plain step of each task alone does to all losses', async () => {
    const project = { ...document(), training: { ...document().training, learningRate: 1e-3 } };
    const { session, look, live } = await looking(executor, project, 5);
    const slices = { pause: vi.fn(() => Promise.resolve()) };
    const ahead = await look.lookahead({ session, live, slices, step: () => 5 }, 2);
    // After making the program, after loading it, and between two batches.
    expect(slices.pause).toHaveBeenCalledTimes(3);
    expect([ahead.losses.length, ahead.after.length, ahead.rate]).toEqual([6, 18, expect.closeTo(1e-3, 8)]);
    const report = await look.conflict(session, 5);
    invariant(report, 'the tasks share layers');
    const first = firstOrderAffinity(gramianIn(report, null), ahead.losses.subarray(0, 3), ahead.rate);
    const exact = affinityOf(ahead.losses.subarray(0, 3), ahead.after.subarray(0, 9));
    // A task's own head moves along, so that what it does for itself is more.
    exact.forEach((value, k) => {
      if (k % 4 === 0) expect(value).toBeGreaterThan(at(first, k));
      else expect(Math.abs(value - at(first, k))).toBeLessThan(0.02 * Math.abs(at(first, k)) + 2e-5);
    });
  });
});

it('there is nothing to see where tasks share nothing that is trained', async () => {
  const project = document();
  const nodes = project.graph.nodes.map((node) => ({ ...node, frozen: ['low', 'norm', 'high'].includes(node.id) }));
  const { session, look } = await looking(createReferenceExecutor(), { ...project, graph: { ...project.graph, nodes } }, 0);
  expect(await look.conflict(session, 0)).toBeNull();
});

it('the same gradients are seen whatever the method, one of every kind of step', async () => {
  const kinds = new Map(
    Object.keys(balancingMethods).map((id) => {
      const balancing = defaults.balancing(id);
      return [stepKindOf(balancing), balancing] as const;
    }),
  );
  expect(kinds.size).toBeGreaterThan(3);
  const seen: (readonly number[])[] = [];
  for (const balancing of kinds.values()) {
    const project = document();
    const { session, look } = await looking(wasm, { ...project, training: { ...project.training, balancing } }, 0);
    const report = await look.conflict(session, 0);
    seen.push([...(report?.losses ?? []), ...(report?.gramians ?? [])]);
    session.dispose();
    look.dispose();
  }
  for (const numbers of seen) expect(numbers).toEqual(seen[0]);
});
