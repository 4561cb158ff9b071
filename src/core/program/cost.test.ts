import { describe, expect, test } from 'vitest';
import { ProgramBuilder } from './builder.ts';
import { programCost, stepFlops } from './cost.ts';
import { peakBytes } from './liveness.ts';
import { memoryCauses } from './memory.ts';
import { updateOf } from './optimizers/update-of.ts';
import type { TrainingProgram } from './types.ts';

const feed = (b: ProgramBuilder, name: string, shape: readonly number[]) => b.source({ kind: 'feed', name }, shape);

describe('the cost of a program', () => {
  test('a product of 64×784 and 784×256 takes two operations per multiplication', () => {
    const b = new ProgramBuilder();
    b.output('y', b.matmul(feed(b, 'x', [64, 784]), feed(b, 'w', [784, 256])));
    expect(programCost(b.build())).toEqual({ flops: 2 * 64 * 784 * 256, bytes: 4 * (64 * 784 + 784 * 256 + 64 * 256) });
    const transposed = new ProgramBuilder();
    transposed.matmul(feed(transposed, 'x', [3, 5, 7]), feed(transposed, 'w', [3, 2, 5]), true, true);
    expect(programCost(transposed.build()).flops).toBe(2 * 3 * 7 * 5 * 2);
  });

  test('views cost nothing', () => {
    const b = new ProgramBuilder();
    b.output('y', b.scaleGradient(b.reshape(feed(b, 'x', [4, 6]), [24]), 0));
    expect(programCost(b.build())).toEqual({ flops: 0, bytes: 0 });
    expect(peakBytes(b.build())).toBe(0);
  });
});

describe('the peak of intermediate memory', () => {
  test('of a chain is two links: each frees the one before', () => {
    const b = new ProgramBuilder();
    let x = feed(b, 'x', [100]);
    for (let i = 0; i < 5; i++) x = b.unary('tanh', x);
    b.output('y', x);
    expect(peakBytes(b.build())).toBe(2 * 400);
  });

  test('counts what is kept to the end, also through a view', () => {
    const b = new ProgramBuilder();
    const first = b.unary('exp', feed(b, 'x', [10, 10]));
    const view = b.reshape(first, [100]);
    let x = b.unary('tanh', first);
    x = b.unary('tanh', x);
    b.output('y', b.sum(b.unary('neg', x)));
    expect(peakBytes(b.build())).toBe(2 * 400);
    expect(peakBytes(b.build(), [view.id])).toBe(3 * 400);
  });

  test('frees what nobody reads', () => {
    const b = new ProgramBuilder();
    const x = feed(b, 'x', [100]);
    b.unary('exp', x);
    b.unary('exp', x);
    expect(peakBytes(b.build())).toBe(400);
  });
});

test('a step costs its program and its update; memory goes to parameters, gradient and two moments, to data, and to the largest peak', () => {
  const single = (count: number) => {
    const b = new ProgramBuilder();
    b.output('losses', b.unary('square', b.source({ kind: 'parameter', index: 0 }, [count])));
    return b.build();
  };
  const parameter = {
    name: 'n/w',
    node: 'n',
    parameter: 'w',
    shape: [10],
    offset: 0,
    size: 10,
    initializer: { kind: 'zeros' },
    trainable: true,
  } as const;
  const program: TrainingProgram = {
    parameters: [parameter],
    parameterCount: 10,
    trainableCount: 10,
    states: [],
    stateCount: 0,
    data: [{ name: 'input:x', shape: [50, 2], dtype: 'f32' }],
    controls: { size: 3, learningRate: 0, stepScalars: 1, taskWeights: 3, randomKeys: [] },
    tasks: [],
    batchSize: 1,
    step: single(10),
    gradients: [null],
    update: { ...updateOf({ kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-7 }), clipNorm: null },
    gramian: null,
    evaluate: single(20),
    evaluateBatchSize: 1,
    predict: single(5),
    predictBatchSize: 1,
  };
  expect(stepFlops(program)).toBe(10 + 130);
  expect(memoryCauses(program)).toEqual({
    parameters: { bytes: 4 * (10 + 10 + 20), most: { node: 'n', bytes: 160 } },
    data: 4 * 100,
    values: { bytes: 4 * 20, most: null },
  });
});
