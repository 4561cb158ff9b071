import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { at } from '../util/assert-never.ts';
import { ProgramBuilder, type Tensor } from './builder.ts';
import { gradients } from './differentiate.ts';
import { interpret } from './reference/interpret.ts';
import { simplify } from './simplify.ts';
import { anySeed } from './testing/arbitraries.ts';
import { distinctNumbers } from './testing/check-gradient.ts';
import { expectWellFormed } from './testing/well-formed.ts';
import type { OpKind, Program, Shape } from './types.ts';

/** Steps from 3×3 matrices to another, many of which undo, repeat or ignore something. */
const links: readonly ((b: ProgramBuilder, x: Tensor, w: Tensor) => Tensor)[] = [
  (b, x) => b.unary('tanh', x),
  (b, x, w) => b.matmul(b.transpose(x, [1, 0]), w, false, true),
  (b, x, w) => b.matmul(x, b.transpose(w, [1, 0]), true, false),
  (b, x) => b.transpose(b.transpose(x, [1, 0]), [1, 0]),
  (b, x) => b.add2(b.mul(x, b.fill([3, 3], 1)), b.scalar(0)),
  (b, x) => b.sub(x, b.unary('neg', b.softmax(x))),
  (b, x, w) => b.add2(b.unary('neg', x), b.unary('sigmoid', w)),
  (b, x) => b.reshape(b.unary('softplus', b.reshape(b.reshape(x, [9]), [1, 9])), [3, 3]),
  (b, x) => b.mul(x, b.broadcast(b.sum(x, [0], true), [3, 3])),
  (b, x, w) => b.slice(b.slice(b.concat([x, w, x], 0), [2, 0], [6, 3]), [1, 0], [3, 3]),
  (b, x) => b.mul(b.unary('exp', b.scalar(0.3)), b.unary('sin', x)),
  (b, x, w) => b.select(b.binary('greater', x, b.broadcast(b.scalar(0.1), [3, 3])), w, b.fill([3, 3], 2)),
  (b, x) => b.reshape(b.reduce('max', b.reshape(x, [3, 1, 3]), [1]), [3, 3]),
  (b, x) => b.scaleGradient(b.div(x, b.scalar(2)), 0.5),
  (b, x) => b.reshape(b.transpose(b.reshape(x, [3, 1, 3]), [1, 0, 2]), [3, 3]),
  (b, x) => b.add2(b.unary('cos', x), b.unary('cos', x)),
  (b, x) => b.concat([b.slice(x, [0, 2], [3, 1]), b.slice(x, [0, 0], [3, 1]), b.slice(x, [0, 1], [3, 1])], 1),
  (b, x) => b.add2(b.pad(b.slice(x, [0, 0], [1, 3]), [1, 0], [1, 0]), b.pad(b.slice(x, [1, 0], [1, 3]), [2, 0], [0, 0])),
];

test('random programs and their gradients keep their values and never grow', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: links.length - 1 }), { minLength: 1, maxLength: 10 }),
      anySeed,
      (chain, seed) => {
        const b = new ProgramBuilder();
        const shapes = [
          [3, 3],
          [3, 3],
        ];
        const inputs = shapes.map((shape, index) => b.source({ kind: 'parameter', index }, shape));
        const [start, w] = [at(inputs, 0), at(inputs, 1)];
        const y = chain.reduce((x, link) => at(links, link)(b, x, w), start);
        b.output('y', y);
        b.writeState(0, b.sum(y));
        const roots = gradients(b, b.sum(b.unary('square', y)), inputs).flatMap((gradient) => (gradient ? [gradient.id] : []));
        const program = b.build();
        const simplified = simplify(program, roots);
        expectWellFormed(simplified.program);
        expect(simplified.program.ops.length).toBeLessThanOrEqual(program.ops.length);
        const environment = { parameters: distinctNumbers(shapes, seed) };
        const before = interpret(program, environment);
        const after = interpret(simplified.program, environment);
        const kept = [...roots, at(Object.values(program.outputs), 0), at(program.stateWrites, 0).value];
        for (const id of kept) {
          const place = simplified.remap(id);
          expect(at(simplified.program.values, place).shape).toEqual(at(program.values, id).shape);
          const [expected, actual] = [before.get(id) ?? [], after.get(place) ?? []];
          expect(actual.length).toBe(expected.length);
          for (let i = 0; i < expected.length; i++) {
            const scale = Math.max(1, Math.abs(at(expected, i)));
            expect(Math.abs(at(actual, i) - at(expected, i)) / scale).toBeLessThan(1e-9);
          }
        }
        expect(simplify(simplified.program, roots.map(simplified.remap)).program.ops.length).toBeLessThanOrEqual(
          simplified.program.ops.length,
        );
      },
    ),
    { numRuns: 300 },
  );
});

/** What remains of a function of x [2, 3] and y [2, 3]: the kinds of the operations, in order. */
function remains(
  build: (b: ProgramBuilder, x: Tensor, y: Tensor) => Tensor,
  shape: Shape = [2, 3],
): { kinds: OpKind[]; program: Program } {
  const b = new ProgramBuilder();
  const feed = (name: string): Tensor => b.source({ kind: 'feed', name }, shape);
  b.output('out', build(b, feed('x'), feed('y')));
  const { program } = simplify(b.build());
  return { kinds: program.ops.map(({ kind }) => kind), program };
}

describe('what is left of', () => {
  const neg: OpKind[] = ['unary'];
  const cases: readonly (readonly [string, OpKind[], (b: ProgramBuilder, x: Tensor, y: Tensor) => Tensor])[] = [
    ['x · 1 + 0', neg, (b, x) => b.unary('neg', b.add2(b.mul(x, b.scalar(1)), b.fill([2, 3], 0)))],
    ['1 · x − 0, over 1', neg, (b, x) => b.unary('neg', b.div(b.sub(b.mul(b.scalar(1), x), b.scalar(0)), b.scalar(1)))],
    ['−−x', [], (b, x) => b.unary('neg', b.unary('neg', x))],
    ['x − (−y)', ['binary'], (b, x, y) => b.sub(x, b.unary('neg', y))],
    ['x + (−y)', ['binary'], (b, x, y) => b.add2(x, b.unary('neg', y))],
    ['(−x) + y', ['binary'], (b, x, y) => b.add2(b.unary('neg', x), y)],
    ['three reshapes', ['reshape'], (b, x) => b.reshape(b.reshape(b.reshape(x, [6]), [3, 2]), [1, 6])],
    ['there and back', [], (b, x) => b.reshape(b.reshape(x, [6]), [2, 3])],
    ['two transpositions', [], (b, x) => b.transpose(b.transpose(x, [1, 0]), [1, 0])],
    ['a transposition of a row', ['reshape'], (b, x) => b.transpose(b.reshape(x, [1, 6]), [1, 0])],
    [
      'a product of transposed matrices',
      ['matmul'],
      (b, x, y) => b.matmul(b.transpose(x, [1, 0]), b.transpose(y, [1, 0]), true, false),
    ],
    ['a part of a concat', [], (b, x, y) => b.slice(b.concat([x, y], 1), [0, 3], [2, 3])],
    ['two slices', ['slice'], (b, x) => b.slice(b.slice(x, [0, 1], [2, 2]), [1, 0], [1, 2])],
    [
      'the sum of three parts side by side',
      ['slice', 'slice', 'slice', 'concat'],
      (b, x) => {
        const part = (start: number): Tensor => b.pad(b.slice(x, [0, start], [2, 1]), [0, start], [0, 2 - start]);
        return b.add2(b.add2(part(2), part(1)), part(0));
      },
    ],
    [
      'the sum of two parts with a gap',
      ['slice', 'pad', 'slice', 'pad', 'binary'],
      (b, x) => b.add2(b.pad(b.slice(x, [0, 0], [2, 1]), [0, 0], [0, 2]), b.pad(b.slice(x, [0, 2], [2, 1]), [0, 2], [0, 0])),
    ],
    [
      'the sum of three products over rows',
      ['unary', 'unary', 'unary', 'concat', 'concat', 'matmul'],
      (b, x, y) => {
        const [last, middle] = [b.unary('tanh', x), b.unary('sin', y)];
        const sum = b.add2(b.matmul(last, y, true), b.matmul(middle, last, true));
        return b.add2(sum, b.matmul(b.unary('cos', x), x, true));
      },
    ],
    [
      'the sum of two products that are no sums over rows',
      ['matmul', 'matmul', 'binary'],
      (b, x, y) => b.add2(b.matmul(x, y, false, true), b.matmul(y, x, false, true)),
    ],
    ['a sum over an axis of one', ['reshape'], (b, x) => b.reduce('sum', b.reshape(x, [2, 1, 3]), [1])],
    ['the gradient mark', [], (b, x) => b.scaleGradient(x, 0)],
    ['what is computed twice', ['unary', 'binary'], (b, x) => b.add2(b.unary('exp', x), b.unary('exp', x))],
    ['a stretched argument', ['fill', 'binary'], (b, x) => b.mul(x, b.broadcast(b.scalar(3), [2, 3]))],
    ['constants', ['fill'], (b) => b.sum(b.mul(b.unary('exp', b.fill([4], 0)), b.scalar(5)))],
    ['what nobody reads', neg, (b, x, y) => [b.unary('neg', x), b.matmul(x, y, true)][0] ?? x],
  ];
  test.each(cases)('%s', (_, expected, build) => {
    expect(remains(build).kinds).toEqual(expected);
  });

  test('folded constants is their value', () => {
    const { program } = remains((b) => b.sum(b.mul(b.unary('exp', b.fill([4], 0)), b.scalar(5))));
    expect(at(program.ops, 0).attributes).toEqual({ shape: [], value: 20 });
  });

  test('a product of transposed matrices is a product that reads them transposed', () => {
    const { program } = remains((b, x, y) => b.matmul(b.transpose(x, [1, 0]), b.transpose(y, [1, 0]), true, false));
    expect(at(program.ops, 0).attributes).toEqual({ transposeA: false, transposeB: true });
  });
});

describe('what must stay', () => {
  test('x · 1 where the 1 stretches x', () => {
    expect(remains((b, x) => b.mul(x, b.fill([4, 2, 3], 1))).kinds).toEqual(['fill', 'binary']);
  });
  test('two random tensors of different streams, and constants that JSON cannot tell apart', () => {
    const streams = remains((b) => {
      const key = (offset: number): Tensor => b.source({ kind: 'control', offset }, [8]);
      return b.sub(b.random(key(0), [4]), b.random(key(8), [4]));
    });
    expect(streams.kinds).toEqual(['random', 'random', 'binary']);
    const infinite = remains((b, x) =>
      b.binary('max', b.binary('min', x, b.scalar(Number.POSITIVE_INFINITY)), b.scalar(Number.NEGATIVE_INFINITY)),
    );
    expect(infinite.kinds.filter((kind) => kind === 'fill')).toHaveLength(2);
  });
  test('roots that are no outputs, under their new ids', () => {
    const b = new ProgramBuilder();
    const x = b.source({ kind: 'feed', name: 'x' }, [2]);
    b.unary('sin', x);
    const kept = b.unary('exp', b.add2(x, b.scalar(0)));
    const { program, remap } = simplify(b.build(), [kept.id]);
    expect(program.ops).toHaveLength(1);
    expect(interpret(program, { feeds: { x: [0, 0] } }).get(remap(kept.id))).toEqual(Float64Array.of(1, 1));
    expect(() => remap(kept.id - 3)).toThrow('is a root');
  });
});
