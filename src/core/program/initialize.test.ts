import { describe, expect, test } from 'vitest';
import { initialOptimizer, initialParameters, initialState, layoutKey } from './initialize.ts';
import { updateOf } from './optimizers/update-of.ts';
import type { Initializer, ParameterInfo } from './types.ts';

function layout(entries: readonly (readonly [name: string, size: number, initializer: Initializer])[]) {
  let offset = 0;
  const parameters = entries.map(([name, size, initializer]): ParameterInfo => {
    const view = { name, node: name, parameter: 'w', shape: [size], offset, size, initializer, trainable: true };
    offset += size;
    return view;
  });
  return { parameters, parameterCount: offset };
}

const statistics = (values: Float32Array) => {
  const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
  return { mean, deviation: Math.sqrt(values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / values.length) };
};

describe('initial parameters', () => {
  const size = 20_000;
  test('follow their distributions', () => {
    const glorot = initialParameters(layout([['a', size, { kind: 'glorot', fanIn: 784, fanOut: 256 }]]), 1);
    const limit = Math.sqrt(6 / 1040);
    expect(Math.max(...glorot.map(Math.abs))).toBeLessThanOrEqual(Math.fround(limit));
    expect(statistics(glorot).deviation / (limit / Math.sqrt(3))).toBeCloseTo(1, 1);
    const he = initialParameters(layout([['a', size, { kind: 'he', fanIn: 50 }]]), 1);
    expect(statistics(he).deviation).toBeCloseTo(0.2, 2);
    expect(statistics(he).mean).toBeCloseTo(0, 2);
    expect(statistics(initialParameters(layout([['a', size, { kind: 'normal', deviation: 0.5 }]]), 1)).deviation).toBeCloseTo(
      0.5,
      1,
    );
    expect([
      ...initialParameters(
        layout([
          ['a', 2, { kind: 'ones' }],
          ['b', 2, { kind: 'constant', value: 0.25 }],
          ['c', 3, { kind: 'listed', values: [3, 1, 2] }],
        ]),
        1,
      ),
    ]).toEqual([1, 1, 0.25, 0.25, 3, 1, 2]);
  });

  test('depend on seed and name only: another layer before them changes nothing', () => {
    const normal: Initializer = { kind: 'normal', deviation: 1 };
    const alone = initialParameters(layout([['n2/w', 6, normal]]), 5);
    const after = initialParameters(
      layout([
        ['n1/w', 4, normal],
        ['n2/w', 6, normal],
      ]),
      5,
    );
    expect([...after.subarray(4)]).toEqual([...alone]);
    expect([...after.subarray(0, 4)]).not.toEqual([...alone.subarray(0, 4)]);
    expect([...initialParameters(layout([['n2/w', 6, normal]]), 6)]).not.toEqual([...alone]);
  });
});

test('running statistics start from their initialisers', () => {
  const { parameters, parameterCount } = layout([
    ['mean', 2, { kind: 'zeros' }],
    ['variance', 2, { kind: 'ones' }],
  ]);
  expect([...initialState({ states: parameters, stateCount: parameterCount })]).toEqual([0, 0, 1, 1]);
});

test('optimiser slots start as zeros, except the accumulator of Adagrad', () => {
  const adam = { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-7 } as const;
  expect([...initialOptimizer({ update: { ...updateOf(adam), clipNorm: null }, trainableCount: 2 })]).toEqual([0, 0, 0, 0]);
  const adagrad = { kind: 'adagrad', epsilon: 1e-7, initialAccumulator: 0.5 } as const;
  expect([...initialOptimizer({ update: { ...updateOf(adagrad), clipNorm: null }, trainableCount: 2 })]).toEqual([0.5, 0.5]);
});

test('the layout key changes with names, shapes and optimiser, and not with initialisers', () => {
  const key = (name: string, size: number, initializer: Initializer, kind: 'sgd' | 'adam') => {
    const optimizer = kind === 'sgd' ? { kind } : { kind, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 };
    return layoutKey({
      ...layout([[name, size, initializer]]),
      trainableCount: size,
      states: [],
      update: { ...updateOf(optimizer), clipNorm: null },
    });
  };
  const base = key('a', 4, { kind: 'zeros' }, 'sgd');
  expect(key('a', 4, { kind: 'ones' }, 'sgd')).toBe(base);
  for (const other of [
    key('b', 4, { kind: 'zeros' }, 'sgd'),
    key('a', 5, { kind: 'zeros' }, 'sgd'),
    key('a', 4, { kind: 'zeros' }, 'adam'),
  ])
    expect(other).not.toBe(base);
});
