import type { ProgramBuilder, Tensor } from '../../../core/program/builder.ts';
import { gradients } from '../../../core/program/differentiate.ts';
import { ReferenceTrainer } from '../../../core/program/reference/trainer.ts';
import { sizeOf } from '../../../core/program/shapes.ts';
import type { BinaryFn, Shape, TrainingProgram, UnaryFn, Window2D } from '../../../core/program/types.ts';
import { at } from '../../../core/util/assert-never.ts';
import { type Random, randomStream } from '../../../core/util/random.ts';
import { drawInput, type InputSpec, type ModelSpec } from '../self-test/programs.ts';
import { type ConformanceCase, once } from './conformance.ts';
import { primitiveProgram } from './programs.ts';

/** Functions whose results stay near 1, so that differences mean something. */
const unaries: readonly UnaryFn[] = ['neg', 'abs', 'square', 'sin', 'cos', 'tanh', 'sigmoid', 'softplus', 'relu'];
const binaries: readonly BinaryFn[] = ['add', 'sub', 'mul', 'max', 'min'];

/** What random graphs are made of. */
interface Palette {
  readonly unaries: readonly UnaryFn[];
  readonly binaries: readonly BinaryFn[];
  /** Is there something that jumps from one value to another? */
  readonly jumps: boolean;
}
const everything: Palette = { unaries: [...unaries, 'step'], binaries: [...binaries, 'greater'], jumps: true };
/** Where a function jumps, one rounding decides which of two ways a long training goes: what is trained has no such place. */
const continuous: Palette = { unaries, binaries, jumps: false };

const extents: readonly number[] = [1, 2, 3, 4, 5, 7, 8, 9, 17, 33];

/** Keeps numbers in reach of the ones that they meet. */
const tame = (b: ProgramBuilder, x: Tensor): Tensor => b.unary('tanh', x);

/** One step of a random program: a new tensor out of those that are there. */
function grow(b: ProgramBuilder, random: Random, pool: readonly Tensor[], { unaries, binaries, jumps }: Palette): Tensor {
  const pick = <T>(items: readonly T[]): T => at(items, random.int(items.length));
  const x = pick(pool);
  const axes = x.shape.map((_, axis) => axis);
  switch (random.int(13)) {
    case 0:
    case 1:
      return b.unary(pick(unaries), x);
    case 2: {
      const same = pool.filter((other) => other.shape.join() === x.shape.join());
      return b.binary(pick(binaries), x, pick(same));
    }
    case 3: {
      // An argument stretched along any of its axes.
      const kept = axes.map((axis) => (random.int(2) === 0 ? at(x.shape, axis) : 1));
      const small = b.slice(
        x,
        axes.map(() => 0),
        kept,
      );
      return random.int(2) === 0 ? b.binary(pick(binaries), x, small) : b.binary(pick(binaries), small, x);
    }
    case 4: {
      const reduced = axes.filter(() => random.int(2) === 0);
      return tame(b, b.reduce(random.int(3) === 0 ? 'max' : 'sum', x, reduced));
    }
    case 5:
      return b.transpose(
        x,
        [...axes].sort(() => random.next() - 0.5),
      );
    case 6:
      return b.reshape(x, random.int(2) === 0 ? [sizeOf(x.shape)] : [...x.shape, 1]);
    case 7: {
      const rows = b.reshape(x, [sizeOf(x.shape) / (x.shape.at(-1) ?? 1), x.shape.at(-1) ?? 1]);
      const ways = [
        () => b.matmul(rows, rows, true, false),
        () => b.matmul(rows, rows, false, true),
        () => b.matmul(b.transpose(rows, [1, 0]), rows, true, true),
        () => b.matmul(rows, b.matmul(rows, rows, true, false)),
      ];
      return sizeOf(x.shape) > 600 ? b.unary('sin', x) : tame(b, b.scale(pick(ways)(), 0.2));
    }
    case 8:
      return b.concat([x, b.unary('neg', x)], random.int(Math.max(1, axes.length)));
    case 9:
      return b.softmax(x);
    case 10:
      if (!jumps) return b.sub(x, b.softmax(b.unary('neg', x)));
      return b.select(b.binary('greater', x, b.scalar(0.1)), x, b.scale(x, 0.5));
    case 11: {
      const bias = b.slice(
        x,
        axes.map(() => 0),
        axes.map((axis) => (axis === axes.length - 1 ? at(x.shape, axis) : 1)),
      );
      return b.unary('relu', b.add2(x, b.reshape(bias, [x.shape.at(-1) ?? 1])));
    }
    default:
      return overWindows(b, random, x);
  }
}

/** Something with windows, on the tensor as an image of 2 channels where it has enough elements. */
function overWindows(b: ProgramBuilder, random: Random, x: Tensor): Tensor {
  const size = sizeOf(x.shape);
  if (size < 24) return b.unary('cos', x);
  const channels = 1 + random.int(3);
  const width = 3 + random.int(2);
  const height = Math.floor(size / (channels * width));
  if (height < 3) return b.unary('cos', x);
  const flat = b.slice(b.reshape(x, [size]), [0], [height * width * channels]);
  const image = b.reshape(flat, [1, height, width, channels]);
  const edge = random.int(2);
  const stride = 1 + random.int(2);
  const window: Window2D = { kernel: [2, 3], stride: [stride, stride], pad: [edge, edge, edge, edge], dilation: [1, 1] };
  switch (random.int(3)) {
    case 0:
      return b.maxPool(image, window);
    case 1:
      return b.avgPool(image, window);
    default: {
      const cells = b.unfold(image, window);
      const inner = at(cells.shape, 3);
      const kernel = b.reshape(b.slice(flat, [0], [inner]), [inner, 1]);
      return tame(b, b.matmul(b.reshape(cells, [sizeOf(cells.shape) / inner, inner]), kernel));
    }
  }
}

const limit = 4000;

/** The shapes of two inputs, and about sixteen tensors grown out of them. */
function randomShapes(random: Random): Shape[] {
  const extent = (): number => at(extents, random.int(extents.length));
  return [
    [extent(), extent()],
    [extent(), 1 + random.int(3), extent()],
  ];
}

function grown(b: ProgramBuilder, random: Random, inputs: readonly Tensor[], palette: Palette): readonly Tensor[] {
  const pool = [...inputs];
  for (let i = 0; i < 16; i++) {
    const next = grow(b, random, pool, palette);
    if (sizeOf(next.shape) <= limit) pool.push(next);
  }
  return pool.slice(-4);
}

const meanSquares = (b: ProgramBuilder, tensors: readonly Tensor[]): Tensor =>
  tensors.map((x) => b.mean(b.mul(x, x))).reduce((sum, term) => b.add2(sum, term));

/** A program of about thirty primitives over two inputs, and its gradients, all as one output. */
function randomGraph(seed: number): { program: TrainingProgram; inputs: readonly InputSpec[] } {
  const random = randomStream(seed, 'random graph');
  const inputs = randomShapes(random).map((shape): InputSpec => ({ shape, values: 'reals' }));
  const program = primitiveProgram(inputs, (b, given) => {
    const flat = (x: Tensor): Tensor => b.reshape(x, [sizeOf(x.shape)]);
    const last = grown(b, random, given, everything);
    const loss = meanSquares(b, last);
    const found = gradients(b, loss, given).filter((gradient) => gradient !== null);
    return b.concat([flat(loss), ...[...last, ...found].map(flat)], 0);
  });
  return { program, inputs };
}

/**
 * A random graph over two parameters, which are trained so that four of its tensors become small. Gradients are clipped: whatever functions
 * came together, parameters stay in reach.
 */
export function randomModel(random: Random): ModelSpec {
  return {
    batch: 1,
    data: [],
    parameters: randomShapes(random),
    clipNorm: 1,
    loss: (b, _, parameters) => meanSquares(b, grown(b, random, parameters, continuous)),
  };
}

/** Random graphs with their gradients, as cases for any executor. */
export const randomGraphCases = (count: number): ConformanceCase[] =>
  Array.from({ length: count }, (_, seed) => {
    const graph = once(() => randomGraph(seed));
    const feeds = once(() => Object.fromEntries(graph().inputs.map((input, i) => [`in${i}`, drawInput(input, i + 2 * seed)])));
    return {
      name: `random graph ${seed}`,
      tolerance: 1e-4,
      async play(executor) {
        const session = await executor.load(graph().program, {});
        const { out } = await session.predict(feeds(), 1);
        session.dispose();
        return out ?? [];
      },
      expected: once(() => new ReferenceTrainer(graph().program, {}).predict(feeds(), 1).out ?? []),
    };
  });
