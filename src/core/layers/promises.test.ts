import { describe, expect, it } from 'vitest';
import { gradients } from '../program/differentiate.ts';
import { interpret } from '../program/reference/interpret.ts';
import { lowerAlone } from './testing/lower-alone.ts';
import { type Case, runAlone } from './testing/run-alone.ts';

/** What help texts say of layers and nothing else tests. */

const numbers = (count: number, phase: number): number[] => Array.from({ length: count }, (_, i) => Math.sin(1.7 * i + phase));

/** A layer with weights of its own. */
function run(kind: string, one: Omit<Case, 'parameters'>) {
  const { parameters } = lowerAlone(kind, one.params ?? {}, one.shapes, one.training, one.beside);
  const filled = parameters.map(({ name, tensor }, i) => [
    name,
    numbers(
      tensor.shape.reduce((n, extent) => n * extent, 1),
      i,
    ),
  ]);
  return runAlone(kind, { ...one, parameters: Object.fromEntries(filled) });
}

describe('attention, whatever is padding and whichever way it may look', () => {
  const length = 3;
  /** Every way in which three positions can be padding, also in front and in the middle. */
  const masks = Array.from({ length: 2 ** length }, (_, bits) => Array.from({ length }, (__, i) => (bits >> i) & 1));
  const cases = masks.flatMap((own) =>
    [null, ...masks].flatMap((memory) => [false, true].map((causal) => ({ own, memory, causal }))),
  );

  it('shares itself out over what a position may see: 1 in all, exactly 0 elsewhere, and all 0 where nothing is left', () => {
    for (const { own, memory, causal } of cases) {
      const asked = memory ?? own;
      const { exposed, values, mask } = run('multiHeadAttention', {
        shapes: memory
          ? [
              [1, length, 2],
              [1, length, 3],
            ]
          : [[1, length, 2]],
        inputs: memory ? [numbers(2 * length, 1), numbers(3 * length, 2)] : [numbers(2 * length, 1)],
        beside: memory ? [{ mask: own }, { port: 'memory', mask: memory }] : [{ mask: own }],
        params: { heads: 1, headSize: 2, causal },
      });
      expect(mask).toEqual(own);
      expect(values.every(Number.isFinite)).toBe(true);
      const shares = exposed.attention ?? [];
      for (let query = 0; query < length; query++) {
        const row = shares.slice(query * length, (query + 1) * length);
        const allowed = asked.map((valid, key) => valid === 1 && (!causal || key <= query));
        const what = JSON.stringify({ own, memory, causal, query, row });
        row.forEach((share, key) => {
          if (!allowed[key]) expect(share, what).toBe(0);
        });
        const sum = row.reduce((total, share) => total + share, 0);
        expect(sum, what).toBeCloseTo(allowed.includes(true) ? 1 : 0, 12);
      }
    }
  });

  it('never lets a later position, or padding, reach an earlier one that looks back only: in a Transformer block, too', () => {
    for (const own of masks) {
      const of = (later: number, padding: number) =>
        run('transformerBlock', {
          shapes: [[1, length, 2]],
          inputs: [numbers(2 * length, 1).map((value, i) => (i >= 4 ? later : own[i >> 1] === 1 ? value : padding))],
          beside: [{ mask: own }],
          params: { heads: 1, headSize: 2, hidden: 2, causal: true },
        }).values;
      const first = of(0.5, 3);
      const second = of(-7, -5);
      for (const position of [0, 1]) {
        if (own[position] !== 1) continue;
        expect(second.slice(2 * position, 2 * position + 2)).toEqual(first.slice(2 * position, 2 * position + 2));
      }
    }
  });
});

describe('max pooling', () => {
  it('gives the gradient of a window to one cell, also where several are largest', () => {
    const { b, inputs, output } = lowerAlone('maxPool', { size: [2, 2], stride: [2, 2] }, [[1, 2, 4, 1]]);
    const [x] = inputs;
    if (!x) throw new Error('there is an input');
    const [gradient] = gradients(b, b.sum(b.reshape(output, [2])), [x]);
    if (!gradient) throw new Error('there is a gradient');
    b.output('gradient', gradient);
    const feeds = { in0: [1, 1, 2, 5, 1, 1, 5, 5] };
    const found = [...(interpret(b.build(), { feeds }).get(gradient.id) ?? [])];
    const windows = [0, 2].map((column) => [column, column + 1, column + 4, column + 5].map((i) => found[i] ?? Number.NaN));
    for (const window of windows) expect([...window].sort()).toEqual([0, 0, 0, 1]);
  });
});

describe('a frozen batch norm', () => {
  it('computes the same in training as in prediction, and writes nothing', () => {
    const one = {
      shapes: [[3, 1]],
      inputs: [[1, 2, 9]],
      parameters: { gamma: [2], beta: [1] },
      states: { movingMean: [3], movingVariance: [4] },
    };
    const trained = runAlone('batchNorm', { ...one, training: true, frozen: true });
    expect(trained.values).toEqual(runAlone('batchNorm', one).values);
    expect(trained.written).toEqual({});
  });
});
