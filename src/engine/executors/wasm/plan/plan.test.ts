import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ProgramBuilder, type Tensor } from '../../../../core/program/builder.ts';
import { gradients } from '../../../../core/program/differentiate.ts';
import { simplify } from '../../../../core/program/simplify.ts';
import { at } from '../../../../core/util/assert-never.ts';
import * as id from '../ids.ts';
import { aligned, type Lifetime, packLifetimes } from './arena.ts';
import { ProgramPlan } from './program-plan.ts';
import { broadcastPattern } from './tape.ts';

const lifetime: fc.Arbitrary<Lifetime> = fc
  .record({
    bytes: fc.integer({ min: 0, max: 500 }),
    from: fc.integer({ min: 0, max: 20 }),
    length: fc.integer({ min: 0, max: 8 }),
  })
  .map(({ bytes, from, length }) => ({ bytes, from, to: from + length }));

describe('the arena', () => {
  test('never puts two pieces that live together in the same place', () => {
    fc.assert(
      fc.property(fc.array(lifetime, { maxLength: 25 }), (lives) => {
        const { offsets, bytes } = packLifetimes(lives);
        lives.forEach((a, i) => {
          expect(at(offsets, i) % 16).toBe(0);
          expect(at(offsets, i) + a.bytes).toBeLessThanOrEqual(bytes);
          lives.slice(i + 1).forEach((b, j) => {
            const together = a.from <= b.to && b.from <= a.to && a.bytes > 0 && b.bytes > 0;
            const [start, other] = [at(offsets, i), at(offsets, i + 1 + j)];
            if (together) expect(start + a.bytes <= other || other + b.bytes <= start).toBe(true);
          });
        });
      }),
    );
  });

  test('gives what lives apart the same place', () => {
    const lives = [0, 1, 2, 3].map((from) => ({ bytes: 100, from: 2 * from, to: 2 * from + 1 }));
    expect(packLifetimes(lives)).toEqual({ offsets: [0, 0, 0, 0], bytes: aligned(100) });
  });
});

test.each([
  [[3], [2, 3], { inner: 1, period: 3 }],
  [[2, 1], [2, 3], { inner: 3, period: 2 }],
  [[1, 4, 1], [2, 4, 5], { inner: 5, period: 4 }],
  [[], [2, 3], { inner: 1, period: 1 }],
  [[4, 1, 5], [4, 2, 5], null],
])('%j is stretched to %j by the pattern %j', (from, to, pattern) => {
  expect(broadcastPattern(from, to)).toEqual(pattern);
});

/** The numbers of the operations that compute `wanted`, which `build` gives. */
function operations(build: (b: ProgramBuilder) => Tensor[]): number[] {
  const b = new ProgramBuilder();
  const roots = build(b).map(({ id: root }) => root);
  const { program, remap } = simplify(b.build(), roots);
  const plan = new ProgramPlan(program, roots.map(remap));
  const { first: words } = plan.words({ source: () => 0, constants: 0, arena: 0, scratch: 0, placed: new Map() });
  return words.map((record) => at(record, 0));
}

describe('fusion', () => {
  const feed = (b: ProgramBuilder, name: string, shape: number[]) => b.source({ kind: 'feed', name }, shape);

  test('a dense layer with bias and relu is one operation', () => {
    const made = operations((b) => {
      const product = b.matmul(feed(b, 'x', [8, 5]), feed(b, 'w', [5, 3]));
      return [b.unary('relu', b.add2(product, feed(b, 'bias', [3])))];
    });
    expect(made).toEqual([id.opMatmul]);
  });

  test('what others need of a product stays apart', () => {
    const made = operations((b) => {
      const product = b.matmul(feed(b, 'x', [8, 5]), feed(b, 'w', [5, 3]));
      return [product, b.add2(product, feed(b, 'bias', [3]))];
    });
    expect(made).toEqual([id.opMatmul, id.opTape]);
  });

  test('a chain of elementwise operations is one tape, through reshapes too', () => {
    const made = operations((b) => {
      const x = b.unary('exp', b.mul(feed(b, 'x', [8, 6]), feed(b, 'row', [6])));
      return [b.unary('tanh', b.add2(b.reshape(x, [4, 12]), feed(b, 'y', [4, 12])))];
    });
    expect(made).toEqual([id.opTape]);
  });

  test('rows of an array are read where they stand; what lies apart is moved together', () => {
    const rows = operations((b) => {
      const [first, second] = [0, 1].map((row) => b.slice(feed(b, 'x', [3, 7]), [row, 0], [1, 7]));
      return first && second ? [b.binary('max', first, b.mul(second, feed(b, 'y', [7])))] : [];
    });
    expect(rows).toEqual([id.opTape]);
    const columns = operations((b) => [b.unary('tanh', b.slice(feed(b, 'x', [3, 7]), [0, 2], [3, 2]))]);
    expect(columns).toEqual([id.opCopy, id.opTape]);
  });

  test('a convolution and its gradients never unfold the whole image', () => {
    const window = { kernel: [3, 3], stride: [1, 1], pad: [1, 1, 1, 1], dilation: [1, 1] } as const;
    const made = operations((b) => {
      const x = feed(b, 'x', [2, 6, 6, 3]);
      const kernel = feed(b, 'kernel', [27, 4]);
      const y = b.matmul(b.reshape(b.unfold(x, window), [72, 27]), kernel);
      const found = gradients(b, b.sum(b.mul(y, y)), [x, kernel]);
      return [y, ...found.filter((gradient) => gradient !== null)];
    });
    expect(new Set(made)).toEqual(new Set([id.opConvolveDirect, id.opConvolveFilterDirect, id.opConvolveInputDirect, id.opTape]));
  });
});

test('a first part of the table computes what is asked for there, and the rest follows', () => {
  const b = new ProgramBuilder();
  const x = b.source({ kind: 'feed', name: 'x' }, [4, 4]);
  const late = b.softmax(x);
  const early = b.matmul(x, x);
  const both = b.matmul(early, late);
  const plan = new ProgramPlan(b.build(), [both.id], { first: [early.id] });
  const { first, rest } = plan.words({ source: () => 0, constants: 0, arena: 0, scratch: 0, placed: new Map() });
  expect(first.map(([operation]) => operation)).toEqual([id.opMatmul]);
  expect(rest.map(([operation]) => operation)).toEqual([id.opSoftmax, id.opMatmul]);
});

test('a stack that repeats one matrix is read with a step of zero, and never made', () => {
  const b = new ProgramBuilder();
  const matrix = b.source({ kind: 'feed', name: 'matrix' }, [5, 5]);
  const stack = b.source({ kind: 'feed', name: 'stack' }, [3, 5, 4]);
  const product = b.matmul(b.broadcast(b.reshape(matrix, [1, 5, 5]), [3, 5, 5]), stack);
  const { first: words } = new ProgramPlan(b.build(), [product.id]).words({
    scratch: 0,
    source: () => 0,
    constants: 0,
    arena: 0,
    placed: new Map(),
  });
  expect(words.map(([operation]) => operation)).toEqual([id.opMatmul]);
  expect(words[0]?.[12]).toBe(0);
});
