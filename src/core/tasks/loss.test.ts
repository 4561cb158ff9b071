import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { languages } from '../util/localized.ts';
import { type TaskKindId, taskKinds } from './registry.ts';
import { taskKindIds } from './task-kinds.ts';
import { runLoss } from './testing/run-loss.ts';
import { targets } from './testing/targets.ts';

/** Loss of each sample and predictions, in float64. */
const run = (id: TaskKindId, loss: string, logits: number[], labels: number[]) => runLoss(id, { loss, logits, labels });

const expectClose = (actual: readonly number[], expected: readonly number[]): void => {
  expect(actual).toHaveLength(expected.length);
  expected.forEach((value, i) => {
    expect(actual[i]).toBeCloseTo(value, 10);
  });
};

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

describe('losses', () => {
  it('classification is −log softmax of the true class', () => {
    const { losses, outputs } = run('classification', 'crossEntropy', [0, 0, 0, 1, 2, 3], [1, 0]);
    const total = Math.exp(1) + Math.exp(2) + Math.exp(3);
    expectClose(losses, [Math.log(3), Math.log(total) - 1]);
    expectClose(outputs, [1 / 3, 1 / 3, 1 / 3, Math.exp(1) / total, Math.exp(2) / total, Math.exp(3) / total]);
  });

  it('binary is the sigmoid cross entropy', () => {
    fc.assert(
      fc.property(fc.double({ min: -8, max: 8, noNaN: true }), fc.constantFrom(0, 1), (logit, label) => {
        const { losses, outputs } = run('binary', 'crossEntropy', [logit], [label]);
        const p = sigmoid(logit);
        expectClose(losses, [label === 1 ? -Math.log(p) : -Math.log(1 - p)]);
        expectClose(outputs, [p]);
      }),
    );
  });

  it('binary stays finite and exact for logits of any size', () => {
    const { losses } = run('binary', 'crossEntropy', [1000, 1000, -1000, -1000], [0, 1, 0, 1]);
    expect(losses).toEqual([1000, 0, 0, 1000]);
    const [confident = 0] = run('binary', 'crossEntropy', [30], [1]).losses;
    expect(confident / Math.log1p(Math.exp(-30))).toBeCloseTo(1, 10);
  });

  it('multi-label is the mean of its labels’ cross entropies', () => {
    const { losses } = run('multiLabel', 'crossEntropy', [2, -1, 0], [1, 1, 0]);
    expectClose(losses, [(-Math.log(sigmoid(2)) - Math.log(sigmoid(-1)) + Math.LN2) / 3]);
  });

  it('regression has the squared, the absolute and Huber’s error, as means over its numbers', () => {
    // errors 3 and −0.5
    const of = (loss: string): number[] => run('regression', loss, [3, 0.5], [0, 1]).losses;
    expectClose(of('mse'), [(9 + 0.25) / 2]);
    expectClose(of('mae'), [(3 + 0.5) / 2]);
    expectClose(of('huber'), [(2.5 + 0.125) / 2]);
    expect(run('regression', 'mse', [3, 0.5], [0, 1]).outputs).toEqual([3, 0.5]);
  });
});

describe.each(taskKindIds)('the task kind %s', (id) => {
  const kind = taskKinds[id];

  it('is filed under its own name and has losses and metrics of distinct names', () => {
    expect(kind.kind).toBe(id);
    for (const list of [kind.losses, kind.metrics(targets[id])]) {
      expect(list.length).toBeGreaterThan(0);
      expect(new Set(list.map((item) => item.id)).size).toBe(list.length);
    }
  });

  it('accepts its own targets, and none that it cannot lower', () => {
    expect(kind.accepts(targets[id])).toBe(true);
    for (const target of Object.values(targets)) {
      if (!kind.accepts(target)) continue;
      expect(kind.logitsShape(target).length).toBeGreaterThan(0);
      expect(kind.targetStorage(target).dtype).toMatch(/^[fi]32$/);
    }
  });

  it('is explained in every language', () => {
    const texts = [kind.text.title, kind.text.summary, kind.text.more];
    const named = [...kind.losses, ...kind.metrics(targets[id])].map((item) => item.title);
    for (const text of [...texts, ...named]) for (const language of languages) expect(text[language].trim()).not.toBe('');
    for (const text of texts) expect(text['zh-CN']).toMatch(/\p{Script=Han}/u);
  });
});

describe('which targets a task kind accepts', () => {
  it('takes two classes as yes or no, but not three, and yes or no as two classes', () => {
    expect(taskKinds.binary.accepts({ format: 'class', classes: ['even', 'odd'] })).toBe(true);
    expect(taskKinds.binary.accepts(targets.classification)).toBe(false);
    expect(taskKinds.classification.accepts(targets.binary)).toBe(true);
    expect(taskKinds.classification.logitsShape(targets.binary)).toEqual([2]);
  });

  it('keeps numbers for regression and labels for multi-label', () => {
    expect(taskKinds.regression.accepts(targets.classification)).toBe(false);
    expect(taskKinds.multiLabel.accepts(targets.regression)).toBe(false);
  });
});
