import { describe, expect, test } from 'vitest';
import { presets } from '../../../core/presets/registry.ts';
import { head, input, layer, sketch, task, wires } from '../../../core/presets/sketch.ts';
import type { Program } from '../../../core/program/types.ts';
import { defaults } from '../../../core/project/defaults.ts';
import type { Project } from '../../../core/project/schema.ts';
import { invariant } from '../../../core/util/assert-never.ts';
import { worstDifference } from '../self-test/exercise.ts';
import { blockOf, freshSession, randomData } from '../tfjs/testing.ts';
import { modelB } from '../webgpu/testing/models.ts';
import { everyLayer } from './documents.ts';
import { smallRun } from './small-documents.ts';
import { everyExecutorRepeats } from './testing/every-executor.ts';
import { packFromDisk } from './testing/packs.ts';
import { type TestedExecutor, testedExecutors } from './testing/tested-executors.ts';
import { regularized } from './testing/weighing.ts';
import { byLosses } from './testing/weighing-by-losses.ts';

const steps = 25;
/** Shaders take long to compile: each way to plan them gets one of the larger documents. */
const without = (...left: readonly string[]): TestedExecutor[] =>
  testedExecutors.filter(({ name }) => !left.some((it) => name.startsWith(it)));
const onProcessor = without('webgpu');

const preset = (id: string): Project => {
  const found = presets.find((item) => item.id === id);
  invariant(found, `there is a preset ${id}`);
  return found.project();
};

/** A layer for all of three tasks, one for two of them that are no neighbours, penalties, and clipped gradients. */
function hierarchy(): Project {
  const low = { units: 12, activation: 'tanh', l2: 0.01 };
  const document = sketch({
    name: 'hierarchy',
    data: { dataset: 'mnist' },
    tasks: [
      task('digit', 'classification', 'Digit'),
      task('group', 'classification', 'Group'),
      task('parity', 'binary', 'Parity'),
    ],
    nodes: [
      input('image', 0, 0),
      layer('flatten', 'flat', 1, 0),
      layer('dense', 'low', 2, 0, low),
      layer('dense', 'high', 3, 0, { units: 9, activation: 'relu' }),
      layer('dense', 'digit-logits', 4, 0, { units: 10 }),
      layer('dense', 'group-logits', 4, 1, { units: 5 }),
      layer('dense', 'parity-logits', 4, 2, { units: 1 }),
      head('digit', 5, 0),
      head('group', 5, 1),
      head('parity', 5, 2),
    ],
    edges: wires(
      ['image', 'flat', 'low', 'high', 'digit-logits', 'digit-head'],
      ['low', 'group-logits', 'group-head'],
      ['high', 'parity-logits', 'parity-head'],
    ),
  });
  return { ...document, training: { ...document.training, clipNorm: 0.5 } };
}

const documents: readonly (readonly [string, () => Project, readonly TestedExecutor[]])[] = [
  ['hard sharing of digits', () => preset('digits-shared'), onProcessor],
  ['a small CNN', () => preset('digits-cnn'), onProcessor],
  ['related toys', () => preset('toy-related'), testedExecutors],
  ['a hierarchy', hierarchy, without('webgpu, planned for a GPU')],
  ['many kinds of layers', everyLayer, without('webgpu, planned for a processor')],
];

for (const [name, document, on] of documents)
  everyExecutorRepeats(
    `${steps} Gramian steps of ${name}`,
    async () => ({ ...(await smallRun(document(), steps, packFromDisk, { gramian: true })), weigh: regularized }),
    { on },
  );

const weighedByLosses = (document: Project): Project => ({
  ...document,
  training: { ...document.training, balancing: defaults.balancing('uw') },
});

for (const [name, document, on] of [
  ['a hierarchy', hierarchy, onProcessor],
  ['related toys', () => preset('toy-related'), testedExecutors],
] as const)
  everyExecutorRepeats(
    `${steps} steps of ${name} whose weights follow from the losses`,
    async () => ({
      ...(await smallRun(weighedByLosses(document()), steps, packFromDisk)),
      weigh: byLosses,
    }),
    { on },
  );

test('a step whose weights follow from the losses computes what the plain one does, and no Gramian', async () => {
  const compiled = async (document: Project) => (await smallRun(document, 1, packFromDisk)).program;
  const [plain, weighed] = await Promise.all([compiled(hierarchy()), compiled(weighedByLosses(hierarchy()))]);
  const products = ({ ops }: Program): number => ops.filter(({ kind }) => kind === 'matmul').length;
  expect(plain.gramian).toBeNull();
  invariant(weighed.gramian, 'its weights are chosen within the step');
  expect(products(weighed.gramian.program)).toBe(products(plain.step));
});

describe.each(testedExecutors.map((tested) => [tested.name, tested] as const))('%s', (_, { create }) => {
  const program = modelB(3, { gramian: true });
  const data = randomData(program, 1);

  test('takes the plain step where the shared weights are the task weights', async () => {
    const executor = await create();
    const [plain, balanced] = [await freshSession(executor, program, data), await freshSession(executor, program, data)];
    const block = blockOf(program, steps, 0.01);
    const losses = await Promise.all([plain.run(block), balanced.runBalanced(block, () => [1, 1.5, 2])]);
    expect(worstDifference({ actual: losses[1], expected: losses[0], tolerance: 0 })).toBeLessThan(1e-4);
    executor.dispose();
  });

  test('keeps the order of calls around steps that wait for their weights', async () => {
    const executor = await create();
    const session = await freshSession(executor, program, data);
    const block = blockOf(program, 3, 0.01);
    const before = session.read('parameters');
    const first = session.runBalanced(block, regularized);
    const between = session.read('parameters');
    const second = session.run(block);
    const after = session.read('parameters');
    const [start, one, middle, two, end] = await Promise.all([before, first, between, second, after]);
    const again = await freshSession(executor, program, data);
    expect(await again.read('parameters')).toEqual(start);
    expect(await again.runBalanced(block, regularized)).toEqual(one);
    expect(await again.read('parameters')).toEqual(middle);
    expect(await again.run(block)).toEqual(two);
    expect(await again.read('parameters')).toEqual(end);
    expect(middle).not.toEqual(start);
    executor.dispose();
  });

  test('stops before the step whose weights cannot be chosen', async () => {
    const executor = await create();
    const session = await freshSession(executor, program, data);
    const failing = session.runBalanced(blockOf(program, 4, 0.01), (losses, gramian, index) => {
      if (index === 2) throw new Error('no weights');
      return regularized(losses, gramian, index);
    });
    await expect(failing).rejects.toThrow('no weights');
    const actual = await session.read('parameters');
    const other = await freshSession(executor, program, data);
    await other.runBalanced(blockOf(program, 2, 0.01), regularized);
    expect(actual).toEqual(await other.read('parameters'));
    executor.dispose();
  });
});
