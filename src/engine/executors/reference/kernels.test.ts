import * as tf from '@tensorflow/tfjs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ProgramBuilder, type Tensor } from '../../../core/program/builder.ts';
import { interpret } from '../../../core/program/reference/interpret.ts';
import { samePadding, sizeOf, windowOutput } from '../../../core/program/shapes.ts';
import {
  type BinaryFn,
  binaryFunctions,
  type Shape,
  type UnaryFn,
  unaryFunctions,
  type Window2D,
} from '../../../core/program/types.ts';
import { at } from '../../../core/util/assert-never.ts';
import { randomStream } from '../../../core/util/random.ts';

/** The interpreter's kernels against tfjs-core on its cpu backend, which none of them is made from. */

const backend = tf.getBackend();
beforeAll(async () => {
  await tf.setBackend('cpu');
});
afterAll(async () => {
  if (backend) await tf.setBackend(backend);
});

function expectSame(
  shapes: readonly Shape[],
  ours: (b: ProgramBuilder, inputs: readonly Tensor[]) => Tensor,
  theirs: (inputs: readonly tf.Tensor[]) => tf.Tensor,
  domain: (x: number) => number = (x) => x,
): void {
  const random = randomStream(5, 'kernels');
  const numbers = shapes.map((shape) => Float32Array.from({ length: sizeOf(shape) }, () => domain(random.normal() * 1.5)));
  const b = new ProgramBuilder();
  const output = ours(
    b,
    shapes.map((shape, index) => b.source({ kind: 'parameter', index }, shape)),
  );
  const actual = interpret(b.build(), { parameters: numbers }).get(output.id) ?? [];
  const expected = tf.tidy(() => theirs(shapes.map((shape, i) => tf.tensor(at(numbers, i), [...shape]))));
  expect(output.shape).toEqual(expected.shape);
  expected.dataSync().forEach((value, i) => {
    expect(Math.abs(at(actual, i) - value)).toBeLessThanOrEqual(3e-6 * Math.max(1, Math.abs(value)));
  });
  expected.dispose();
}

const stockUnary: Readonly<Record<UnaryFn, (x: tf.Tensor) => tf.Tensor>> = {
  neg: tf.neg,
  abs: tf.abs,
  sign: tf.sign,
  step: tf.step,
  square: tf.square,
  sqrt: tf.sqrt,
  rsqrt: tf.rsqrt,
  reciprocal: tf.reciprocal,
  exp: tf.exp,
  log: tf.log,
  sin: tf.sin,
  cos: tf.cos,
  tanh: tf.tanh,
  sigmoid: tf.sigmoid,
  softplus: tf.softplus,
  relu: tf.relu,
  floor: tf.floor,
};

const stockBinary: Readonly<Record<BinaryFn, (x: tf.Tensor, y: tf.Tensor) => tf.Tensor>> = {
  add: tf.add,
  sub: tf.sub,
  mul: tf.mul,
  div: tf.div,
  max: tf.maximum,
  min: tf.minimum,
  greater: (x, y) => tf.cast(tf.greater(x, y), 'float32'),
  greaterEqual: (x, y) => tf.cast(tf.greaterEqual(x, y), 'float32'),
  equal: (x, y) => tf.cast(tf.equal(x, y), 'float32'),
};

describe('elementwise functions', () => {
  const positive = (x: number): number => Math.abs(x) + 0.1;
  test.each(unaryFunctions)('unary %s', (fn) => {
    const domain = fn === 'sqrt' || fn === 'rsqrt' || fn === 'log' ? positive : undefined;
    expectSame(
      [[3, 5]],
      (b, inputs) => b.unary(fn, at(inputs, 0)),
      ([x]) => stockUnary[fn](at([x ?? tf.scalar(0)], 0)),
      domain,
    );
  });
  test('special values: zeros, large and small arguments', () => {
    const values = [0, -0, 1e-30, -40, 40, -200, 200];
    for (const fn of ['sign', 'step', 'relu', 'softplus', 'sigmoid', 'tanh', 'abs'] as const) {
      const b = new ProgramBuilder();
      const y = b.unary(fn, b.constant(values, [7]));
      const actual = interpret(b.build(), {}).get(y.id) ?? [];
      stockUnary[fn](tf.tensor1d(values))
        .dataSync()
        .forEach((value, i) => {
          expect(at(actual, i) + 0).toBeCloseTo(value + 0, 5);
        });
    }
  });
  test.each(binaryFunctions)('binary %s, broadcasting both ways', (fn) => {
    // Rounded, so that equal values occur.
    const rounded = (x: number): number => Math.round(x * 2) / 2 + (fn === 'div' ? 0.25 : 0);
    for (const shapes of [
      [
        [2, 3],
        [2, 3],
      ],
      [
        [4, 1, 3],
        [2, 1],
      ],
      [[], [2, 2]],
      [[5], [1]],
    ])
      expectSame(
        shapes,
        (b, inputs) => b.binary(fn, at(inputs, 0), at(inputs, 1)),
        (inputs) => stockBinary[fn](at(inputs, 0), at(inputs, 1)),
        rounded,
      );
  });
  test('select', () => {
    expectSame(
      [
        [3, 4],
        [3, 4],
        [3, 4],
      ],
      (b, inputs) => b.select(b.unary('step', at(inputs, 0)), at(inputs, 1), at(inputs, 2)),
      (inputs) => tf.where(tf.greater(at(inputs, 0), 0), at(inputs, 1), at(inputs, 2)),
    );
  });
});

describe('moving numbers', () => {
  const one = (shape: Shape, ours: (b: ProgramBuilder, x: Tensor) => Tensor, theirs: (x: tf.Tensor) => tf.Tensor): void =>
    expectSame(
      [shape],
      (b, inputs) => ours(b, at(inputs, 0)),
      (inputs) => theirs(at(inputs, 0)),
    );
  test('reshape', () =>
    one(
      [2, 6],
      (b, x) => b.reshape(x, [3, 4]),
      (x) => tf.reshape(x, [3, 4]),
    ));
  test('transpose', () => {
    one(
      [2, 3],
      (b, x) => b.transpose(x, [1, 0]),
      (x) => tf.transpose(x),
    );
    one(
      [2, 3, 4, 5],
      (b, x) => b.transpose(x, [2, 0, 3, 1]),
      (x) => tf.transpose(x, [2, 0, 3, 1]),
    );
  });
  test('slice', () =>
    one(
      [4, 5, 3],
      (b, x) => b.slice(x, [1, 0, 2], [2, 4, 1]),
      (x) => tf.slice(x, [1, 0, 2], [2, 4, 1]),
    ));
  test('pad', () =>
    one(
      [2, 3],
      (b, x) => b.pad(x, [1, 0], [2, 3]),
      (x) =>
        tf.pad(x, [
          [1, 2],
          [0, 3],
        ]),
    ));
  test('broadcast', () =>
    one(
      [3, 1],
      (b, x) => b.broadcast(x, [2, 3, 4]),
      (x) => tf.broadcastTo(x, [2, 3, 4]),
    ));
  test('concat', () => {
    for (const axis of [0, 1, 2]) {
      const shapes = [1, 3, 2].map((extent) => [2, 3, 2].map((n, i) => (i === axis ? extent : n)));
      expectSame(
        shapes,
        (b, parts) => b.concat(parts, axis),
        (parts) => tf.concat([...parts], axis),
      );
    }
  });
  test('sums and maxima over axes', () => {
    for (const axes of [[0], [1, 2], [0, 2], [0, 1, 2]]) {
      one(
        [3, 4, 2],
        (b, x) => b.reduce('sum', x, axes),
        (x) => tf.sum(x, axes, true),
      );
      one(
        [3, 4, 2],
        (b, x) => b.reduce('max', x, axes),
        (x) => tf.max(x, axes, true),
      );
    }
  });
});

test('matmul, each way transposed, alone and in stacks', () => {
  for (const ta of [false, true])
    for (const tb of [false, true])
      for (const stack of [[], [3]]) {
        const shapes = [
          [...stack, ...(ta ? [4, 2] : [2, 4])],
          [...stack, ...(tb ? [5, 4] : [4, 5])],
        ];
        expectSame(
          shapes,
          (b, inputs) => b.matmul(at(inputs, 0), at(inputs, 1), ta, tb),
          (inputs) => tf.matMul(at(inputs, 0), at(inputs, 1), ta, tb),
        );
      }
});

test('gather, scatterAdd and oneHot', () => {
  const ids = [3, 0, 3, 1, 1, 2];
  const idsOf = (b: ProgramBuilder): Tensor => b.constant(ids, [3, 2], 'i32');
  const stockIds = tf.tensor(ids, [3, 2], 'int32');
  expectSame(
    [[4, 2, 3]],
    (b, inputs) => b.gather(at(inputs, 0), idsOf(b)),
    (inputs) => tf.gather(at(inputs, 0), stockIds),
  );
  expectSame(
    [[3, 2, 5]],
    (b, inputs) => b.scatterAdd(idsOf(b), at(inputs, 0), 4),
    (inputs) => tf.unsortedSegmentSum(tf.reshape(at(inputs, 0), [6, 5]), tf.tensor1d(ids, 'int32'), 4),
  );
  expectSame(
    [[1]],
    (b, inputs) => b.add2(b.oneHot(b.constant([0, 2, -1, 5], [4], 'i32'), 3), b.scale(at(inputs, 0), 0)),
    () => tf.cast(tf.oneHot(tf.tensor1d([0, 2, -1, 5], 'int32'), 3), 'float32'),
  );
});

describe('windows', () => {
  const image = [2, 7, 6, 3];
  const window = (kernel: number, stride: number, dilation: number, same: boolean): Window2D => ({
    kernel: [kernel, kernel],
    stride: [stride, stride],
    dilation: [dilation, dilation],
    pad: same ? [...samePadding(7, kernel, stride, dilation), ...samePadding(6, kernel, stride, dilation)] : [0, 0, 0, 0],
  });
  const cases = [
    { kernel: 3, stride: 1, dilation: 1, same: true },
    { kernel: 3, stride: 2, dilation: 1, same: false },
    { kernel: 2, stride: 2, dilation: 1, same: true },
    { kernel: 3, stride: 1, dilation: 2, same: true },
  ];
  test.each(cases)('convolution as unfold and matmul: %o', ({ kernel, stride, dilation, same }) => {
    expectSame(
      [image, [kernel, kernel, 3, 4]],
      (b, inputs) => {
        const cells = b.unfold(at(inputs, 0), window(kernel, stride, dilation, same));
        const places = cells.shape.slice(0, 3);
        const product = b.matmul(
          b.reshape(cells, [sizeOf(places), kernel * kernel * 3]),
          b.reshape(at(inputs, 1), [kernel * kernel * 3, 4]),
        );
        return b.reshape(product, [...places, 4]);
      },
      (inputs) =>
        tf.conv2d(
          tf.reshape<tf.Rank.R4>(at(inputs, 0), [2, 7, 6, 3]),
          tf.reshape<tf.Rank.R4>(at(inputs, 1), [kernel, kernel, 3, 4]),
          stride,
          same ? 'same' : 'valid',
          'NHWC',
          dilation,
        ),
    );
  });
  const as4D = (x: tf.Tensor): tf.Tensor4D => tf.reshape<tf.Rank.R4>(x, [2, 7, 6, 3]);
  const undilated = cases.filter(({ dilation }) => dilation === 1);
  // tfjs pads a dilated pool with zeros that take part, so it is no judge of those.
  test.each(undilated)('pools: %o', ({ kernel, stride, same }) => {
    const w = window(kernel, stride, 1, same);
    const stock = (type: 'max' | 'avg') => (inputs: readonly tf.Tensor[]) =>
      tf.pool(as4D(at(inputs, 0)), kernel, type, same ? 'same' : 'valid', 1, stride);
    expectSame([image], (b, inputs) => b.maxPool(at(inputs, 0), w), stock('max'));
    expectSame([image], (b, inputs) => b.avgPool(at(inputs, 0), w), stock('avg'));
  });
  test.each(undilated)('gradients of pools: %o', ({ kernel, stride, same }) => {
    const w = window(kernel, stride, 1, same);
    const pooled = [2, ...windowOutput(image, w), 3];
    const padding = same ? 'same' : 'valid';
    expectSame(
      [image, pooled],
      (b, inputs) => b.maxPoolGrad(at(inputs, 0), at(inputs, 1), w),
      (inputs) => tf.grad((x) => tf.maxPool(as4D(x), kernel, stride, padding))(at(inputs, 0), at(inputs, 1)),
    );
    // tfjs's gradient of a mean over a padded window divides by the whole window, unlike its forward pass.
    if (same) return;
    expectSame(
      [image, pooled],
      (b, inputs) => b.avgPoolGrad(at(inputs, 1), w, 7, 6),
      (inputs) => tf.grad((x) => tf.avgPool(as4D(x), kernel, stride, padding))(at(inputs, 0), at(inputs, 1)),
    );
  });
});

test('softmax, its logarithm and its cross entropy', () => {
  expectSame(
    [[4, 7]],
    (b, inputs) => b.softmax(at(inputs, 0)),
    (inputs) => tf.softmax(at(inputs, 0)),
  );
  expectSame(
    [[2, 3, 5]],
    (b, inputs) => b.logSoftmax(at(inputs, 0)),
    (inputs) => tf.logSoftmax(at(inputs, 0)),
  );
  expectSame(
    [
      [4, 7],
      [4, 7],
    ],
    (b, inputs) => b.softmaxCrossEntropy(at(inputs, 0), b.softmax(at(inputs, 1))),
    (inputs) => tf.losses.softmaxCrossEntropy(tf.softmax(at(inputs, 1)), at(inputs, 0), undefined, 0, tf.Reduction.NONE),
  );
});
