import { describe, expect, it } from 'vitest';
import { at } from '../util/assert-never.ts';
import { dwa } from './dwa.ts';
import golden from './fixtures/golden.json' with { type: 'json' };
import { stepInfo } from './testing/explicit.ts';

const stepsPerEpoch = 4;

/** A run whose steps lose what `losses` says; the weights at the beginning of each epoch, and after the last. */
function weightsByEpoch(
  taskCount: number,
  epochs: number,
  temperature: number,
  losses: (epoch: number, step: number) => number[],
) {
  let state = dwa.initialState(taskCount, { temperature });
  const weights: number[][] = [];
  const weigh = (step: number): number[] => [...dwa.weigh(stepInfo(taskCount, step, stepsPerEpoch), state, { temperature })];
  for (let step = 1; step <= epochs * stepsPerEpoch; step++) {
    const epoch = Math.floor((step - 1) / stepsPerEpoch);
    const within = (step - 1) % stepsPerEpoch;
    if (within === 0) weights.push(weigh(step));
    // All through an epoch the weights are those of its beginning.
    expect(weigh(step)).toEqual(weights.at(-1));
    const seen = { ...stepInfo(taskCount, step, stepsPerEpoch), losses: losses(epoch, within) };
    state = dwa.learn?.(seen, state, { temperature }) ?? state;
  }
  return [...weights, weigh(epochs * stepsPerEpoch + 1)];
}

describe('DWA against golden values', () => {
  it.each(golden.dwa)('of $epochs.0.length tasks', ({ temperature, epochs, weights }) => {
    const tasks = at(epochs, 0).length;
    // Losses scatter around their means.
    const scatter = [1.5, 0.5, 1.25, 0.75];
    const found = weightsByEpoch(tasks, epochs.length - 1, temperature, (epoch, step) =>
      at(epochs, epoch).map((mean) => mean * at(scatter, step)),
    );
    found.forEach((row, epoch) => {
      row.forEach((weight, task) => {
        expect(weight).toBeCloseTo(at(at(weights, epoch), task), 9);
      });
    });
  });
});

it('gives finite weights that sum to T where losses are zero, vanish, or are very different', () => {
  const runs = [
    () => [0, 0],
    (epoch: number) => [epoch === 0 ? 1e4 : 0, 1],
    (epoch: number) => [epoch === 0 ? 0 : 1, 1],
    (epoch: number) => [10 ** (4 * epoch), 1e-8],
  ];
  for (const losses of runs)
    for (const row of weightsByEpoch(2, 4, 0.05, losses)) {
      expect(row.every((weight) => Number.isFinite(weight) && weight >= 0)).toBe(true);
      expect(row.reduce((a, b) => a + b)).toBeCloseTo(2, 12);
    }
});

it('does not ask how large losses are', () => {
  const losses = (scale: number) => (epoch: number) => [scale / (1 + epoch), 2 / (1 + 3 * epoch)];
  expect(weightsByEpoch(2, 3, 2, losses(1024))).toEqual(weightsByEpoch(2, 3, 2, losses(1)));
});

it('leaves an epoch out whose beginning it did not see', () => {
  let state = dwa.initialState(2, { temperature: 2 });
  const learn = (step: number) => {
    const seen = { ...stepInfo(2, step, stepsPerEpoch), losses: [step, 1] };
    state = dwa.learn?.(seen, state, { temperature: 2 }) ?? state;
  };
  learn(3);
  learn(4);
  expect([...state]).toEqual([...dwa.initialState(2, { temperature: 2 })]);
});

it('is one for one task', () => {
  expect(weightsByEpoch(1, 3, 2, (epoch) => [1 / (1 + epoch)])).toEqual([[1], [1], [1], [1]]);
});

it('takes a batch without a label of a task for no loss of 0: the mean is that of the others, and of an epoch without any nothing is known', () => {
  const run = (losses: (epoch: number, within: number) => number[], measured: (epoch: number, within: number) => number[]) => {
    let state = dwa.initialState(2, { temperature: 2 });
    for (let step = 1; step <= 3 * stepsPerEpoch; step++) {
      const [epoch, within] = [Math.floor((step - 1) / stepsPerEpoch), (step - 1) % stepsPerEpoch];
      const seen = { ...stepInfo(2, step, stepsPerEpoch), losses: losses(epoch, within), measured: measured(epoch, within) };
      state = dwa.learn?.(seen, state, { temperature: 2 }) ?? state;
    }
    return [...dwa.weigh(stepInfo(2, 3 * stepsPerEpoch + 1, stepsPerEpoch), state, { temperature: 2 })];
  };
  const whole = run(
    (epoch) => [4 - epoch, 2],
    () => [1, 1],
  );
  expect(
    run(
      (epoch, i) => [i === 0 ? 0 : 4 - epoch, 2],
      (_, i) => [i === 0 ? 0 : 1, 1],
    ),
  ).toEqual(whole);
  expect(
    run(
      (epoch) => [epoch === 2 ? 0 : 2, 2],
      (epoch) => [epoch === 2 ? 0 : 1, 1],
    ),
  ).toEqual([1, 1]);
});
