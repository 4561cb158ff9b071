import { describe, expect, it } from 'vitest';
import { lowerAlone } from './testing/lower-alone.ts';
import { refusal, runAlone } from './testing/run-alone.ts';

const expectClose = (actual: readonly number[], expected: readonly number[]): void => {
  expect(actual).toHaveLength(expected.length);
  expected.forEach((value, i) => {
    expect(actual[i]).toBeCloseTo(value, 10);
  });
};

describe('dense', () => {
  const kernel = [1, 2, 3, 4, 5, -6];
  const bias = [0.5, 0, 1];

  it('computes f(x·W + b)', () => {
    const { values } = runAlone('dense', {
      shapes: [[2, 2]],
      inputs: [[1, 2, -1, 0]],
      params: { units: 3, activation: 'relu' },
      parameters: { kernel, bias },
    });
    expectClose(values, [9.5, 12, 0, 0, 0, 0]);
  });

  it('applies to the last axis where an example has more than one', () => {
    const outcome = runAlone('dense', {
      shapes: [[1, 2, 2]],
      inputs: [[1, 2, -1, 0]],
      params: { units: 3 },
      parameters: { kernel, bias },
    });
    expect(outcome.shape).toEqual([1, 2, 3]);
    expectClose(outcome.values, [9.5, 12, -8, -0.5, -2, -2]);
  });

  it('adds l1·Σ|w| + l2·Σw² of the kernel to the training loss, and to nothing else', () => {
    const settings = {
      shapes: [[1, 2]],
      inputs: [[0, 0]],
      params: { units: 3, l1: 0.1, l2: 0.01 },
      parameters: { kernel, bias },
    };
    expectClose(runAlone('dense', { ...settings, training: true }).penalties, [2.1, 0.91]);
    expect(runAlone('dense', settings).penalties).toEqual([]);
  });

  it('has no bias where none is wanted', () => {
    expect(lowerAlone('dense', { useBias: false }, [[1, 4]]).parameters.map(({ name }) => name)).toEqual(['kernel']);
  });

  it('starts with He for functions like ReLU, with Glorot otherwise, or as told', () => {
    const start = (params: object): unknown => lowerAlone('dense', { units: 3, ...params }, [[1, 5]]).parameters[0]?.initializer;
    for (const activation of ['relu', 'gelu', 'elu', 'leakyRelu'])
      expect(start({ activation })).toEqual({ kind: 'he', fanIn: 5 });
    for (const activation of ['none', 'tanh', 'sigmoid']) {
      expect(start({ activation })).toEqual({ kind: 'glorot', fanIn: 5, fanOut: 3 });
    }
    expect(start({ activation: 'relu', initializer: 'glorot' })).toEqual({ kind: 'glorot', fanIn: 5, fanOut: 3 });
    expect(start({ initializer: 'zeros' })).toEqual({ kind: 'zeros' });
  });

  it('refuses an example that is a single number', () => {
    expect(refusal('dense', {}, [8])).toMatchObject({ code: 'shape.rank' });
  });
});

describe('ordinal thresholds', () => {
  it('add a bias per threshold to the one score of a sample', () => {
    const { values, shape } = runAlone('ordinalThresholds', {
      shapes: [[2, 1]],
      inputs: [[3, -1]],
      params: { thresholds: 3 },
      parameters: { bias: [1, 0, -2] },
    });
    expect(shape).toEqual([2, 3]);
    expect(values).toEqual([4, 3, 1, 0, -1, -3]);
  });

  it('refuse more than one number', () => {
    expect(refusal('ordinalThresholds', {}, [2, 3])).toMatchObject({ code: 'layer.oneNumber', values: { shape: '3' } });
  });
});

describe('activation', () => {
  const x = [-30, -2, -0.5, 0, 0.5, 2, 30];
  const of = (params: object): number[] => runAlone('activation', { shapes: [[7]], inputs: [x], params }).values;

  it('computes each function, without overflow', () => {
    expectClose(
      of({ activation: 'relu' }),
      x.map((v) => Math.max(v, 0)),
    );
    expectClose(of({ activation: 'tanh' }), x.map(Math.tanh));
    expectClose(
      of({ activation: 'sigmoid' }),
      x.map((v) => 1 / (1 + Math.exp(-v))),
    );
    expectClose(
      of({ activation: 'elu' }),
      x.map((v) => (v > 0 ? v : Math.expm1(v))),
    );
    expectClose(runAlone('activation', { shapes: [[1]], inputs: [[1e4]], params: { activation: 'elu' } }).values, [1e4]);
    // Φ(x)·x with the tanh approximation, as PyTorch's gelu(approximate='tanh') prints it.
    const gelu = runAlone('activation', { shapes: [[3]], inputs: [[-1, 1, 2]], params: { activation: 'gelu' } }).values;
    [-0.158808, 0.841192, 1.954598].forEach((value, i) => {
      expect(gelu[i]).toBeCloseTo(value, 6);
    });
  });

  it('gives leaky ReLU the slope that is set, 0.3 by default', () => {
    expectClose(
      of({ activation: 'leakyRelu' }),
      x.map((v) => (v > 0 ? v : 0.3 * v)),
    );
    expectClose(
      of({ activation: 'leakyRelu', slope: 0.01 }),
      x.map((v) => (v > 0 ? v : 0.01 * v)),
    );
  });
});

describe('dropout', () => {
  const count = 4000;
  const settings = { shapes: [[count]], inputs: [new Array<number>(count).fill(1)], params: { rate: 0.25 } };

  it('drops the share it is told and scales what is left, so that the mean stays', () => {
    const { values } = runAlone('dropout', { ...settings, training: true });
    const dropped = values.filter((value) => value === 0).length;
    // 5 standard deviations of a binomial count
    expect(Math.abs(dropped / count - 0.25)).toBeLessThan(5 * Math.sqrt((0.25 * 0.75) / count));
    for (const value of values) expect(value === 0 || Math.abs(value - 4 / 3) < 1e-12).toBe(true);
  });

  it('is the identity in inference, and at rate 0', () => {
    expect(runAlone('dropout', settings).values).toEqual(settings.inputs[0]);
    expect(runAlone('dropout', { ...settings, params: { rate: 0 }, training: true }).values).toEqual(settings.inputs[0]);
  });
});

describe('batch norm', () => {
  const settings = {
    shapes: [[4, 2]],
    inputs: [[1, 10, 2, 10, 3, 30, 6, 30]],
    params: { momentum: 0.9, epsilon: 0.5 },
    parameters: { gamma: [2, 1], beta: [0, 5] },
    states: { movingMean: [1, 20], movingVariance: [3.5, 99.5] },
  };

  it('normalises each channel by the batch while training, and moves the running statistics by 1 − momentum', () => {
    const { values, written } = runAlone('batchNorm', { ...settings, training: true });
    // means 3 and 20, biased variances 3.5 and 100
    const column = (value: number): number => (2 * (value - 3)) / Math.sqrt(4);
    const other = (value: number): number => (value - 20) / Math.sqrt(100.5) + 5;
    expectClose(values, [column(1), other(10), column(2), other(10), column(3), other(30), column(6), other(30)]);
    expectClose(written.movingMean ?? [], [0.9 * 1 + 0.1 * 3, 20]);
    expectClose(written.movingVariance ?? [], [3.5, 0.9 * 99.5 + 0.1 * 100]);
  });

  it('uses the running statistics in inference, and leaves them alone', () => {
    const { values, written } = runAlone('batchNorm', settings);
    expectClose(values, [0, 4, 1, 4, 2, 6, 5, 6]);
    expect(written).toEqual({});
  });

  it('reduces over all axes but the last', () => {
    const { b: _b, ...layer } = lowerAlone('batchNorm', {}, [[2, 3, 3, 5]], true);
    expect(layer.output.shape).toEqual([2, 3, 3, 5]);
    expect([...layer.parameters, ...layer.states].map(({ name, tensor }) => [name, tensor.shape])).toEqual([
      ['gamma', [5]],
      ['beta', [5]],
      ['movingMean', [5]],
      ['movingVariance', [5]],
    ]);
  });
});

describe('layer norm', () => {
  it('normalises the last axis of each example', () => {
    const { values } = runAlone('layerNorm', {
      shapes: [[1, 2, 2]],
      inputs: [[1, 3, 10, 30]],
      params: { epsilon: 0.5 },
      parameters: { gamma: [2, 1], beta: [0, 1] },
    });
    const near = 1 / Math.sqrt(1.5);
    const far = 10 / Math.sqrt(100.5);
    expectClose(values, [-2 * near, near + 1, -2 * far, far + 1]);
  });
});
