import { at } from '../../../util/assert-never.ts';
import { type Random, randomStream } from '../../../util/random.ts';
import type { ProgramBuilder, Tensor } from '../../builder.ts';
import { sizeOf } from '../../shapes.ts';
import type { Shape } from '../../types.ts';

/** Losses of several tasks over parameters of these shapes. */
export interface Model {
  readonly shapes: readonly Shape[];
  readonly losses: (b: ProgramBuilder, parameters: readonly Tensor[]) => Tensor[];
}

/** A tensor of normal numbers, the same at every call of the same name. */
export const constant = (b: ProgramBuilder, shape: Shape, name: string): Tensor => {
  const random = randomStream(5, name);
  return b.constant(
    Array.from({ length: sizeOf(shape) }, () => random.normal()),
    shape,
  );
};

export const squared = (b: ProgramBuilder, x: Tensor): Tensor => b.mean(b.unary('square', x));
export const crossEntropy = (b: ProgramBuilder, logits: Tensor): Tensor =>
  b.mean(b.softmaxCrossEntropy(logits, b.softmax(constant(b, logits.shape, 'targets'))));

export function dense(b: ProgramBuilder, x: Tensor, kernel: Tensor, bias: Tensor): Tensor {
  return b.unary('tanh', b.add2(b.matmul(x, kernel), bias));
}

const window = { kernel: [2, 2], stride: [1, 1], pad: [0, 1, 1, 0], dilation: [1, 1] } as const;

function convolution(b: ProgramBuilder, x: Tensor, kernel: Tensor, bias: Tensor): Tensor {
  const [height = 1, width = 1, channels = 1, filters = 1] = kernel.shape;
  const cells = b.unfold(x, window);
  const places = cells.shape.slice(0, 3);
  const rows = b.reshape(cells, [sizeOf(places), height * width * channels]);
  const product = b.add2(b.matmul(rows, b.reshape(kernel, [height * width * channels, filters])), bias);
  return b.reshape(product, [...places, filters]);
}

/** Mean 0 and variance 1 over these axes, then scale and shift. */
function normalized(b: ProgramBuilder, x: Tensor, axes: readonly number[], gamma: Tensor, beta: Tensor): Tensor {
  const centred = b.sub(x, b.mean(x, axes, true));
  const deviation = b.unary('rsqrt', b.add2(b.mean(b.unary('square', centred), axes, true), b.scalar(1e-3)));
  return b.add2(b.mul(centred, b.mul(deviation, gamma)), beta);
}

/** Every way in which tasks share parameters. */
export const models: Readonly<Record<string, Model>> = {
  'hard sharing': {
    shapes: [[5, 4], [4], [4, 3], [3], [4, 2], [4, 1]],
    losses(b, p) {
      const hidden = dense(b, constant(b, [6, 5], 'x'), at(p, 0), at(p, 1));
      return [
        crossEntropy(b, b.add2(b.matmul(hidden, at(p, 2)), at(p, 3))),
        squared(b, b.matmul(hidden, at(p, 4))),
        squared(b, b.matmul(hidden, at(p, 5))),
      ];
    },
  },
  'more rows than weights': {
    shapes: [[2, 3], [3], [3, 1], [3, 1]],
    losses(b, p) {
      const hidden = dense(b, constant(b, [40, 2], 'x'), at(p, 0), at(p, 1));
      return [squared(b, b.matmul(hidden, at(p, 2))), squared(b, b.unary('exp', b.matmul(hidden, at(p, 3))))];
    },
  },
  'a hierarchy: the first layer serves all, the second two of three tasks': {
    shapes: [[5, 4], [4], [4, 4], [4], [4, 2], [4, 1], [4, 1]],
    losses(b, p) {
      const low = dense(b, constant(b, [3, 5], 'x'), at(p, 0), at(p, 1));
      const high = dense(b, low, at(p, 2), at(p, 3));
      return [
        crossEntropy(b, b.matmul(high, at(p, 4))),
        squared(b, b.matmul(low, at(p, 5))),
        squared(b, b.matmul(high, at(p, 6))),
      ];
    },
  },
  'overlapping pairs of tasks': {
    shapes: [
      [5, 4],
      [5, 4],
      [4, 1],
      [4, 1],
      [4, 1],
    ],
    losses(b, p) {
      const x = constant(b, [3, 5], 'x');
      const [left, right] = [b.unary('tanh', b.matmul(x, at(p, 0))), b.unary('relu', b.matmul(x, at(p, 1)))];
      const both = b.mul(left, right);
      return [squared(b, b.matmul(left, at(p, 2))), squared(b, b.matmul(both, at(p, 3))), squared(b, b.matmul(right, at(p, 4)))];
    },
  },
  'independent networks': {
    shapes: [
      [5, 2],
      [5, 3],
    ],
    losses: (b, p) => [0, 1].map((i) => squared(b, b.matmul(constant(b, [3, 5], 'x'), at(p, i)))),
  },
  'one task': {
    shapes: [[5, 4], [4]],
    losses: (b, p) => [squared(b, dense(b, constant(b, [3, 5], 'x'), at(p, 0), at(p, 1)))],
  },
  'a parameter that nothing reads, one that is a loss, one used twice': {
    shapes: [[2], [], [3, 3]],
    losses(b, p) {
      const x = constant(b, [2, 3], 'x');
      const twice = b.matmul(b.unary('sin', b.matmul(x, at(p, 2))), at(p, 2));
      return [b.add2(squared(b, twice), at(p, 1)), b.add2(b.sum(twice), b.unary('square', at(p, 1)))];
    },
  },
  'convolutions with pools and batch normalisation': {
    shapes: [[2, 2, 1, 3], [3], [3], [3], [2, 2, 3, 2], [2], [2, 2], [2, 1]],
    losses(b, p) {
      const first = convolution(b, constant(b, [2, 6, 5, 1], 'image'), at(p, 0), at(p, 1));
      const active = b.unary('relu', normalized(b, first, [0, 1, 2], at(p, 2), at(p, 3)));
      const halves = { ...window, stride: [2, 2] } as const;
      const second = convolution(b, b.maxPool(active, halves), at(p, 4), at(p, 5));
      const averaged = b.mean(b.avgPool(second, halves), [1, 2]);
      return [crossEntropy(b, b.matmul(averaged, at(p, 6))), squared(b, b.matmul(averaged, at(p, 7)))];
    },
  },
  'layer normalisation, dropout, merging': {
    shapes: [[5, 4], [4], [4], [5, 3], [7, 2], [4, 1], [7, 1]],
    losses(b, p) {
      const x = constant(b, [3, 5], 'x');
      const left = normalized(b, b.matmul(x, at(p, 0)), [1], at(p, 1), at(p, 2));
      const kept = b.binary('greaterEqual', b.random(b.constant([1, 2, 3, 4, 5, 6, 7, 8], [8]), [3, 4]), b.scalar(0.3));
      const dropped = b.scale(b.mul(left, kept), 1 / 0.7);
      const both = b.concat([dropped, b.unary('sigmoid', b.matmul(x, at(p, 3)))], 1);
      return [
        crossEntropy(b, b.matmul(both, at(p, 4))),
        squared(b, b.matmul(b.binary('max', left, dropped), at(p, 5))),
        squared(b, b.scaleGradient(b.matmul(both, at(p, 6)), -1)),
      ];
    },
  },
  'an embedding': {
    shapes: [
      [7, 4],
      [4, 2],
      [4, 1],
    ],
    losses(b, p) {
      const words = b.constant([0, 3, 3, 6, 1, 2], [3, 2], 'i32');
      const meaning = b.mean(b.gather(at(p, 0), words), [1]);
      return [crossEntropy(b, b.matmul(meaning, at(p, 1))), squared(b, b.matmul(meaning, at(p, 2)))];
    },
  },
};

/** A random network of dense and elementwise layers, and heads on any of its values. */
export function randomModel(seed: number): Model {
  const shapes: Shape[] = [];
  const plan = randomStream(seed, 'plan');
  type Build = (b: ProgramBuilder, p: readonly Tensor[], pool: Tensor[]) => Tensor;
  const steps: Build[] = [];
  const parameter = (shape: Shape): number => shapes.push(shape) - 1;
  const width = 4;
  const layers = 4 + plan.int(4);
  const grow = (random: Random): Build => {
    const [from, other] = [random.int(1000), random.int(1000)];
    const pick = (pool: readonly Tensor[], choice: number): Tensor => at(pool, choice % pool.length);
    switch (random.int(6)) {
      case 0:
      case 1: {
        const [kernel, bias] = [parameter([width, width]), parameter([width])];
        return (b, p, pool) => dense(b, pick(pool, from), at(p, kernel), at(p, bias));
      }
      case 2: {
        const scale = parameter([1, width]);
        return (b, p, pool) => b.mul(pick(pool, from), at(p, scale));
      }
      case 3:
        return (b, _, pool) => b.add2(pick(pool, from), pick(pool, other));
      case 4: {
        const shift = parameter([width]);
        return (b, p, pool) => b.unary('softplus', b.sub(pick(pool, from), at(p, shift)));
      }
      default:
        return (b, _, pool) => b.softmax(b.mul(pick(pool, from), pick(pool, other)));
    }
  };
  for (let i = 0; i < layers; i++) steps.push(grow(plan));
  const heads = Array.from({ length: 2 + plan.int(3) }, () => ({ kernel: parameter([width, 2]), on: plan.int(1000) }));
  return {
    shapes,
    losses(b, p) {
      const pool = [constant(b, [3, width], 'x')];
      for (const step of steps) pool.push(step(b, p, pool));
      return heads.map(({ kernel, on }, i) => {
        const logits = b.matmul(at(pool, on % pool.length), at(p, kernel));
        return i % 2 === 0 ? crossEntropy(b, logits) : squared(b, logits);
      });
    },
  };
}
