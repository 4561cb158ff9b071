import { describe, expect, it } from 'vitest';
import { calibration } from './calibration.ts';
import { answersOf, pairsOf, type TaskAnswers, worstOf, yesOrNo } from './judged-answers.ts';
import { atThreshold } from './threshold.ts';

describe('calibration', () => {
  it('is what a hand reckons: two bins of 2 and 3 answers', () => {
    const answers = [
      { probability: 0.62, right: true },
      { probability: 0.68, right: false },
      { probability: 0.91, right: true },
      { probability: 0.95, right: true },
      { probability: 0.99, right: false },
    ];
    const found = calibration(answers);
    expect(found?.bins.map(({ from, count }) => [from, count])).toEqual([
      [0.6, 2],
      [0.9, 3],
    ]);
    // 2/5 · |0.5 − 0.65| + 3/5 · |2/3 − 0.95| = 0.06 + 0.17
    expect(found?.error).toBeCloseTo(0.23, 10);
  });

  it('is 0 where everything is certain and right, in the last bin; nothing is said without answers', () => {
    expect(calibration([{ probability: 1, right: true }])).toMatchObject({ bins: [{ from: 0.9, to: 1 }], error: 0 });
    expect(calibration([])).toBeNull();
  });
});

it('precision and recall follow the threshold', () => {
  const samples = [0.2, 0.4, 0.6, 0.8].map((probability, i) => ({ probability, yes: i === 1 || i === 3 }));
  expect(atThreshold(samples, 0.5)).toEqual({
    truePositives: 1,
    falsePositives: 1,
    falseNegatives: 1,
    trueNegatives: 1,
    precision: 0.5,
    recall: 0.5,
    f1: 0.5,
  });
  expect(atThreshold(samples, 0.4)).toMatchObject({ precision: 2 / 3, recall: 1, f1: 0.8 });
  expect(atThreshold(samples, 0.9)).toMatchObject({ precision: null, recall: 0, f1: 0 });
  expect(atThreshold([], 0.5)).toMatchObject({ precision: null, recall: null, f1: null });
});

describe('the answers of a task', () => {
  const answers = (
    outputs: readonly number[],
    truth: Float32Array | Int32Array,
    losses: readonly number[] | null,
  ): TaskAnswers => ({
    outputs: Float32Array.from(outputs),
    truth,
    labelled: Float32Array.of(1, 0, 1),
    losses: losses && Float32Array.from(losses),
  });
  const classes = { task: { kind: 'classification' }, target: { format: 'class', classes: ['a', 'b'] } } as const;
  const yes = { task: { kind: 'binary' }, target: { format: 'binary' } } as const;
  const numbers = { task: { kind: 'regression' }, target: { format: 'values', size: 1, scale: 10, offset: 100 } } as const;

  it('leave out what has no label; the probability is that of the answer', () => {
    const said = answers([0.75, 0.25, 0.5, 0.5, 0.25, 0.75], Int32Array.of(0, 0, 0), null);
    expect(answersOf(classes, said)).toEqual([
      { probability: 0.75, right: true },
      { probability: 0.75, right: false },
    ]);
    expect(yesOrNo(classes, said)).toEqual([
      { probability: 0.25, yes: false },
      { probability: 0.75, yes: false },
    ]);
    const binary = answers([0.25, 0.5, 0.75], Float32Array.of(0, 0, 1), [0.1, 9, 0.2]);
    expect(answersOf(yes, binary)).toEqual([
      { probability: 0.75, right: true },
      { probability: 0.75, right: true },
    ]);
    expect(worstOf(binary, 5).map(({ row }) => row)).toEqual([2, 0]);
    expect(worstOf(said, 5)).toEqual([]);
  });

  it('are pairs in the unit of the data where they are numbers', () => {
    const said = answers([0.5, 1, 2], Float32Array.of(0, 0, 1), null);
    expect(pairsOf(numbers, said)).toEqual([
      { truth: 100, predicted: 105 },
      { truth: 110, predicted: 120 },
    ]);
    expect(pairsOf(classes, said)).toBeNull();
    expect(answersOf(numbers, said)).toBeNull();
  });
});
