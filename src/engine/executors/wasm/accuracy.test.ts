import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { UnaryFn } from '../../../core/program/types.ts';
import { at } from '../../../core/util/assert-never.ts';
import { primitiveProgram } from '../conformance/programs.ts';
import { kernelBytes } from './testing/kernel-bytes.ts';
import { createWasmExecutor } from './wasm-executor.ts';

const executor = await createWasmExecutor(kernelBytes());

async function apply(fn: UnaryFn, x: Float32Array): Promise<Float32Array> {
  const program = primitiveProgram([{ shape: [x.length], values: 'reals' }], (b, inputs) => b.unary(fn, at(inputs, 0)));
  const session = await executor.load(program, {});
  const { out } = await session.predict({ in0: x }, 1);
  session.dispose();
  return out ?? new Float32Array(0);
}

/** Numbers from `from` to `to`, evenly or in equal ratios; an odd count, so that a last vector is incomplete. */
const evenly = (from: number, to: number): Float32Array =>
  Float32Array.from({ length: 4001 }, (_, i) => from + ((to - from) * i) / 4000);
const inRatios = (from: number, to: number): Float32Array =>
  Float32Array.from({ length: 4001 }, (_, i) => from * (to / from) ** (i / 4000));

const cases: readonly (readonly [UnaryFn, string, Float32Array, (x: number) => number])[] = [
  ['exp', '−87 … 88', evenly(-87, 88), Math.exp],
  ['exp', 'small numbers', inRatios(1e-10, 1), Math.exp],
  ['log', 'all magnitudes', inRatios(1e-38, 3e38), Math.log],
  ['tanh', 'small numbers', inRatios(1e-10, 1), Math.tanh],
  ['tanh', '−20 … 21', evenly(-20, 21.001), Math.tanh],
  ['sigmoid', '−80 … 80', evenly(-80, 80), (x) => 1 / (1 + Math.exp(-x))],
  ['softplus', '−80 … 80', evenly(-80, 80), (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)))],
];

test.each(cases)('%s of %s is right to 1e-6 of its value', async (fn, _, x, exact) => {
  const y = await apply(fn, x);
  const errors = Array.from(x, (number, i) => {
    const wanted = exact(number);
    // The logarithm's zero at 1 leaves nothing to be relative to.
    return Math.abs(at(y, i) - wanted) / (fn === 'log' ? Math.max(Math.abs(wanted), 0.1) : Math.abs(wanted));
  });
  expect(Math.max(...errors)).toBeLessThan(1e-6);
});

test.each([
  ['sin', Math.sin],
  ['cos', Math.cos],
] as const)('%s is right to 1e-6 up to ±1000', async (fn, exact) => {
  const x = evenly(-1000, 1000);
  const y = await apply(fn, x);
  expect(Math.max(...Array.from(x, (number, i) => Math.abs(at(y, i) - exact(number))))).toBeLessThan(1e-6);
});

test('limits and what is no number are those of the mathematics', async () => {
  const { NaN: none, POSITIVE_INFINITY: infinity } = Number;
  const x = Float32Array.of(-infinity, -200, 0, 200, infinity, none);
  expect([...(await apply('exp', x))]).toEqual([0, 0, 1, infinity, infinity, none]);
  expect([...(await apply('log', Float32Array.of(0, -1, infinity, none)))]).toEqual([-infinity, none, infinity, none]);
  expect([...(await apply('tanh', x))]).toEqual([-1, -1, 0, 1, 1, none]);
  expect([...(await apply('sigmoid', x))]).toEqual([0, 0, 0.5, 1, 1, none]);
  expect([...(await apply('softplus', x))]).toEqual([0, 0, Math.fround(Math.LN2), 200, infinity, none]);
});

const extent = fc.constantFrom(1, 2, 3, 4, 5, 7, 8, 9, 12, 16, 17, 31, 33);
const depth = fc.oneof(extent, fc.constantFrom(500, 513, 1100));

test('products of every form and any size are exact on small integers', async () => {
  await fc.assert(
    fc.asyncProperty(
      extent,
      depth,
      extent,
      fc.boolean(),
      fc.boolean(),
      fc.integer({ min: 1, max: 3 }),
      async (m, k, n, ta, tb, s) => {
        const small = (count: number, seed: number) => Float32Array.from({ length: count }, (_, i) => ((i * 7 + seed) % 5) - 2);
        const a = small(s * m * k, 1);
        const b = small(s * k * n, 3);
        const shapes = [ta ? [s, k, m] : [s, m, k], tb ? [s, n, k] : [s, k, n]];
        const program = primitiveProgram(
          shapes.map((shape) => ({ shape, values: 'reals' })),
          (builder, [x, y]) => builder.matmul(at(x ? [x] : [], 0), at(y ? [y] : [], 0), ta, tb),
        );
        const session = await executor.load(program, {});
        const { out } = await session.predict({ in0: a, in1: b }, 1);
        session.dispose();
        const expected = Float32Array.from({ length: s * m * n }, (_, index) => {
          const [matrix, i, j] = [Math.floor(index / (m * n)), Math.floor(index / n) % m, index % n];
          let sum = 0;
          for (let p = 0; p < k; p++) {
            const left = at(a, matrix * m * k + (ta ? p * m + i : i * k + p));
            sum += left * at(b, matrix * k * n + (tb ? j * k + p : p * n + j));
          }
          return sum;
        });
        expect(out).toEqual(expected);
      },
    ),
    { numRuns: 150 },
  );
});
