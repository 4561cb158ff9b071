import type { ProgramBuilder, Tensor } from '../../../core/program/builder.ts';
import { binaryFunctions, type OpKind, unaryFunctions, type Window2D } from '../../../core/program/types.ts';
import { at } from '../../../core/util/assert-never.ts';
import type { InputSpec } from '../self-test/programs.ts';

/** One primitive with particular shapes. */
export interface PrimitiveCase {
  readonly name: string;
  readonly inputs: readonly InputSpec[];
  readonly build: (b: ProgramBuilder, inputs: Tensor[]) => Tensor;
  /** Where more than the usual difference is in order. */
  readonly tolerance?: number;
}

/** WGSL promises no more than 2⁻¹¹ for these; software adapters use it up. */
const coarse: Readonly<Record<string, number>> = { sin: 2 ** -11, cos: 2 ** -11 };

const reals = (...shape: number[]): InputSpec => ({ shape, values: 'reals' });
const positive = (...shape: number[]): InputSpec => ({ shape, values: 'positive' });
const ties = (...shape: number[]): InputSpec => ({ shape, values: 'ties' });
const ids = (count: number, ...shape: number[]): InputSpec => ({ shape, values: { ids: count } });

const one = (name: string, input: InputSpec, build: (b: ProgramBuilder, x: Tensor) => Tensor): PrimitiveCase => ({
  name,
  inputs: [input],
  build: (b, [x]) => build(b, given(x)),
});

const two = (
  name: string,
  inputs: [InputSpec, InputSpec],
  build: (b: ProgramBuilder, x: Tensor, y: Tensor) => Tensor,
): PrimitiveCase => ({
  name,
  inputs,
  build: (b, tensors) => build(b, at(tensors, 0), at(tensors, 1)),
});

const given = (x: Tensor | undefined): Tensor => at(x ? [x] : [], 0);

/** Windows of every sort: overlapping, apart, padded unevenly, dilated, taller than wide. */
const windows: Readonly<Record<string, Window2D>> = {
  '2×2 apart': { kernel: [2, 2], stride: [2, 2], pad: [0, 0, 0, 0], dilation: [1, 1] },
  '2×3 apart, padded': { kernel: [2, 3], stride: [2, 3], pad: [1, 1, 1, 0], dilation: [1, 1] },
  '3×3 same': { kernel: [3, 3], stride: [1, 1], pad: [1, 1, 1, 1], dilation: [1, 1] },
  '3×2 strided, uneven padding': { kernel: [3, 2], stride: [2, 3], pad: [0, 1, 1, 0], dilation: [1, 1] },
  '2×2 dilated': { kernel: [2, 2], stride: [1, 1], pad: [1, 1, 1, 1], dilation: [2, 3] },
};

const overWindows = (build: (name: string, window: Window2D) => PrimitiveCase): PrimitiveCase[] =>
  Object.entries(windows).map(([name, window]) => build(name, window));

const needsPositive = new Set(['sqrt', 'rsqrt', 'reciprocal', 'log']);
const comparisons = new Set(['greater', 'greaterEqual', 'equal']);

/** Every primitive has at least one case; the compiler checks it. `random` has its own test, for it must agree bit for bit. */
export const primitiveCases: Readonly<Record<Exclude<OpKind, 'random'>, readonly PrimitiveCase[]>> = {
  unary: unaryFunctions.map((fn) => ({
    ...one(fn, needsPositive.has(fn) ? positive(3, 7) : reals(3, 7), (b, x) => b.unary(fn, x)),
    ...(fn in coarse ? { tolerance: coarse[fn] } : {}),
  })),
  binary: binaryFunctions.flatMap((fn) => {
    const draw = comparisons.has(fn) ? ties : reals;
    const divisor = fn === 'div' ? positive : draw;
    const cases: [string, InputSpec, InputSpec][] = [
      ['equal shapes', draw(4, 5), divisor(4, 5)],
      ['a scalar', draw(4, 5), divisor()],
      ['a row', draw(2, 4, 5), divisor(5)],
      ['both stretched', draw(4, 1), divisor(3, 1, 5)],
    ];
    return cases.map(([name, a, c]) => two(`${fn}, ${name}`, [a, c], (b, x, y) => b.binary(fn, x, y)));
  }),
  select: [
    {
      name: 'equal shapes',
      inputs: [ties(3, 4), reals(3, 4), reals(3, 4)],
      build: (b, [c, x, y]) => b.select(given(c), given(x), given(y)),
    },
    {
      name: 'stretched',
      inputs: [ties(3, 1), reals(4), reals()],
      build: (b, [c, x, y]) => b.select(given(c), given(x), given(y)),
    },
    {
      name: 'integers, which name rows afterwards',
      inputs: [ties(3, 5), ids(7, 3, 5), reals(7, 2)],
      build: (b, [c, i, x]) => b.gather(given(x), b.select(given(c), b.constant([6], [1], 'i32'), given(i))),
    },
  ],
  toFloat: [one('integers', ids(9, 5), (b, x) => b.toFloat(x))],
  reshape: [one('to another rank', reals(4, 6), (b, x) => b.reshape(x, [2, 3, 4]))],
  transpose: [
    one('a matrix', reals(4, 6), (b, x) => b.transpose(x, [1, 0])),
    one('four axes', reals(2, 3, 4, 5), (b, x) => b.transpose(x, [3, 1, 0, 2])),
  ],
  slice: [
    one('inside', reals(4, 6, 3), (b, x) => b.slice(x, [1, 2, 0], [2, 3, 2])),
    one('of integers', ids(9, 7), (b, x) => b.slice(x, [3], [4])),
  ],
  concat: [
    two('last axis', [reals(3, 2), reals(3, 4)], (b, x, y) => b.concat([x, y, x], 1)),
    two('first axis', [reals(1, 4), reals(3, 4)], (b, x, y) => b.concat([x, y], 0)),
  ],
  pad: [one('uneven', reals(2, 3, 2), (b, x) => b.pad(x, [0, 2, 1], [1, 0, 1]))],
  broadcast: [
    one('a row', reals(5), (b, x) => b.broadcast(x, [3, 5])),
    one('inner axis', reals(3, 1, 2), (b, x) => b.broadcast(x, [3, 4, 2])),
    one('a scalar', reals(), (b, x) => b.broadcast(x, [2, 2])),
  ],
  reduce: (['sum', 'max'] as const).flatMap((fn) => [
    one(`${fn}, first axis`, reals(6, 5), (b, x) => b.reduce(fn, x, [0])),
    one(`${fn}, outer axes`, reals(3, 4, 5), (b, x) => b.reduce(fn, x, [0, 2])),
    one(`${fn}, everything`, reals(3, 4, 2, 2), (b, x) => b.reduce(fn, x, [0, 1, 2, 3])),
  ]),
  matmul: [false, true].flatMap((ta) =>
    [false, true].flatMap((tb) => [
      two(`transposed ${ta}, ${tb}`, [ta ? reals(5, 3) : reals(3, 5), tb ? reals(4, 5) : reals(5, 4)], (b, x, y) =>
        b.matmul(x, y, ta, tb),
      ),
      two(
        `batched, transposed ${ta}, ${tb}`,
        [ta ? reals(3, 5, 2) : reals(3, 2, 5), tb ? reals(3, 4, 5) : reals(3, 5, 4)],
        (b, x, y) => b.matmul(x, y, ta, tb),
      ),
      two(
        `large batch, transposed ${ta}, ${tb}`,
        [ta ? reals(2, 19, 17) : reals(2, 17, 19), tb ? reals(2, 18, 19) : reals(2, 19, 18)],
        (b, x, y) => b.matmul(x, y, ta, tb),
      ),
      two(
        `long inner, transposed ${ta}, ${tb}`,
        [ta ? reals(2100, 3) : reals(3, 2100), tb ? reals(2, 2100) : reals(2100, 2)],
        (b, x, y) => b.matmul(x, y, ta, tb),
      ),
    ]),
  ),
  gather: [
    two('rows', [reals(7, 3), ids(7, 5)], (b, x, i) => b.gather(x, i)),
    two('images by a table', [reals(6, 2, 2, 1), ids(6, 2, 3)], (b, x, i) => b.gather(x, i)),
    two('integers', [ids(9, 6), ids(6, 4)], (b, x, i) => b.gather(x, i)),
  ],
  scatterAdd: [
    two('repeated ids', [ids(4, 9), reals(9, 3)], (b, i, x) => b.scatterAdd(i, x, 6)),
    two('a table of ids', [ids(3, 2, 5), reals(2, 5)], (b, i, x) => b.scatterAdd(i, x, 3)),
    two('one row', [ids(1, 4), reals(4, 2)], (b, i, x) => b.scatterAdd(i, x, 1)),
    two('more rows than fit at once', [ids(300, 8192), reals(8192, 2)], (b, i, x) => b.scatterAdd(i, x, 300)),
  ],
  oneHot: [
    one('some outside', ids(6, 8), (b, i) => b.oneHot(i, 4)),
    one('a table', ids(3, 2, 4), (b, i) => b.oneHot(i, 3)),
    one('depth 1', ids(2, 5), (b, i) => b.oneHot(i, 1)),
  ],
  unfold: overWindows((name, window) => one(name, reals(2, 6, 7, 3), (b, x) => b.unfold(x, window))),
  fold: overWindows((name, window) => one(name, reals(2, 6, 7, 2), (b, x) => b.fold(b.unfold(x, window), window, 6, 7))),
  maxPool: overWindows((name, window) => one(name, reals(2, 6, 7, 3), (b, x) => b.maxPool(x, window))),
  maxPoolGrad: overWindows((name, window) =>
    one(`${name}, ties`, ties(2, 6, 7, 3), (b, x) => b.maxPoolGrad(x, b.sub(b.maxPool(x, window), b.avgPool(x, window)), window)),
  ),
  avgPool: overWindows((name, window) => one(name, reals(2, 6, 7, 3), (b, x) => b.avgPool(x, window))),
  avgPoolGrad: overWindows((name, window) =>
    one(name, reals(2, 6, 7, 3), (b, x) => b.avgPoolGrad(b.avgPool(x, window), window, 6, 7)),
  ),
  softmax: [
    one('rows', reals(4, 5), (b, x) => b.softmax(x)),
    one('large logits', reals(4, 5), (b, x) => b.softmax(b.scale(x, 100))),
  ],
  logSoftmax: [
    one('rows', reals(4, 5), (b, x) => b.logSoftmax(x)),
    one('large logits', reals(4, 5), (b, x) => b.logSoftmax(b.scale(x, 100))),
  ],
  softmaxCrossEntropy: [
    two('one-hot targets', [reals(6, 4), ids(4, 6)], (b, x, i) => b.softmaxCrossEntropy(x, b.oneHot(i, 4))),
    two('soft targets, more axes', [reals(2, 3, 4), reals(2, 3, 4)], (b, x, y) => b.softmaxCrossEntropy(x, b.softmax(y))),
  ],
  scaleGradient: [one('is the identity', reals(3), (b, x) => b.scaleGradient(x, -1))],
  fill: [one('added', reals(3), (b, x) => b.add2(x, b.fill([2, 3], 0.5)))],
};
