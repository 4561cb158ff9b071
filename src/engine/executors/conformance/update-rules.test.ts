import { describe, expect, test } from 'vitest';
import { definedUpdate } from '../../../core/program/optimizers/update-of.ts';
import { exercise, train, trainReference, worstDifference } from '../self-test/exercise.ts';
import type { ModelSpec } from '../self-test/programs.ts';
import { everyPrimitive, madeUp } from './testing/made-up-optimizer.ts';
import { testedExecutors } from './testing/tested-executors.ts';

/** 21 trained numbers, which are no whole vectors, and 4 behind them that must stay. */
const model = (optimizer: NonNullable<ModelSpec['optimizer']>, clipNorm?: number): ModelSpec => ({
  batch: 8,
  data: [{ name: 'x', input: { shape: [40, 3], values: 'reals' } }],
  parameters: [[3, 5], [6], [4]],
  trained: 2,
  optimizer,
  ...(clipNorm === undefined ? {} : { clipNorm }),
  loss(b, [x], [w, v, frozen]) {
    const [input, weights, more, still] = [x, w, v, frozen].map((tensor) => tensor ?? b.scalar(0));
    if (!input || !weights || !more || !still) throw new Error('a model has its tensors');
    const hidden = b.unary('tanh', b.matmul(input, weights));
    const errors = [b.sub(hidden, b.slice(input, [0, 0], [8, 1])), b.sub(more, b.mean(still))];
    return errors.map((error) => b.mean(b.unary('square', error))).reduce((sum, error) => b.add2(sum, error));
  },
});

const tasks = [
  ['an optimiser that no registry has, over 100 steps', exercise(model(definedUpdate(madeUp, {})), 100, 0.2)],
  ['the same with clipped gradients', exercise(model(definedUpdate(madeUp, {}), 0.1), 100, 0.2)],
  ['every primitive in an update', exercise(model({ optimizer: 'every primitive', rule: everyPrimitive() }), 1, 0.3)],
] as const;

describe.each(tasks)('%s', (_, task) => {
  const expected = trainReference(task);

  test('changes what it should', () => {
    expect(expected.every(Number.isFinite)).toBe(true);
    const { parameterCount, trainableCount } = task.program;
    const parameters = expected.slice(task.block.count, task.block.count + parameterCount);
    parameters.forEach((value, i) => {
      expect(value === task.parameters[i]).toBe(i >= trainableCount);
    });
  });

  test.each(testedExecutors.map((tested) => [tested.name, tested] as const))('%s', async (__, { create, tolerance }) => {
    const executor = await create();
    const actual = await train(executor, task);
    executor.dispose();
    expect(worstDifference({ actual, expected, tolerance })).toBeLessThan(tolerance);
  });
});
