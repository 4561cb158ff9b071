import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { at } from '../util/assert-never.ts';
import { ProgramBuilder, type Tensor } from './builder.ts';
import { gradients, vjp } from './differentiate.ts';
import { interpret } from './reference/interpret.ts';
import { anySeed, broadcastableShapes, shapeOfRank, windowOnImage } from './testing/arbitraries.ts';
import { distinctNumbers, gradientError, readings } from './testing/check-gradient.ts';
import { binaryFunctions, type OpKind, type Shape, unaryFunctions } from './types.ts';

const tolerance = 1e-6;
const anyReading = fc.constantFrom(...readings);
const runs = { numRuns: 60 };

/** Checks a function of tensors of these shapes; `domain` moves the numbers to where the function is smooth. */
function expectCorrect(
  shapes: readonly Shape[],
  seed: number,
  reading: (typeof readings)[number],
  build: (b: ProgramBuilder, inputs: readonly Tensor[]) => Tensor,
  domain: (x: number) => number = (x) => x,
): void {
  const inputs = distinctNumbers(shapes, seed).map((numbers) => numbers.map(domain));
  expect(gradientError(shapes, inputs, build, reading, seed)).toBeLessThan(tolerance);
}

const positive = (x: number): number => Math.abs(x) + 0.3;
const awayFromZero = (x: number): number => Math.sign(x) * (Math.abs(x) + 0.3);

describe('the gradient agrees with central differences', () => {
  test.each(unaryFunctions)('of unary %s', (fn) => {
    const domains: Partial<Record<typeof fn, (x: number) => number>> = {
      sqrt: positive,
      rsqrt: positive,
      log: positive,
      reciprocal: awayFromZero,
      floor: (x) => Math.floor(x * 10) + 0.25 + x / 8,
    };
    fc.assert(
      fc.property(shapeOfRank(0, 3), anySeed, anyReading, (shape, seed, reading) => {
        expectCorrect([shape], seed, reading, (b, inputs) => b.unary(fn, at(inputs, 0)), domains[fn]);
      }),
      runs,
    );
  });

  test.each(binaryFunctions)('of binary %s, broadcasting', (fn) => {
    fc.assert(
      fc.property(broadcastableShapes(2), anySeed, anyReading, (shapes, seed, reading) => {
        const build = (b: ProgramBuilder, inputs: readonly Tensor[]) => b.binary(fn, at(inputs, 0), at(inputs, 1));
        expectCorrect(shapes, seed, reading, build, fn === 'div' ? awayFromZero : undefined);
      }),
      runs,
    );
  });

  test('of a binary function of a tensor with itself', () => {
    for (const fn of ['add', 'sub', 'mul', 'div'] as const)
      expectCorrect([[2, 3]], 4, 'weighted', (b, inputs) => b.binary(fn, at(inputs, 0), at(inputs, 0)), awayFromZero);
  });

  test('of select, broadcasting', () => {
    fc.assert(
      fc.property(broadcastableShapes(3), anySeed, anyReading, (shapes, seed, reading) => {
        expectCorrect(shapes, seed, reading, (b, inputs) =>
          b.select(b.unary('step', at(inputs, 0)), at(inputs, 1), at(inputs, 2)),
        );
      }),
      runs,
    );
  });

  test('of reshape, transpose, slice, pad and broadcast', () => {
    const cut = fc.tuple(fc.integer({ min: 0, max: 2 }), fc.integer({ min: 0, max: 2 }));
    fc.assert(
      fc.property(
        shapeOfRank(1, 4),
        fc.array(cut, { minLength: 4, maxLength: 4 }),
        anySeed,
        anyReading,
        (shape, cuts, seed, reading) => {
          const one = (build: (b: ProgramBuilder, x: Tensor) => Tensor, from: Shape = shape) =>
            expectCorrect([from], seed, reading, (b, inputs) => build(b, at(inputs, 0)));
          const before = shape.map((_, axis) => at(at(cuts, axis), 0));
          const after = shape.map((_, axis) => at(at(cuts, axis), 1));
          const wider = shape.map((n, axis) => n + at(before, axis) + at(after, axis));
          one((b, x) => b.reshape(x, [...shape].reverse()));
          one((b, x) =>
            b.transpose(
              x,
              shape.map((_, axis) => (axis + 1) % shape.length),
            ),
          );
          one((b, x) => b.slice(x, before, shape), wider);
          one((b, x) => b.pad(x, before, after));
          one(
            (b, x) => b.broadcast(x, shape),
            shape.map((n, axis) => (axis % 2 === seed % 2 ? 1 : n)).slice(seed % 3 === 0 ? 1 : 0),
          );
        },
      ),
      { numRuns: 40 },
    );
  });

  test('of concat', () => {
    fc.assert(
      fc.property(
        shapeOfRank(1, 3),
        fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 3 }),
        anySeed,
        anyReading,
        (shape, extents, seed, reading) => {
          const axis = seed % shape.length;
          const shapes = extents.map((extent) => shape.map((n, i) => (i === axis ? extent : n)));
          expectCorrect(shapes, seed, reading, (b, parts) => b.concat(parts, axis));
        },
      ),
      runs,
    );
  });

  test.each(['sum', 'max'] as const)('of reduce %s over any axes', (fn) => {
    fc.assert(
      fc.property(shapeOfRank(1, 4), fc.integer({ min: 0, max: 15 }), anySeed, anyReading, (shape, mask, seed, reading) => {
        const axes = shape.map((_, axis) => axis).filter((axis) => (mask >> axis) % 2 === 1);
        expectCorrect([shape], seed, reading, (b, inputs) => b.reduce(fn, at(inputs, 0), axes));
      }),
      runs,
    );
  });

  test('of matmul, each way transposed, alone and in stacks', () => {
    const extent = fc.integer({ min: 1, max: 4 });
    fc.assert(
      fc.property(
        extent,
        extent,
        extent,
        fc.integer({ min: 0, max: 3 }),
        fc.boolean(),
        fc.boolean(),
        anySeed,
        anyReading,
        (m, k, n, stack, ta, tb, seed, reading) => {
          const batch = stack === 0 ? [] : [stack];
          const shapes = [
            [...batch, ...(ta ? [k, m] : [m, k])],
            [...batch, ...(tb ? [n, k] : [k, n])],
          ];
          expectCorrect(shapes, seed, reading, (b, inputs) => b.matmul(at(inputs, 0), at(inputs, 1), ta, tb));
        },
      ),
      runs,
    );
  });

  test('of gather and scatterAdd, ids repeated', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 6 }),
        shapeOfRank(0, 2),
        anySeed,
        anyReading,
        (ids, rest, seed, reading) => {
          const idsOf = (b: ProgramBuilder) => b.constant(ids, [ids.length], 'i32');
          expectCorrect([[4, ...rest]], seed, reading, (b, inputs) => b.gather(at(inputs, 0), idsOf(b)));
          expectCorrect([[ids.length, ...rest]], seed, reading, (b, inputs) => b.scatterAdd(idsOf(b), at(inputs, 0), 4));
        },
      ),
      runs,
    );
  });

  test('of unfold, fold and the pools, with stride, padding and dilation', () => {
    fc.assert(
      fc.property(windowOnImage, anySeed, anyReading, ({ window, image }, seed, reading) => {
        const [, height = 0, width = 0] = image;
        const probe = new ProgramBuilder();
        const x = probe.source({ kind: 'parameter', index: 0 }, image);
        const unfolded = probe.unfold(x, window).shape;
        const pooled = probe.avgPool(x, window).shape;
        const one = (shape: Shape, build: (b: ProgramBuilder, x: Tensor) => Tensor) =>
          expectCorrect([shape], seed, reading, (b, inputs) => build(b, at(inputs, 0)));
        one(image, (b, input) => b.unfold(input, window));
        one(unfolded, (b, input) => b.fold(input, window, height, width));
        one(image, (b, input) => b.maxPool(input, window));
        one(image, (b, input) => b.avgPool(input, window));
        one(pooled, (b, input) => b.avgPoolGrad(input, window, height, width));
        expectCorrect([image, pooled], seed, reading, (b, inputs) => b.maxPoolGrad(at(inputs, 0), at(inputs, 1), window));
      }),
      runs,
    );
  });

  test('of softmax, logSoftmax and softmax cross entropy, whose targets need not sum to one', () => {
    fc.assert(
      fc.property(shapeOfRank(1, 3), anySeed, anyReading, (shape, seed, reading) => {
        expectCorrect([shape], seed, reading, (b, inputs) => b.softmax(at(inputs, 0)));
        expectCorrect([shape], seed, reading, (b, inputs) => b.logSoftmax(at(inputs, 0)));
        expectCorrect([shape, shape], seed, reading, (b, inputs) => b.softmaxCrossEntropy(at(inputs, 0), at(inputs, 1)));
      }),
      runs,
    );
  });

  test('of functions of functions: a random chain of primitives with shared values', () => {
    const link = fc.integer({ min: 0, max: 11 });
    fc.assert(
      fc.property(fc.array(link, { minLength: 1, maxLength: 8 }), anySeed, anyReading, (links, seed, reading) => {
        const apply = (b: ProgramBuilder, x: Tensor, w: Tensor, kind: number): Tensor => {
          switch (kind) {
            case 0:
              return b.unary('tanh', x);
            case 1:
              return b.matmul(x, w);
            case 2:
              return b.matmul(w, x, true, true);
            case 3:
              return b.transpose(x, [1, 0]);
            case 4:
              return b.softmax(x);
            case 5:
              return b.add2(x, b.sum(x, [1], true));
            case 6:
              // Bounded: squares of squares would grow beyond what central differences can follow.
              return b.mul(x, b.unary('tanh', b.mean(x, [0])));
            case 7:
              return b.div(x, b.scale(b.add2(b.sum(b.unary('square', x)), b.scalar(1)), 0.2));
            case 8:
              return b.sub(b.unary('sigmoid', x), w);
            case 9:
              return b.concat([b.slice(x, [0, 0], [3, 1]), b.slice(w, [0, 1], [3, 2])], 1);
            case 10:
              return b.reshape(b.unary('softplus', b.reshape(x, [9])), [3, 3]);
            default:
              return b.add2(x, b.broadcast(b.mean(w, [0]), [3, 3]));
          }
        };
        expectCorrect(
          [
            [3, 3],
            [3, 3],
          ],
          seed,
          reading,
          (b, inputs) => links.reduce((x, kind) => apply(b, x, at(inputs, 1), kind), at(inputs, 0)),
        );
      }),
      { numRuns: 150 },
    );
  });

  test('of a gradient: second derivatives', () => {
    expectCorrect(
      [
        [2, 3],
        [3, 2],
      ],
      3,
      'weighted',
      (b, inputs) => {
        const y = b.softmax(b.unary('tanh', b.matmul(at(inputs, 0), at(inputs, 1))));
        const [first] = gradients(b, b.sum(b.unary('square', y)), inputs);
        return first ?? b.scalar(Number.NaN);
      },
    );
  });
});

test('unfold and fold are adjoint: ⟨unfold x, y⟩ = ⟨x, fold y⟩', () => {
  fc.assert(
    fc.property(windowOnImage, anySeed, ({ window, image }, seed) => {
      const [, height = 0, width = 0] = image;
      const b = new ProgramBuilder();
      const x = b.source({ kind: 'parameter', index: 0 }, image);
      const unfolded = b.unfold(x, window);
      const y = b.source({ kind: 'parameter', index: 1 }, unfolded.shape);
      const left = b.sum(b.mul(unfolded, y));
      const right = b.sum(b.mul(x, b.fold(y, window, height, width)));
      const values = interpret(b.build(), { parameters: distinctNumbers([image, unfolded.shape], seed) });
      expect(at(values.get(left.id) ?? [], 0)).toBeCloseTo(at(values.get(right.id) ?? [], 0), 10);
    }),
    { numRuns: 200 },
  );
});

/** Values of the gradients of sum(f(x)·weights) for hand-picked numbers. */
function gradientAt(shape: Shape, numbers: readonly number[][], build: (b: ProgramBuilder, inputs: readonly Tensor[]) => Tensor) {
  const b = new ProgramBuilder();
  const inputs = numbers.map((_, index) => b.source({ kind: 'parameter', index }, shape));
  const found = gradients(b, b.sum(build(b, inputs)), inputs);
  const values = interpret(b.build(), { parameters: numbers.map((list) => Float64Array.from(list)) });
  return found.map((gradient) => (gradient === null ? null : [...(values.get(gradient.id) ?? [])]));
}

describe('at kinks and ties', () => {
  test('relu and the absolute value have the gradient 0 at 0', () => {
    expect(gradientAt([3], [[-1, 0, 2]], (b, inputs) => b.unary('relu', at(inputs, 0)))).toEqual([[0, 0, 1]]);
    expect(gradientAt([3], [[-1, 0, 2]], (b, inputs) => b.unary('abs', at(inputs, 0)))).toEqual([[-1, 0, 1]]);
  });
  test('a binary max or min hands it to the first argument', () => {
    for (const fn of ['max', 'min'] as const)
      expect(gradientAt([1], [[5], [5]], (b, inputs) => b.binary(fn, at(inputs, 0), at(inputs, 1)))).toEqual([[1], [0]]);
  });
  test('a reduced max shares it equally', () => {
    expect(gradientAt([4], [[3, 1, 3, 0]], (b, inputs) => b.reduce('max', at(inputs, 0), [0]))).toEqual([[0.5, 0, 0.5, 0]]);
  });
  test('a pooled max hands it to the first in row-major order', () => {
    const window = { kernel: [2, 2], stride: [2, 2], pad: [0, 0, 0, 0], dilation: [1, 1] } as const;
    expect(gradientAt([1, 2, 2, 1], [[1, 7, 7, 7]], (b, inputs) => b.maxPool(at(inputs, 0), window))).toEqual([[0, 1, 0, 0]]);
  });
});

describe('what has no gradient', () => {
  const builders: Record<string, (b: ProgramBuilder, x: Tensor) => Tensor> = {
    'a stopped gradient': (b, x) => b.scaleGradient(x, 0),
    'a comparison': (b, x) => b.binary('greater', x, b.scalar(0)),
    'the condition of select': (b, x) => b.select(x, b.scalar(1), b.scalar(2)),
    'another value': (b) => b.fill([3], 1),
  };
  test.each(Object.entries(builders))('%s gives null and builds nothing', (_, build) => {
    const b = new ProgramBuilder();
    const x = b.source({ kind: 'parameter', index: 0 }, [3]);
    const loss = b.sum(build(b, x));
    const before = b.opCount;
    expect(gradients(b, loss, [x])).toEqual([null]);
    // The seed.
    expect(b.opCount).toBe(before + 1);
  });
});

test('scaleGradient is the identity forward and scales backward', () => {
  expect(gradientAt([2], [[1, 2]], (b, inputs) => b.unary('square', b.scaleGradient(at(inputs, 0), -1)))).toEqual([[-2, -4]]);
});

test('vjp adds what several outputs send back, each from its own seed', () => {
  const b = new ProgramBuilder();
  const x = b.source({ kind: 'parameter', index: 0 }, [2]);
  const y = b.unary('square', x);
  const z = b.scale(x, 3);
  const seed = b.constant([10, 100], [2]);
  const [dx] = vjp(
    b,
    [
      { tensor: y, seed },
      { tensor: z, seed: b.scalar(2) },
      { tensor: x, seed },
    ],
    [x],
  );
  const values = interpret(b.build(), { parameters: [Float64Array.of(1, 4)] });
  expect([...(values.get(dx?.id ?? -1) ?? [])]).toEqual([10 * 2 + 6 + 10, 100 * 8 + 6 + 100]);
});

test('a backward pass has no needless operations: two dense layers and a cross entropy', () => {
  const b = new ProgramBuilder();
  const source = (index: number, shape: Shape) => b.source({ kind: 'parameter', index }, shape);
  const x = b.source({ kind: 'feed', name: 'x' }, [8, 5]);
  const targets = b.source({ kind: 'feed', name: 't' }, [8, 3]);
  const parameters = [source(0, [5, 4]), source(1, [4]), source(2, [4, 3]), source(3, [3])];
  const [w1, b1, w2, b2] = [at(parameters, 0), at(parameters, 1), at(parameters, 2), at(parameters, 3)];
  const hidden = b.unary('relu', b.add2(b.matmul(x, w1), b1));
  const loss = b.mean(b.softmaxCrossEntropy(b.add2(b.matmul(hidden, w2), b2), targets));
  const before = b.opCount;
  gradients(b, loss, parameters);
  const kinds: OpKind[] = Array.from({ length: b.opCount - before }, (_, i) => b.op(before + i).kind);
  const count = (kind: OpKind): number => kinds.filter((other) => other === kind).length;
  // softmax, Σt, two products and a difference for the loss; a matmul per product; a sum per bias (and its view); step and product of relu.
  expect(count('matmul')).toBe(3);
  expect(count('reduce')).toBe(3);
  expect(count('softmax')).toBe(1);
  expect(count('binary')).toBe(4);
  expect(count('unary')).toBe(1);
  expect(count('broadcast')).toBe(0);
  expect(count('reshape')).toBe(2);
});

test('the backward pass belongs to the nodes of the forward pass', () => {
  const b = new ProgramBuilder();
  const x = b.source({ kind: 'parameter', index: 0 }, [2]);
  b.node = 'n1';
  const y = b.unary('tanh', x);
  b.node = 'n2';
  const loss = b.sum(b.unary('square', y));
  b.node = 'loss';
  const [dx] = gradients(b, loss, [x]);
  expect(b.value(dx?.id ?? -1).node).toBe('n1');
  expect(b.node).toBe('loss');
});
