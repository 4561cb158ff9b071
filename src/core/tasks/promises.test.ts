import { describe, expect, it } from 'vitest';
import { at } from '../util/assert-never.ts';
import { randomStream } from '../util/random.ts';
import type { TaskKindId } from './registry.ts';
import { runLoss } from './testing/run-loss.ts';

/** What help texts say of tasks, losses and their options, and nothing else tests. */

const lossOf = (...given: Parameters<typeof runLoss>): number => at(runLoss(...given).losses, 0);
const zeros = (count: number): number[] => new Array<number>(count).fill(0);

describe('a blind guess', () => {
  it('costs what the texts say, and a certain right answer nothing', () => {
    const cases: [TaskKindId, number, number, number[], number[]][] = [
      // Kind, numbers per sample, the guess's cost, a label, logits that are certain of it.
      ['binary', 1, Math.LN2, [1], [60]],
      ['classification', 3, Math.log(3), [2], [-60, -60, 60]],
      ['multiLabel', 3, Math.LN2, [1, 0, 1], [60, -60, 60]],
      ['ordinal', 3, 3 * Math.LN2, [2], [60, 60, -60]],
    ];
    for (const [kind, count, guess, labels, certain] of cases) {
      expect(lossOf(kind, { logits: zeros(count), labels }), kind).toBeCloseTo(guess, 10);
      expect(lossOf(kind, { logits: certain, labels }), kind).toBeCloseTo(0, 10);
    }
  });
});

describe('numbers that are the prediction itself', () => {
  const labels = [0, 1, 2, 3, 30];
  /** The constant answer with the smallest loss over the labels, found by trying. */
  function best(loss: string): number {
    const answers = Array.from({ length: 301 }, (_, i) => i / 10);
    const cost = (answer: number): number =>
      runLoss('regression', {
        loss,
        target: { format: 'values', size: 1 },
        logits: labels.map(() => answer),
        labels,
      }).losses.reduce((sum, one) => sum + one, 0);
    const costs = answers.map(cost);
    return at(answers, costs.indexOf(Math.min(...costs)));
  }

  it('aim at the mean with the squared error, at the median with the absolute one', () => {
    expect(best('mse')).toBeCloseTo(36 / 5, 6);
    expect(best('mae')).toBeCloseTo(2, 6);
  });

  it('with Huber’s are squared up to an error of 1, and absolute beyond it', () => {
    const of = (error: number): number =>
      lossOf('regression', { loss: 'huber', target: { format: 'values', size: 1 }, logits: [error], labels: [0] });
    for (const error of [0.2, 0.7, 1]) expect(of(error) / of(error / 2)).toBeCloseTo(4, 10);
    for (const error of [1, 2, 50]) expect(of(error + 1) - of(error)).toBeCloseTo(1, 10);
  });
});

describe('sequences', () => {
  it.each([
    ['tagging', 3, [0, -1, -1, -1], [0, 1, 2, 0]],
    ['generation', 5, [2, 0, 0], [3, 4, 2]],
  ] as const)('of %s count alike, however long they are', (kind, width, short, long) => {
    const places = short.length;
    const random = randomStream(1, kind);
    const logits = Array.from({ length: places * width }, () => random.normal());
    const alone = (labels: readonly number[]): number => lossOf(kind, { logits, labels });
    const { losses } = runLoss(kind, { logits: [...logits, ...logits], labels: [...short, ...long] });
    expect(losses).toEqual([alone(short), alone(long)]);
    // A place counts the more the fewer there are: PyTorch and Keras average over all of them together.
    const perPlace = long.map((label, i) => {
      const only = long.map((_, place) => (place === i ? label : kind === 'tagging' ? -1 : 0));
      return lossOf(kind, { logits, labels: only });
    });
    expect(alone(long)).toBeCloseTo(perPlace.reduce((sum, one) => sum + one, 0) / places, 10);
  });
});

describe('a box', () => {
  it('adds up the errors of its four numbers, and costs nothing where the object is not', () => {
    // The sigmoid of 0 is ½: each number is ¼ off.
    const of = (...box: number[]): number => lossOf('detection', { logits: zeros(5), labels: [1, ...box] }) - Math.LN2;
    const one = of(0.25, 0.5, 0.5, 0.5);
    expect(one).toBeCloseTo(0.25 - 1 / 18, 10);
    expect(of(0.25, 0.75, 0.25, 0.75)).toBeCloseTo(4 * one, 10);
    const absent = (...box: number[]): number => lossOf('detection', { logits: zeros(5), labels: [0, ...box] });
    expect(absent(1, 1, 1, 1)).toBe(absent(0.5, 0.5, 0.5, 0.5));
  });
});

describe('an embedding', () => {
  const rows = [
    [1, 0.2],
    [0.9, -0.4],
    [-0.3, 1],
    [0.1, 0.8],
  ];
  const labels = [0, 0, 1, 1];
  const total = (loss: string, logits: readonly number[][], options = {}): number =>
    runLoss('retrieval', { loss, logits: logits.flat(), labels, options, width: 2 }).losses.reduce((sum, one) => sum + one, 0);

  it.each(['contrastive', 'triplet'])('counts by its direction alone with the %s loss', (loss) => {
    const longer = rows.map((row, i) => row.map((x) => x * (i + 0.5)));
    expect(total(loss, longer)).toBeCloseTo(total(loss, rows), 6);
  });

  it('lets the hardest pairs decide the more, the lower the temperature', () => {
    /** Of what all pairs with the first sample add to its loss, the share of the other class's nearest. */
    const share = (temperature: number): number => {
      const at0 = (third: number[]): number =>
        lossOf('retrieval', {
          loss: 'contrastive',
          logits: [...at(rows, 0), ...at(rows, 1), ...third, ...at(rows, 3)],
          labels,
          options: { temperature },
          width: 2,
        });
      const step = 1e-4;
      const moved = (angle: number): number[] => [Math.cos(angle), Math.sin(angle)];
      const near = Math.abs(at0(moved(0.6 + step)) - at0(moved(0.6 - step)));
      const far = Math.abs(at0(moved(2.2 + step)) - at0(moved(2.2 - step)));
      return near / (near + far);
    };
    expect(share(0.05)).toBeGreaterThan(share(0.3));
    expect(share(0.3)).toBeGreaterThan(share(2));
  });

  it('costs nothing in a triplet whose other class is farther by the margin', () => {
    const apart = [
      [1, 0],
      [1, 0],
      [-1, 0],
      [-1, 0],
    ];
    // The own class at distance 0, the other at 2.
    expect(total('triplet', apart, { margin: 1.9 })).toBeCloseTo(0, 3);
    expect(total('triplet', apart, { margin: 2.1 })).toBeCloseTo(4 * 0.1, 3);
  });
});

describe('options together', () => {
  const logits = [0.5, -1, 2];
  const logs = (): number[] => {
    const sum = logits.reduce((total, x) => total + Math.exp(x), 0);
    return logits.map((x) => x - Math.log(sum));
  };

  it('the true class’s weight multiplies the whole sum of a smoothed loss', () => {
    const plain = lossOf('classification', { logits, labels: [0], options: { labelSmoothing: 0.3 } });
    const weighed = lossOf('classification', {
      logits,
      labels: [0],
      classWeights: [3, 0.1, 7],
      options: { labelSmoothing: 0.3 },
    });
    expect(weighed).toBeCloseTo(3 * plain, 10);
  });

  it('the focal factor takes the probability of the true class, smoothed or not', () => {
    const [a = 0, b = 0, c = 0] = logs();
    const smoothed = -(0.1 * a + 0.1 * b + 0.8 * c);
    const options = { labelSmoothing: 0.3, focalGamma: 2 };
    expect(lossOf('classification', { logits, labels: [2], options })).toBeCloseTo((1 - Math.exp(c)) ** 2 * smoothed, 10);
  });

  it('0 turns the focal factor off, and easy samples count less and less', () => {
    const of = (focalGamma: number, logit: number): number =>
      lossOf('binary', { logits: [logit], labels: [1], options: { focalGamma } });
    expect(of(0, 1.3)).toBe(lossOf('binary', { logits: [1.3], labels: [1] }));
    const kept = (logit: number): number => of(2, logit) / of(0, logit);
    expect(kept(-3)).toBeGreaterThan(0.9);
    expect(kept(3)).toBeLessThan(0.01);
  });
});
