import { describe, expect, it } from 'vitest';
import { gradients } from '../../program/differentiate.ts';
import { simplify } from '../../program/simplify.ts';
import { lowerAlone } from '../testing/lower-alone.ts';
import { type Case, countUp, type Outcome, refusal, runAlone } from '../testing/run-alone.ts';
import { sinusoids } from './position-embedding.ts';

const expectClose = (actual: readonly number[], expected: readonly number[]): void => {
  expect(actual).toHaveLength(expected.length);
  expected.forEach((value, i) => {
    expect(actual[i]).toBeCloseTo(value, 10);
  });
};

/** Numbers that look random, the same at every call. */
const numbers = (count: number, phase: number): number[] => Array.from({ length: count }, (_, i) => Math.sin(1.7 * i + phase));

/** A layer with some weights of its own. */
function run(kind: string, one: Omit<Case, 'parameters'>): Outcome {
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

/** Every layer that mixes positions, with few units. */
const mixing: readonly (readonly [string, object])[] = [
  ['conv1d', { filters: 2, kernel: 3 }],
  ['conv1d', { filters: 2, kernel: 3, padding: 'causal' }],
  ['conv1d', { filters: 2, kernel: 2, padding: 'valid' }],
  ['conv1d', { filters: 2, kernel: 3, padding: 'causal', stride: 2 }],
  ['gru', { units: 2, returns: 'all' }],
  ['gru', { units: 2 }],
  ['gru', { units: 2, returns: 'all', bidirectional: true }],
  ['lstm', { units: 2, bidirectional: true }],
  ['multiHeadAttention', { heads: 2, headSize: 2 }],
  ['multiHeadAttention', { heads: 2, headSize: 2, causal: true }],
  ['transformerBlock', { heads: 2, headSize: 2, hidden: 3 }],
  ['attentionPool', { units: 3 }],
  ['pickStep', {}],
  ['pickStep', { step: 'first' }],
  ['taskEmbedding', { place: 'prepend' }],
  ['globalPool', { mode: 'max' }],
];

describe.each(mixing)('%s %j on padded sequences', (kind, params) => {
  const features = 2;
  const given = (length: number, valid: number, filler: number): Case => ({
    shapes: [[1, length, features]],
    inputs: [[...numbers(valid * features, 3), ...new Array<number>((length - valid) * features).fill(filler)]],
    beside: [{ mask: Array.from({ length }, (_, t) => (t < valid ? 1 : 0)) }],
    params,
  });
  /** The numbers at positions that the output's mask calls valid. */
  const validOf = ({ shape, values, mask }: Outcome): number[] => {
    const width = shape[shape.length - 1] ?? 1;
    return mask ? values.filter((_, i) => mask[Math.floor(i / width)] === 1) : values;
  };

  it('computes what it computes of the sequence alone, whatever stands at padding', () => {
    for (const valid of [2, 3, 5]) {
      const alone = validOf(run(kind, given(valid, valid, 0)));
      expect(alone.length).toBeGreaterThan(0);
      for (const filler of [0, 1e6]) expectClose(validOf(run(kind, given(5, valid, filler))), alone);
    }
  });

  it('has a finite result for an empty sequence, the same for any padding', () => {
    const empty = validOf(run(kind, given(4, 0, 0)));
    for (const value of run(kind, given(4, 0, 1e6)).values) expect(Number.isFinite(value)).toBe(true);
    expect(validOf(run(kind, given(4, 0, 1e6)))).toEqual(empty);
  });
});

describe('results for empty sequences', () => {
  const empty = { shapes: [[1, 3, 2]], inputs: [numbers(6, 0)], beside: [{ mask: [0, 0, 0] }] };

  it('are zeros where positions are summed up, or the initial state', () => {
    for (const kind of ['attentionPool', 'pickStep', 'gru', 'lstm']) {
      for (const value of run(kind, { ...empty, params: kind === 'pickStep' ? {} : { units: 2 } }).values) expect(value).toBe(0);
    }
    const started = { shapes: [...empty.shapes, [1, 2]], inputs: [...empty.inputs, [7, 8]] };
    for (const kind of ['gru', 'lstm']) {
      const beside = [...empty.beside, { port: 'state' }];
      expect(run(kind, { ...started, beside, params: { units: 2 } }).values).toEqual([7, 8]);
    }
  });

  it('are no attention at all', () => {
    expect(run('attentionPool', empty).exposed.positions).toEqual([0, 0, 0]);
    expect(run('multiHeadAttention', { ...empty, params: { heads: 1 } }).exposed.attention).toEqual(new Array(9).fill(0));
  });
});

describe('embedding', () => {
  const tokens = { shapes: [[2, 3]], inputs: [[2, 1, 0, 3, 0, 0]], beside: [{ tokens: true, vocabulary: 4 }] };
  const embeddings = countUp([4, 2]);

  it('looks up a row per id, and masks padding', () => {
    const { shape, values, mask } = runAlone('embedding', { ...tokens, params: { units: 2 }, parameters: { embeddings } });
    expect(shape).toEqual([2, 3, 2]);
    expect(values).toEqual([4, 5, 2, 3, 0, 1, 6, 7, 0, 1, 0, 1]);
    expect(mask).toEqual([1, 1, 0, 1, 0, 0]);
  });

  it('has as many rows as the data has ids, or as it is told', () => {
    const rows = (params: object, vocabulary?: number) =>
      lowerAlone('embedding', params, [[1, 3]], false, [{ tokens: true, ...(vocabulary ? { vocabulary } : {}) }]).parameters[0];
    expect(rows({}, 77)?.tensor.shape).toEqual([77, 32]);
    expect(rows({ size: 'given', vocabulary: 100 }, 77)?.tensor.shape).toEqual([100, 32]);
    expect(rows({ size: 'given', vocabulary: 100 })?.tensor.shape).toEqual([100, 32]);
    expect(() => rows({})).toThrow('not known');
    expect(() => rows({ size: 'given', vocabulary: 50 }, 77)).toThrow('50');
  });

  it('treats 0 as any other id where an example is a single id', () => {
    const one = { shapes: [[3]], inputs: [[0, 2, 1]], beside: [{ tokens: true, vocabulary: 4 }] };
    const { values, mask } = runAlone('embedding', { ...one, params: { units: 2 }, parameters: { embeddings } });
    expect(values).toEqual([0, 1, 4, 5, 2, 3]);
    expect(mask).toBeNull();
  });

  it('refuses numbers', () => {
    expect(refusal('embedding', {}, [2, 3]).code).toBe('layer.tokensNeeded');
  });
});

describe('token + position embedding', () => {
  const tokens = { shapes: [[1, 3]], inputs: [[1, 1, 0]], beside: [{ tokens: true, vocabulary: 2 }] };

  it('adds the vector of the position to that of the token', () => {
    const parameters = { embeddings: [100, 200], positions: [1, 2, 3] };
    const { values, mask } = runAlone('positionEmbedding', { ...tokens, params: { units: 1 }, parameters });
    expect(values).toEqual([201, 202, 103]);
    expect(mask).toEqual([1, 1, 0]);
  });

  it('has waves as in the paper, beside which tokens are scaled by √units', () => {
    const params = { units: 4, positions: 'sinusoidal' };
    const { values } = runAlone('positionEmbedding', { ...tokens, params, parameters: { embeddings: countUp([2, 4]) } });
    const second = [8 + Math.sin(1), 10 + Math.cos(1), 12 + Math.sin(0.01), 14 + Math.cos(0.01)];
    expectClose(values.slice(4, 8), second);
    expectClose(sinusoids(2, 3), [0, 1, 0, Math.sin(1), Math.cos(1), Math.sin(1 / 10_000 ** (2 / 3))]);
  });

  it('gives a sequence of numbers positions only', () => {
    const frames = { shapes: [[1, 2, 2]], inputs: [[1, 2, 3, 4]], parameters: { positions: [10, 20, 30, 40] } };
    expect(runAlone('positionEmbedding', frames).values).toEqual([11, 22, 33, 44]);
  });
});

describe('task embedding', () => {
  const one = { shapes: [[1, 2, 2]], inputs: [[1, 2, 3, 4]], beside: [{ mask: [1, 0] }], parameters: { embedding: [10, 20] } };

  it('adds its vector everywhere, or puts it in front as a position that counts', () => {
    expect(runAlone('taskEmbedding', one).values).toEqual([11, 22, 13, 24]);
    const { values, mask } = runAlone('taskEmbedding', { ...one, params: { place: 'prepend' } });
    expect(values).toEqual([10, 20, 1, 2, 3, 4]);
    expect(mask).toEqual([1, 1, 0]);
  });
});

describe('conv 1d', () => {
  const one = { shapes: [[1, 4, 1]], inputs: [[1, 2, 3, 4]], parameters: { kernel: [1, 10, 100], bias: [0] } };
  const of = (params: object): number[] => runAlone('conv1d', { ...one, params: { filters: 1, ...params } }).values;

  it('never sees what comes later when causal', () => {
    expect(of({ padding: 'causal' })).toEqual([100, 210, 321, 432]);
    expect(of({ padding: 'causal', dilation: 2 })).toEqual([100, 200, 310, 420]);
  });

  it('keeps the length by «same», and only whole windows by «valid»', () => {
    expect(of({})).toEqual([210, 321, 432, 43]);
    expect(of({ padding: 'valid' })).toEqual([321, 432]);
    expect(refusal('conv1d', { kernel: 5, padding: 'valid' }, [1, 4, 1]).code).toBe('shape.window');
    expect(refusal('conv1d', { stride: 2, dilation: 2 }, [1, 4, 1]).code).toBe('layer.strideDilation');
  });
});

describe('attention', () => {
  it('looks back only, where it is told to', () => {
    const { exposed } = run('multiHeadAttention', {
      shapes: [[1, 3, 2]],
      inputs: [numbers(6, 1)],
      params: { heads: 1, causal: true },
    });
    const shares = exposed.attention ?? [];
    expect([shares[1], shares[2], shares[5]]).toEqual([0, 0, 0]);
    for (const row of [0, 1, 2]) expectClose([shares.slice(3 * row, 3 * row + 3).reduce((sum, share) => sum + share, 0)], [1]);
  });

  it('asks the memory where there is one, but not its padding; the mask of the questions goes on', () => {
    const { shape, exposed, mask } = run('multiHeadAttention', {
      shapes: [
        [1, 2, 2],
        [1, 3, 5],
      ],
      inputs: [numbers(4, 1), numbers(15, 2)],
      beside: [{ mask: [1, 0] }, { port: 'memory', mask: [1, 1, 0] }],
      params: { heads: 1 },
    });
    expect(shape).toEqual([1, 2, 2]);
    expect(mask).toEqual([1, 0]);
    const shares = exposed.attention ?? [];
    expect([shares[2], shares[5]]).toEqual([0, 0]);
    expectClose([(shares[0] ?? 0) + (shares[1] ?? 0)], [1]);
  });

  it('is, with one head and weights that copy, softmax(x·xᵀ/√size)·x', () => {
    const copy = [1, 0, 1, 0, 1, 0, 0, 1, 0, 1, 0, 1];
    const { values } = runAlone('multiHeadAttention', {
      shapes: [[1, 2, 2]],
      inputs: [[1, 2, 3, -1]],
      params: { heads: 1, headSize: 2 },
      parameters: {
        attentionKernel: copy,
        attentionBias: new Array(6).fill(0),
        attentionOutputKernel: [1, 0, 0, 1],
        attentionOutputBias: [0, 0],
      },
    });
    const mix = (own: number, other: number): number => 1 / (1 + Math.exp((other - own) / Math.SQRT2));
    const [first, second] = [mix(5, 1), mix(10, 1)];
    expectClose(values, [
      first + 3 * (1 - first),
      2 * first - (1 - first),
      3 * second + (1 - second),
      -second + 2 * (1 - second),
    ]);
  });

  it('needs one product for questions, keys and values: a Transformer block is 6 products in all, 5 more with a memory', () => {
    const products = (shapes: number[][], beside: object[]): number => {
      const { b } = lowerAlone('transformerBlock', {}, shapes, true, beside);
      return b.build().ops.filter(({ kind }) => kind === 'matmul').length;
    };
    expect(products([[2, 4, 8]], [])).toBe(6);
    expect(
      products(
        [
          [2, 4, 8],
          [2, 3, 8],
        ],
        [{}, { port: 'memory' }],
      ),
    ).toBe(11);
  });
});

describe('GRU and LSTM', () => {
  it('start from the state that arrives, and refuse one that does not fit', () => {
    const one = { shapes: [[1, 1, 2]], inputs: [numbers(2, 0)], params: { units: 2 } };
    const started = { ...one, shapes: [...one.shapes, [1, 2]], inputs: [...one.inputs, [0.5, -0.5]] };
    for (const kind of ['gru', 'lstm']) {
      const beside = [{}, { port: 'state' }];
      expect(run(kind, { ...started, beside }).values).not.toEqual(run(kind, one).values);
      const wrong = () => lowerAlone(kind, { units: 3 }, started.shapes, false, beside);
      expect(wrong).toThrow('3 numbers');
    }
  });

  it('have as many products as steps, forward and back, and one for the gradient of all weights of a product', () => {
    const products = (kind: string, length: number): number => {
      const { b, inputs, output, parameters } = lowerAlone(kind, { units: 4 }, [[2, length, 3]], true);
      const found = gradients(b, b.sum(b.unary('square', output)), [...inputs, ...parameters.map(({ tensor }) => tensor)]);
      const roots = found.flatMap((gradient) => (gradient ? [gradient.id] : []));
      return simplify(b.build(), roots).program.ops.filter(({ kind: op }) => op === 'matmul').length;
    };
    // Beside those of the steps: the input's contribution, its gradient and that of its kernel; the gradients of the recurrent kernel.
    for (const length of [3, 6]) {
      expect(products('lstm', length)).toBe(length + (length - 1) + 3 + 1);
      expect(products('gru', length)).toBe(2 * length + (2 * length - 1) + 3 + 2);
    }
  });

  it('begin with a forget gate that is open', () => {
    const bias = lowerAlone('lstm', { units: 2 }, [[1, 1, 1]]).parameters.find(({ name }) => name === 'bias');
    expect(bias?.initializer).toEqual({ kind: 'listed', values: [0, 0, 1, 1, 0, 0, 0, 0] });
  });
});

describe('repeat', () => {
  it('puts features at every position, as many as told or as another sequence has, with its mask', () => {
    const one = { shapes: [[2, 2]], inputs: [[1, 2, 3, 4]], params: { length: 2 } };
    expect(runAlone('repeat', one).values).toEqual([1, 2, 1, 2, 3, 4, 3, 4]);
    const like = {
      ...one,
      shapes: [...one.shapes, [2, 1, 5]],
      inputs: [...one.inputs, numbers(10, 0)],
      beside: [{}, { port: 'like', mask: [1, 0] }],
    };
    expect(runAlone('repeat', like)).toMatchObject({ shape: [2, 1, 2], values: [1, 2, 3, 4], mask: [1, 0] });
    expect(refusal('repeat', {}, [1, 2, 3]).code).toBe('shape.rank');
  });
});

describe('pick a position', () => {
  it('takes the last or the first position that is valid', () => {
    const one = { shapes: [[2, 3, 1]], inputs: [[1, 2, 3, 4, 5, 6]] };
    expect(runAlone('pickStep', one).values).toEqual([3, 6]);
    expect(runAlone('pickStep', { ...one, params: { step: 'first' } }).values).toEqual([1, 4]);
    const masked = { ...one, beside: [{ mask: [1, 1, 0, 0, 1, 0] }] };
    expect(runAlone('pickStep', masked).values).toEqual([2, 5]);
    expect(runAlone('pickStep', { ...masked, params: { step: 'first' } }).values).toEqual([1, 5]);
  });
});
