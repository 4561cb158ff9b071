import { describe, expect, it } from 'vitest';
import { gradients } from '../../program/differentiate.ts';
import { initialParameters } from '../../program/initialize.ts';
import { interpret } from '../../program/reference/interpret.ts';
import { sizeOf } from '../../program/shapes.ts';
import { type Beside, lowerAlone } from '../testing/lower-alone.ts';
import { refusal, refusalAt, runAlone } from '../testing/run-alone.ts';

const expectClose = (actual: readonly number[], expected: readonly number[], digits = 10): void => {
  expect(actual).toHaveLength(expected.length);
  expected.forEach((value, i) => {
    expect(actual[i]).toBeCloseTo(value, digits);
  });
};

/** The first input arrives at the gate, all others are experts. */
const beside = [{ port: 'gate' }, ...new Array<Beside>(6).fill({ port: 'experts' })];

const softmax = (logits: readonly number[]): number[] => {
  const powers = logits.map(Math.exp);
  const total = powers.reduce((sum, x) => sum + x, 0);
  return powers.map((x) => x / total);
};

describe('mixture', () => {
  const shapes = [
    [1, 3],
    [1, 2],
    [1, 2],
    [1, 2],
  ];
  const inputs = [
    [1, 2, 3],
    [1, 10],
    [2, 20],
    [4, 40],
  ];

  it('blends the experts by the softmax of the logits at its gate', () => {
    const [a = 0, b = 0, c = 0] = softmax([1, 2, 3]);
    const { values, shape } = runAlone('mixture', { beside, shapes, inputs, params: { gate: 'logits' } });
    expect(shape).toEqual([1, 2]);
    expectClose(values, [a + 2 * b + 4 * c, 10 * (a + 2 * b + 4 * c)]);
  });

  it('has gate weights of its own for features of any shape, and divides by the temperature', () => {
    const gate = [1, 0, 0, 0, 1, 0, 0, 0, 1];
    const [a = 0, b = 0, c = 0] = softmax([0.5, 1, 1.5]);
    const wide = [[1, 1, 3], ...shapes.slice(1)];
    const { values } = runAlone('mixture', { beside, shapes: wide, inputs, params: { temperature: 2 }, parameters: { gate } });
    expectClose(values, [a + 2 * b + 4 * c, 10 * (a + 2 * b + 4 * c)]);
    expect(lowerAlone('mixture', {}, wide, false, beside).parameters.map(({ name, tensor }) => [name, tensor.shape])).toEqual([
      ['gate', [3, 3]],
    ]);
  });

  it('leaves all but the best k out, exactly', () => {
    const [b = 0, c = 0] = softmax([2, 3]);
    expectClose(runAlone('mixture', { beside, shapes, inputs, params: { gate: 'logits', topK: 2 } }).values, [
      2 * b + 4 * c,
      20 * b + 40 * c,
    ]);
    expectClose(runAlone('mixture', { beside, shapes, inputs, params: { gate: 'logits', topK: 1 } }).values, [4, 40]);
    expect(runAlone('mixture', { beside, shapes, inputs, params: { gate: 'logits', topK: 3 } }).values).toEqual(
      runAlone('mixture', { beside, shapes, inputs, params: { gate: 'logits' } }).values,
    );
  });

  it('keeps exactly k where gate values are equal: those of the first experts', () => {
    const of = (gate: readonly number[], topK: number) =>
      runAlone('mixture', {
        beside,
        shapes: [
          [1, 3],
          [1, 1],
          [1, 1],
          [1, 1],
        ],
        inputs: [gate, [1], [10], [100]],
        params: { gate: 'logits', topK },
      }).values;
    expectClose(of([1, 1, 0], 2), [5.5]);
    expectClose(of([0, 1, 1], 1), [10]);
    expectClose(of([0, 0, 0], 2), [5.5]);
    expectClose(of([0, 1, 0], 2), [(1 + 10 * Math.E) / (1 + Math.E)]);
    // However far below 0 they are.
    expectClose(of([-3e10, -2e10, -4e10], 1), [10]);
  });

  it('takes images as experts, one gate value for the whole of each', () => {
    const { values } = runAlone('mixture', {
      beside,
      shapes: [
        [2, 2],
        [2, 1, 2, 1],
        [2, 1, 2, 1],
      ],
      inputs: [
        [0, 0, 0, Math.log(3)],
        [1, 2, 3, 4],
        [5, 6, 7, 8],
      ],
      params: { gate: 'logits' },
    });
    expectClose(values, [3, 4, 6, 7]);
  });

  it('refuses experts of different shapes and a wrong number of logits', () => {
    expect(refusalAt(beside, 'mixture', {}, [1, 3], [1, 2], [1, 4])).toMatchObject({
      code: 'layer.expertShapes',
      values: { a: '2', b: '4' },
    });
    expect(refusalAt(beside, 'mixture', { gate: 'logits' }, [1, 3], [1, 2], [1, 2])).toMatchObject({
      code: 'layer.gateSize',
      values: { size: 3, count: 2 },
    });
  });
});

describe('smooth selector', () => {
  const experts = (n: number): { shapes: number[][]; inputs: number[][] } => ({
    shapes: [[1, 1], ...Array.from({ length: n }, () => [1, 1])],
    inputs: [[1], ...Array.from({ length: n }, (_, i) => [10 ** i])],
  });

  it('chooses the expert whose number its switches write, once they are wholly on or off', () => {
    for (let code = 0; code < 4; code++) {
      const switchBias = [code & 1 ? 0.5 : -0.5, code & 2 ? 0.7 : -3];
      const { values } = runAlone('selector', {
        beside,
        ...experts(4),
        params: { selectors: 1 },
        parameters: { switches: [0, 0], switchBias, shares: [0] },
      });
      expectClose(values, [10 ** code]);
    }
  });

  it('passes through ½ in the middle, by the cubic of the paper in between', () => {
    const at = (t: number): number => {
      const { values } = runAlone('selector', {
        beside,
        ...experts(2),
        params: { selectors: 1, gamma: 2 },
        parameters: { switches: [0], switchBias: [t], shares: [0] },
      });
      // w₀·1 + w₁·10 with w₀ = 1 − S
      return ((values[0] ?? 0) - 1) / 9;
    };
    expect(at(0)).toBeCloseTo(0.5, 12);
    expect(at(0.5)).toBeCloseTo((-2 / 8) * 0.125 + (3 / 4) * 0.5 + 0.5, 12);
    expect(at(-1)).toBeCloseTo(0, 12);
    expect(at(1.5)).toBeCloseTo(1, 12);
  });

  it('gives weights that sum to 1 for any number of experts', () => {
    for (const n of [1, 2, 3, 5, 6]) {
      const { shapes } = experts(n);
      const m = Math.max(1, Math.ceil(Math.log2(n)));
      const parameters = {
        switches: Array.from({ length: 2 * m }, (_, i) => 0.2 * Math.sin(i + 1)),
        switchBias: [],
        shares: [0.3, -1],
      };
      const { values } = runAlone('selector', {
        beside,
        shapes,
        inputs: shapes.map(() => [1]),
        parameters: { ...parameters, switchBias: new Array<number>(2 * m).fill(0) },
      });
      expectClose(values, [1]);
    }
  });

  it('mixes its selectors by learned shares, the same for all samples without features', () => {
    const { values } = runAlone('selector', {
      shapes: [[2, 1]],
      inputs: [[7, 9]],
      parameters: { switches: [-1, 1], shares: [0, 0] },
    });
    expectClose(values, [7, 9]);
  });

  it('adds the entropy of its choices to the training loss', () => {
    const undecided = {
      beside,
      ...experts(2),
      params: { selectors: 2, entropy: 0.5 },
      parameters: { switches: [0, 0], switchBias: [0, 5], shares: [0, 0] },
      training: true,
    };
    expectClose(runAlone('selector', undecided).penalties, [0.5 * Math.LN2], 5);
    expect(runAlone('selector', { ...undecided, training: false }).penalties).toEqual([]);
  });
});

describe('learned sum', () => {
  it('adds its inputs with one coefficient each', () => {
    const { values } = runAlone('learnedSum', {
      shapes: [
        [1, 2],
        [1, 2],
      ],
      inputs: [
        [1, 2],
        [10, 20],
      ],
      parameters: { coefficients: [0.9, 0.1] },
    });
    expectClose(values, [1.9, 3.8]);
  });

  it('begins with most of its first input, the rest divided among the others', () => {
    const initial = (params: object, inputs: number): number[] => {
      const { parameters } = lowerAlone('learnedSum', params, new Array<number[]>(inputs).fill([1, 4]));
      const views = parameters.map(({ name, tensor, initializer }) => ({
        name,
        node: 'n',
        parameter: name,
        shape: tensor.shape,
        offset: 0,
        size: sizeOf(tensor.shape),
        initializer,
        trainable: true,
      }));
      return [...initialParameters({ parameters: views, parameterCount: views[0]?.size ?? 0 }, 1)];
    };
    expectClose(initial({}, 2), [0.9, 0.1], 6);
    expectClose(initial({ first: 0.7, others: 0.3 }, 4), [0.7, 0.1, 0.1, 0.1], 6);
    expectClose(initial({ subspaces: 2, first: 0.7, others: 0.3 }, 2), [0.7, 0.1, 0.1, 0.1, 0.1, 0.7, 0.1, 0.1], 6);
  });

  it('mixes every subspace with every other', () => {
    // rows: part of the result; columns: part 0 and 1 of the first input, then of the second
    const coefficients = [1, 0, 0, 2, 0, 3, 4, 0];
    const { values } = runAlone('learnedSum', {
      shapes: [
        [1, 4],
        [1, 4],
      ],
      inputs: [
        [1, 2, 3, 4],
        [10, 20, 30, 40],
      ],
      params: { subspaces: 2 },
      parameters: { coefficients },
    });
    expectClose(values, [1 + 60, 2 + 80, 9 + 40, 12 + 80]);
  });

  it('refuses subspaces that do not divide the features', () => {
    expect(refusal('learnedSum', { subspaces: 3 }, [1, 4], [1, 4])).toMatchObject({ code: 'layer.subspaces' });
  });
});

describe('layers that change gradients only', () => {
  /** What the gradient of Σ output is for each number of the input; null: none arrives. */
  const gradientOf = (kind: string, params: object): number[] | null => {
    const { b, output, inputs } = lowerAlone(kind, params, [[3]], true);
    const [gradient] = gradients(b, b.sum(output), inputs);
    return gradient ? [...(interpret(b.build(), { feeds: { in0: [1, 2, 3] } }).get(gradient.id) ?? [])] : null;
  };

  it('pass values as they are', () => {
    for (const kind of ['stopGradient', 'reverseGradient']) {
      expect(runAlone(kind, { shapes: [[3]], inputs: [[1, 2, 3]] }).values).toEqual([1, 2, 3]);
    }
  });

  it('hold gradients back, or multiply them by −λ', () => {
    expect(gradientOf('stopGradient', {})).toBeNull();
    expect(gradientOf('reverseGradient', {})).toEqual([-1, -1, -1]);
    expect(gradientOf('reverseGradient', { factor: 0.25 })).toEqual([-0.25, -0.25, -0.25]);
  });
});
