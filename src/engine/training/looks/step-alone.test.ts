import { describe, expect, it } from 'vitest';
import { head, input, layer, wires } from '../../../core/presets/sketch.ts';
import { everyFormat, everyKind } from '../../../core/presets/testing/every-kind.ts';
import type { Project } from '../../../core/project/schema.ts';
import { at } from '../../../core/util/assert-never.ts';
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
const blank = everyKind([{ kind: 'classification' }, { kind: 'regression' }, { kind: 'binary' }]);
const [a = '', b = '', c = ''] = blank.tasks.map(({ id }) => id);

/** A frozen layer first, then what three tasks share, with dropout and batch statistics. */
const document: Project = {
  ...blank,
  training: { ...blank.training, batchSize: 7, learningRate: 0.05, optimizer: { kind: 'sgd' } },
  graph: {
    nodes: [
      input('x', 0, 0),
      { ...layer('dense', 'still', 1, 0, { units: 6, activation: 'tanh' }), frozen: true },
      layer('dense', 'low', 2, 0, { units: 5, activation: 'tanh' }),
      layer('batchNorm', 'norm', 3, 0),
      layer('dropout', 'drop', 4, 0, { rate: 0.3 }),
      layer('dense', 'a-out', 5, 0, { units: 3 }),
      layer('dense', 'b-out', 5, 1, { units: 2 }),
      layer('dense', 'c-out', 5, 2, { units: 1 }),
      head(a, 6, 0),
      head(b, 6, 1),
      head(c, 6, 2),
    ],
    edges: wires(
      ['x', 'still', 'low', 'norm', 'drop', 'a-out', `${a}-head`],
      ['drop', 'b-out', `${b}-head`],
      ['drop', 'c-out', `${c}-head`],
    ),
  },
};

async function begun(executor: Executor, project: Project, steps: number) {
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

const executors: readonly (readonly [string, Executor])[] = [
  ['reference', createReferenceExecutor()],
  ['wasm', await createWasmExecutor(kernelBytes())],
];

const farthest = (left: ArrayLike<number>, right: ArrayLike<number>): number =>
  Array.from(left).reduce((most, value, i) => Math.max(most, Math.abs(value - at(right, i))), 0);

describe.each(executors)('a step of one task alone on %s', (_, executor) => {
  const slices = { pause: () => Promise.resolve() };

  it.each([a, b, c])('is the plain step of a network in which %s alone has a weight', async (task) => {
    const { run, session, live, look } = await begun(executor, document, 5);
    const index = run.program.tasks.findIndex(({ id }) => id === task);
    const from = await session.read('parameters');
    const state = await session.read('state');
    const found = await look.stepAlone({ session, live, slices, step: () => 5 }, index);
    expect([...found.from]).toEqual([...from]);
    expect(found.rate).toBeCloseTo(0.05, 8);

    const tasks = document.tasks.map((it) => ({ ...it, weight: it.id === task ? 1 : 0 }));
    const one = await begun(executor, { ...document, tasks }, 0);
    await one.session.write('parameters', from);
    await one.session.write('state', state);
    const { losses } = await one.take(5, 1);
    expect(farthest(found.losses, losses)).toBeLessThan(1e-5);
    const to = await one.session.read('parameters');
    expect(farthest(found.to, to)).toBeLessThan(1e-6);
    // What follows is the losses of the same batch at these weights, with the same random numbers.
    await one.session.write('state', state);
    expect(farthest(found.after, (await one.take(5, 1)).losses)).toBeLessThan(1e-5);

    const moved = (node: string): boolean =>
      run.program.parameters.some(
        (view) =>
          view.node === node && [...numbersOf(found.from, view)].some((value, i) => value !== at(numbersOf(found.to, view), i)),
      );
    expect(['still', 'low', 'norm', `${task === a ? 'a' : task === b ? 'b' : 'c'}-out`].map(moved)).toEqual([
      false,
      true,
      true,
      true,
    ]);
    const others = [a, b, c].flatMap((id, i) => (id === task ? [] : [`${'abc'.charAt(i)}-out`]));
    expect(others.map(moved)).toEqual([false, false]);
    look.dispose();
  });

  it('is what is foreseen of it, also behind layers that are frozen', async () => {
    const { session, live, look, run } = await begun(executor, document, 5);
    const at5 = { session, live, slices, step: () => 5 };
    const ahead = await look.lookahead(at5, 1);
    const { length: count } = run.program.tasks;
    for (let task = 0; task < count; task++) {
      const { after, losses } = await look.stepAlone(at5, task);
      expect(farthest(losses, ahead.losses)).toBeLessThan(1e-5);
      expect(farthest(after, ahead.after.subarray(task * count, (task + 1) * count))).toBeLessThan(1e-5);
      // The task itself gains, by about the rate times the square of its gradient.
      expect(at(after, task)).toBeLessThan(at(losses, task));
    }
  });
});

function numbersOf(buffer: Float32Array, { offset, size }: { readonly offset: number; readonly size: number }): Float32Array {
  return buffer.subarray(offset, offset + size);
}
