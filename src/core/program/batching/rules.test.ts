import { describe, expect, test } from 'vitest';
import { at } from '../../util/assert-never.ts';
import { randomStream } from '../../util/random.ts';
import { ProgramBuilder, type Tensor } from '../builder.ts';
import { randomKeyLength } from '../counter-random.ts';
import { interpret } from '../reference/interpret.ts';
import { sizeOf } from '../shapes.ts';
import type { OpKind, Shape, ValueId, Window2D } from '../types.ts';
import { batched, overStack } from './vmap.ts';

const members = 3;

/** One operation on members of these shapes; `ids`: which inputs are integers, and below what. */
interface Case {
  readonly shapes: readonly Shape[];
  readonly build: (b: ProgramBuilder, inputs: readonly Tensor[]) => Tensor;
  readonly ids?: readonly (number | null)[];
}

const one = (shape: Shape, build: (b: ProgramBuilder, x: Tensor) => Tensor): Case => ({
  shapes: [shape],
  build: (b, inputs) => build(b, at(inputs, 0)),
});

const two = (first: Shape, second: Shape, build: (b: ProgramBuilder, x: Tensor, y: Tensor) => Tensor): Case => ({
  shapes: [first, second],
  build: (b, inputs) => build(b, at(inputs, 0), at(inputs, 1)),
});

const window: Window2D = { kernel: [3, 2], stride: [2, 1], pad: [1, 0, 1, 1], dilation: [1, 1] };

const cases: { readonly [K in OpKind]: readonly Case[] } = {
  unary: [one([2, 3], (b, x) => b.unary('tanh', x))],
  binary: [
    two([2, 3], [2, 3], (b, x, y) => b.sub(x, y)),
    two([2, 3], [3], (b, x, y) => b.div(x, y)),
    two([3], [4, 2, 1], (b, x, y) => b.binary('max', x, y)),
    two([], [2, 2], (b, x, y) => b.mul(x, y)),
  ],
  select: [
    {
      shapes: [[2, 1], [3], []],
      build: (b, inputs) => b.select(at(inputs, 0), at(inputs, 1), at(inputs, 2)),
    },
  ],
  toFloat: [{ ...one([4], (b, x) => b.toFloat(x)), ids: [9] }],
  reshape: [one([2, 6], (b, x) => b.reshape(x, [3, 1, 4])), one([1], (b, x) => b.reshape(x, []))],
  transpose: [one([2, 3, 4], (b, x) => b.transpose(x, [2, 0, 1]))],
  slice: [one([4, 5], (b, x) => b.slice(x, [1, 0], [2, 3]))],
  concat: [two([2, 3], [2, 1], (b, x, y) => b.concat([x, y, x], 1))],
  pad: [one([2, 3], (b, x) => b.pad(x, [0, 2], [1, 0]))],
  broadcast: [one([3, 1], (b, x) => b.broadcast(x, [2, 3, 4]))],
  reduce: [one([2, 3, 4], (b, x) => b.reduce('sum', x, [0, 2])), one([3, 2], (b, x) => b.reduce('max', x, [1]))],
  matmul: [false, true].flatMap((ta) =>
    [false, true].flatMap((tb) => [
      two(ta ? [4, 2] : [2, 4], tb ? [3, 4] : [4, 3], (b, x, y) => b.matmul(x, y, ta, tb)),
      two(ta ? [2, 4, 2] : [2, 2, 4], tb ? [2, 3, 4] : [2, 4, 3], (b, x, y) => b.matmul(x, y, ta, tb)),
    ]),
  ),
  gather: [{ ...two([5, 2], [3, 2], (b, x, y) => b.gather(x, y)), ids: [null, 5] }],
  scatterAdd: [{ ...two([2, 3], [2, 3, 2], (b, x, y) => b.scatterAdd(x, y, 4)), ids: [4, null] }],
  oneHot: [{ ...one([2, 2], (b, x) => b.oneHot(x, 4)), ids: [5] }],
  unfold: [one([2, 5, 4, 2], (b, x) => b.unfold(x, window))],
  fold: [one([2, 2, 5, 12], (b, x) => b.fold(x, window, 5, 4))],
  maxPool: [one([2, 5, 4, 2], (b, x) => b.maxPool(x, window))],
  maxPoolGrad: [two([2, 5, 4, 2], [2, 2, 5, 2], (b, x, y) => b.maxPoolGrad(x, y, window))],
  avgPool: [one([2, 5, 4, 2], (b, x) => b.avgPool(x, window))],
  avgPoolGrad: [one([2, 2, 5, 2], (b, x) => b.avgPoolGrad(x, window, 5, 4))],
  softmax: [one([2, 4], (b, x) => b.softmax(x))],
  logSoftmax: [one([4], (b, x) => b.logSoftmax(x))],
  softmaxCrossEntropy: [two([3, 4], [3, 4], (b, x, y) => b.softmaxCrossEntropy(x, y))],
  random: [{ ...one([randomKeyLength], (b, x) => b.random(x, [2, 3])), ids: [4096] }],
  scaleGradient: [one([2, 2], (b, x) => b.scaleGradient(x, -1))],
  fill: [{ shapes: [], build: (b) => b.fill([2, 3], 4) }],
};

/** Every choice of inputs that are stacked, not none; an operation without inputs has one choice. */
const choicesOf = (count: number): boolean[][] =>
  Array.from({ length: 2 ** count }, (_, bits) => Array.from({ length: count }, (__, i) => ((bits >> i) & 1) === 1)).filter(
    (choice) => count === 0 || choice.includes(true),
  );

const named = Object.entries(cases).flatMap(([kind, list]) =>
  list.flatMap((item, i) => choicesOf(item.shapes.length).map((choice) => [`${kind} ${i}`, choice, item] as const)),
);

/** The rule's stack, and what the operation gives member by member. */
function compare({ shapes, build, ids }: Case, choice: readonly boolean[]): { actual: Float64Array; expected: Float64Array } {
  const b = new ProgramBuilder();
  const feeds: Record<string, number[]> = {};
  const feed = (name: string, shape: Shape, index: number): Tensor => {
    const random = randomStream(3, name);
    const bound = ids?.[index] ?? null;
    // The key of a random stream is a control, hence real.
    const real = bound === null || bound === 4096;
    feeds[name] = Array.from({ length: sizeOf(shape) }, () => (bound === null ? random.normal() : random.int(bound)));
    return b.source({ kind: 'feed', name }, shape, real ? 'f32' : 'i32');
  };
  const stacks = shapes.map((shape, i) => feed(`stack${i}`, choice[i] ? [members, ...shape] : shape, i));
  const memberAt = (index: number): Tensor[] =>
    stacks.map((stack, i) => {
      if (!choice[i]) return stack;
      const shape = at(shapes, i);
      const begin = stack.shape.map((_, axis) => (axis === 0 ? index : 0));
      return b.reshape(b.slice(stack, begin, [1, ...shape]), shape);
    });
  const standIns = shapes.map((shape, i) => (choice[i] ? feed(`member${i}`, shape, i) : at(stacks, i)));
  const made = build(b, standIns);
  const source = b.value(made.id).source;
  if (source.kind !== 'op') throw new Error('a case is one operation');
  const stackOf = new Map<ValueId, Tensor>(
    standIns.flatMap((tensor, i): [ValueId, Tensor][] => (choice[i] ? [[tensor.id, at(stacks, i)]] : [])),
  );
  const stack = batched(b, b.op(source.op), members, stackOf);
  const each = Array.from({ length: members }, (_, index) => build(b, memberAt(index)));
  expect(stack.shape).toEqual([members, ...made.shape]);
  const values = interpret(b.build(), { feeds });
  const read = ({ id }: Tensor): number[] => [...(values.get(id) ?? [])];
  return { actual: Float64Array.from(read(stack)), expected: Float64Array.from(each.flatMap(read)) };
}

describe('every batching rule gives what its operation gives member by member', () => {
  test.each(named)('%s with stacked inputs %j', (_, choice, item) => {
    const { actual, expected } = compare(item, choice);
    expect(actual).toHaveLength(expected.length);
    actual.forEach((value, i) => {
      expect(value).toBeCloseTo(at(expected, i), 12);
    });
  });
});

test('a function of a member becomes one of the stack, whatever else it reads', () => {
  const b = new ProgramBuilder();
  const stack = b.source({ kind: 'feed', name: 'stack' }, [2, 3]);
  const other = b.source({ kind: 'feed', name: 'other' }, [3]);
  const result = overStack(b, stack, (x) => b.add2(b.mul(x, other), b.unary('neg', other)));
  const constant = overStack(b, stack, () => other);
  const feeds = { stack: [1, 2, 3, 4, 5, 6], other: [10, 20, 30], 'a member of a stack': [0, 0, 0] };
  const values = interpret(b.build(), { feeds });
  expect(values.get(result.id)).toEqual(Float64Array.of(0, 20, 60, 30, 80, 150));
  expect(values.get(constant.id)).toEqual(Float64Array.of(10, 20, 30, 10, 20, 30));
});

test('a stack of matrices times one matrix is one product', () => {
  const b = new ProgramBuilder();
  const stack = b.source({ kind: 'feed', name: 'stack' }, [5, 4, 3]);
  const weights = b.source({ kind: 'feed', name: 'weights' }, [2, 3]);
  const result = overStack(b, stack, (x) => b.matmul(x, weights, false, true));
  const { ops } = b.build();
  const products = ops.filter(({ kind, inputs }) => kind === 'matmul' && inputs.includes(weights.id));
  expect(result.shape).toEqual([5, 4, 2]);
  expect(b.tensor(at(products, 1).output).shape).toEqual([20, 2]);
});
