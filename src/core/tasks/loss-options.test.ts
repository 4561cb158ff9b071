import { describe, expect, it } from 'vitest';
import { runLoss } from './testing/run-loss.ts';

const expectClose = (actual: readonly number[], expected: readonly number[]): void => {
  expect(actual).toHaveLength(expected.length);
  expected.forEach((value, i) => {
    expect(actual[i]).toBeCloseTo(value, 10);
  });
};
const softmax = (logits: readonly number[]): number[] => {
  const total = logits.reduce((sum, x) => sum + Math.exp(x), 0);
  return logits.map((x) => Math.exp(x) / total);
};
const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

describe('the focal loss', () => {
  it('is (1 − p)^γ times the cross entropy', () => {
    const logits = [1, 2, 3];
    const [, p = 0] = softmax(logits);
    expectClose(runLoss('classification', { logits, labels: [1], options: { focalGamma: 2 } }).losses, [
      -((1 - p) ** 2) * Math.log(p),
    ]);
    const q = 1 - sigmoid(0.7);
    expectClose(runLoss('binary', { logits: [0.7], labels: [0], options: { focalGamma: 1.5 } }).losses, [
      -((1 - q) ** 1.5) * Math.log(q),
    ]);
  });

  it('stays finite where the prediction is certain, right or wrong', () => {
    for (const label of [0, 1]) {
      const { losses } = runLoss('binary', { logits: [400], labels: [label], options: { focalGamma: 2 } });
      expectClose(losses, [label === 1 ? 0 : 400]);
    }
    const { losses } = runLoss('classification', { logits: [400, 0, 0], labels: [0], options: { focalGamma: 2 } });
    expectClose(losses, [0]);
  });
});

describe('label smoothing', () => {
  it('asks for 1 − ε + ε/k of the true class and ε/k of the others', () => {
    const logits = [0.5, -1, 2];
    const [a = 0, b = 0, c = 0] = softmax(logits).map(Math.log);
    expectClose(runLoss('classification', { logits, labels: [2], options: { labelSmoothing: 0.3 } }).losses, [
      -(0.1 * a + 0.1 * b + 0.8 * c),
    ]);
    const p = sigmoid(-0.4);
    expectClose(runLoss('binary', { logits: [-0.4], labels: [1], options: { labelSmoothing: 0.2 } }).losses, [
      -(0.9 * Math.log(p) + 0.1 * Math.log(1 - p)),
    ]);
  });

  it('adds nothing at a place without a token', () => {
    const logits = [1, 2, 3, 4, 5, 6, 7, 8, 9, 1, 1, 1];
    const of = (labelSmoothing: number): number[] =>
      runLoss('tagging', { logits, labels: [-1, -1, -1, -1], options: { labelSmoothing } }).losses;
    expect(of(0.3)).toEqual([0]);
  });
});

describe('class weights', () => {
  it('multiply the loss of a sample by the weight of its class', () => {
    const plain = runLoss('classification', { logits: [1, 2, 3, 3, 2, 1], labels: [0, 2] }).losses;
    const weighed = runLoss('classification', { logits: [1, 2, 3, 3, 2, 1], labels: [0, 2], classWeights: [3, 1, 0.5] });
    expectClose(weighed.losses, [3 * (plain[0] ?? 0), 0.5 * (plain[1] ?? 0)]);
    const [yes = 0, no = 0] = runLoss('binary', { logits: [1, 1], labels: [1, 0], classWeights: [0.25, 4] }).losses;
    expectClose([yes, no], [-4 * Math.log(sigmoid(1)), -0.25 * Math.log(1 - sigmoid(1))]);
  });

  it('are pairs of no and yes for labels, and grades for ordered classes', () => {
    const { losses } = runLoss('multiLabel', { logits: [0, 0, 0], labels: [1, 0, 1], classWeights: [1, 2, 3, 4, 5, 6] });
    expectClose(losses, [(Math.LN2 * (2 + 3 + 6)) / 3]);
    const grades = runLoss('ordinal', { logits: [0, 0, 0], labels: [1], classWeights: [1, 10, 1, 1] });
    expectClose(grades.losses, [30 * Math.LN2]);
  });
});
