import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { at } from '../util/assert-never.ts';
import { randomStream } from '../util/random.ts';
import { runLoss } from './testing/run-loss.ts';

const expectClose = (actual: readonly number[], expected: readonly number[]): void => {
  expect(actual).toHaveLength(expected.length);
  expected.forEach((value, i) => {
    expect(actual[i]).toBeCloseTo(value, 8);
  });
};
const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

describe('the ordinal loss', () => {
  it('sums the cross entropies of «more than class k?»', () => {
    const [a, b, c] = [2, 0.5, -1];
    // Class 2 of 0 … 3: above 0, above 1, not above 2.
    const expected = -Math.log(sigmoid(a)) - Math.log(sigmoid(b)) - Math.log(1 - sigmoid(c));
    const { losses, outputs } = runLoss('ordinal', { logits: [a, b, c], labels: [2] });
    expectClose(losses, [expected]);
    expectClose(outputs, [a, b, c].map(sigmoid));
  });
});

describe('the tagging loss', () => {
  it('is the mean over the tokens that there are: none gives 0, all of them count', () => {
    const even = [0, 0, 0];
    const sure = [9, 0, 0];
    const logits = [...sure, ...even, ...even, ...even];
    const certain = Math.log(1 + 2 * Math.exp(-9));
    const of = (labels: number[]): number[] => runLoss('tagging', { logits, labels }).losses;
    expectClose(of([0, 1, -1, -1]), [(certain + Math.log(3)) / 2]);
    expectClose(of([0, 1, 2, 0]), [(certain + 3 * Math.log(3)) / 4]);
    expect(of([-1, -1, -1, -1])).toEqual([0]);
  });
});

describe('the generation loss', () => {
  it('counts every token up to and with the end, and no padding', () => {
    const logits = new Array<number>(15).fill(0);
    const of = (labels: number[]): number[] => runLoss('generation', { logits, labels }).losses;
    expectClose(of([3, 2, 0]), [Math.log(5)]);
    expectClose(of([3, 4, 2]), [Math.log(5)]);
    expect(of([0, 0, 0])).toEqual([0]);
    const sure = [0, 0, 0, 50, 0, 0, 0, 50, 0, 0, 0, 0, 0, 0, 0];
    expectClose(runLoss('generation', { logits: sure, labels: [3, 2, 0] }).losses, [0]);
  });
});

describe('the detection loss', () => {
  it('is the cross entropy of presence, and where the object is the smooth L1 error of its box', () => {
    // Sigmoids of zero: presence ½, box (½, ½, ½, ½); errors 0, 0.5, 0.05, 0.
    const { losses } = runLoss('detection', { logits: [0, 0, 0, 0, 0], labels: [1, 0.5, 0, 0.45, 0.5] });
    expectClose(losses, [Math.LN2 + (0.5 - 1 / 18) + (0.05 ** 2 * 9) / 2]);
    expectClose(runLoss('detection', { logits: [0, 3, 3, 3, 3], labels: [0, 0, 0, 0, 0] }).losses, [Math.LN2]);
  });
});

describe('the reconstruction loss', () => {
  it('is the mean squared error of the numbers themselves, or the cross entropy of their sigmoids', () => {
    const logits = [0, 1, 2, 0, 0, 0];
    const labels = [0, 0, 0, 0.5, 0.5, 0.5];
    const squared = runLoss('reconstruction', { logits, labels });
    expectClose(squared.losses, [(1 + 4 + 0.75) / 6]);
    expect(squared.outputs).toEqual(logits);
    const crossed = runLoss('reconstruction', { loss: 'crossEntropy', logits: [3, 3, 3, 0, 0, 0], labels });
    expectClose(crossed.losses, [(3 * -Math.log(1 - sigmoid(3)) + 3 * Math.LN2) / 6]);
    expectClose(crossed.outputs, [3, 3, 3, 0, 0, 0].map(sigmoid));
  });
});

const dot = (a: readonly number[], b: readonly number[]): number => a.reduce((sum, x, i) => sum + x * at(b, i), 0);
const unit = (a: readonly number[]): number[] => a.map((x) => x / Math.sqrt(dot(a, a)));

/** The formulas of the papers, pair by pair, averaged over the anchors that they are defined for. */
function reference(
  loss: string,
  rows: number[][],
  labels: number[],
  mask: number[],
  temperature: number,
  margin: number,
): number {
  const z = rows.map(unit);
  const known = rows.map((_, i) => i).filter((i) => mask[i] === 1);
  const losses = known.flatMap((i) => {
    const others = known.filter((j) => j !== i);
    const own = others.filter((j) => labels[j] === labels[i]);
    const foreign = others.filter((j) => labels[j] !== labels[i]);
    const similar = (j: number): number => dot(at(z, i), at(z, j));
    if (loss === 'contrastive') {
      if (own.length === 0) return [];
      const total = others.reduce((sum, j) => sum + Math.exp(similar(j) / temperature), 0);
      return [-own.reduce((sum, p) => sum + Math.log(Math.exp(similar(p) / temperature) / total), 0) / own.length];
    }
    if (own.length === 0 || foreign.length === 0) return [];
    const distance = (j: number): number => Math.sqrt(dot(at(z, i), at(z, i)) + dot(at(z, j), at(z, j)) - 2 * similar(j));
    return [Math.max(0, margin + Math.max(...own.map(distance)) - Math.min(...foreign.map(distance)))];
  });
  return losses.length === 0 ? 0 : losses.reduce((sum, x) => sum + x, 0) / losses.length;
}

describe.each(['contrastive', 'triplet'])('the %s loss', (loss) => {
  it('is what its paper says, averaged over the anchors that have a positive, whatever is not labelled', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 7 }), fc.nat(), (batch, seed) => {
        const random = randomStream(seed, 'retrieval');
        const rows = Array.from({ length: batch }, () => [random.normal(), random.normal(), random.normal()]);
        const labels = rows.map(() => random.int(3));
        const mask = rows.map(() => (random.next() < 0.8 ? 1 : 0));
        const options = { temperature: 0.3, margin: 0.5 };
        const { losses } = runLoss('retrieval', { loss, logits: rows.flat(), labels, mask, options, width: 3 });
        const known = mask.reduce((sum: number, m) => sum + m, 0);
        const mean = losses.reduce((sum, x, i) => sum + x * at(mask, i), 0) / Math.max(1, known);
        expect(mean).toBeCloseTo(reference(loss, rows, labels, mask, 0.3, 0.5), 5);
      }),
    );
  });

  it('is 0 and no NaN where no two samples are of one class, and where all embeddings are the same', () => {
    const alone = runLoss('retrieval', { loss, logits: [1, 0, 0, 1], labels: [0, 1], width: 2 });
    expect(alone.losses.map(Math.abs)).toEqual([0, 0]);
    const same = runLoss('retrieval', { loss, logits: [1, 2, 1, 2, 1, 2], labels: [0, 0, 1], width: 2 });
    expect(same.losses.every(Number.isFinite)).toBe(true);
    const zero = runLoss('retrieval', { loss, logits: [0, 0, 0, 0, 0, 0], labels: [0, 0, 1], width: 2 });
    expect(zero.losses.every(Number.isFinite)).toBe(true);
  });
});
