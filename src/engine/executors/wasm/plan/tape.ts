import { sizeOf } from '../../../../core/program/shapes.ts';
import type { Shape } from '../../../../core/program/types.ts';
import { at } from '../../../../core/util/assert-never.ts';
import { fnExpand, fnStore, opTape } from '../ids.ts';
import { type OpShapes, type Places, paddedBytes, type Recipe, type Words } from './job.ts';
import { stretchedCopy } from './strided-copy.ts';
import { type ElementwiseOp, functionOf } from './tape-functions.ts';

/**
 * Elementwise expressions as tapes for assembly/tape.ts: the whole expression is computed for one block of elements after the other, with
 * intermediate results in registers, which are blocks in memory that stay in the first-level cache.
 */
export interface Expression {
  readonly fn: number;
  /** Of as many elements as the whole expression. */
  readonly shape: Shape;
  readonly args: readonly (Expression | Leaf)[];
}

/** A value that is read: `read` is its index among the job's reads. */
export interface Leaf {
  readonly read: number;
  readonly shape: Shape;
}

/** Elements of a block, and the bytes of a register for them with room for whole vectors. */
const blockSize = 512;
const registerBytes = 4 * blockSize + 64;

/** How an argument's elements are repeated: element e is number ⌊e / inner⌋ mod period of the argument. */
interface Pattern {
  readonly inner: number;
  readonly period: number;
}

/** The pattern by which `from` is broadcast to `shape`; null where it is no such pattern (as [A, 1, B] to [A, K, B]). */
export function broadcastPattern(from: Shape, shape: Shape): Pattern | null {
  const missing = shape.length - from.length;
  const axes = shape
    .map((extent, axis) => ({ extent, varies: axis >= missing && (from[axis - missing] ?? 1) !== 1 }))
    .filter(({ extent }) => extent !== 1);
  const first = axes.findIndex(({ varies }) => varies);
  if (first < 0) return { inner: 1, period: 1 };
  const last = axes.findLastIndex(({ varies }) => varies);
  if (axes.slice(first, last + 1).some(({ varies }) => !varies)) return null;
  const extents = axes.map(({ extent }) => extent);
  return { inner: sizeOf(extents.slice(last + 1)), period: sizeOf(extents.slice(first, last + 1)) };
}

const commonMultiple = (a: number, b: number): number => {
  let [x, y] = [a, b];
  while (y > 0) [x, y] = [y, x % y];
  return (a / x) * b;
};

type Ref =
  | { readonly kind: 'register'; readonly index: number }
  | { readonly kind: 'read'; readonly index: number }
  /** A read stretched to the full size beforehand. */
  | { readonly kind: 'stretched'; readonly index: number }
  | { readonly kind: 'output' };

interface Instruction {
  readonly fn: number;
  readonly to: Ref;
  readonly args: readonly Ref[];
  readonly pattern?: Pattern;
}

/** Turns an expression into instructions, operands before their operator. */
class TapeBuilder {
  readonly loop: Instruction[] = [];
  readonly expansions: (Instruction & { readonly pattern: Pattern })[] = [];
  readonly stretched: Leaf[] = [];
  registers = 0;
  private readonly free: number[] = [];
  private readonly known = new Map<string, Ref>();

  constructor(private readonly size: number) {}

  /** Computes `expression` into `to`, or into a register that the caller gives back. */
  compute(expression: Expression, to?: Ref): Ref {
    const args = expression.args.map((arg) => ('fn' in arg ? this.compute(arg) : this.leaf(arg, expression.shape)));
    expression.args.forEach((arg, i) => {
      const ref = at(args, i);
      if ('fn' in arg && ref.kind === 'register') this.free.push(ref.index);
    });
    const target = to ?? this.register();
    this.loop.push({ fn: expression.fn, to: target, args });
    return target;
  }

  register(): Ref {
    return { kind: 'register', index: this.free.pop() ?? this.registers++ };
  }

  private leaf(leaf: Leaf, shape: Shape): Ref {
    if (sizeOf(leaf.shape) === this.size) return { kind: 'read', index: leaf.read };
    const pattern = broadcastPattern(leaf.shape, shape);
    const key = `${leaf.read} ${pattern ? `${pattern.inner} ${pattern.period}` : shape.join()}`;
    const known = this.known.get(key);
    if (known) return known;
    const ref = pattern ? this.expand(leaf, pattern) : this.stretch(leaf, shape);
    this.known.set(key, ref);
    return ref;
  }

  /** Its register is never given back: the pattern may be the same for all blocks. */
  private expand(leaf: Leaf, pattern: Pattern): Ref {
    const to: Ref = { kind: 'register', index: this.registers++ };
    this.expansions.push({ fn: fnExpand, to, args: [{ kind: 'read', index: leaf.read }], pattern });
    return to;
  }

  private stretch(leaf: Leaf, shape: Shape): Ref {
    this.stretched.push({ ...leaf, shape });
    return { kind: 'stretched', index: this.stretched.length - 1 };
  }
}

/** A block that holds whole periods of the first repeated row, so that this needs to be laid out only once. */
function chooseBlock(patterns: readonly Pattern[]): number {
  const row = patterns.find(({ inner, period }) => inner === 1 && period > 1);
  const unit = row ? commonMultiple(row.period, 4) : 1;
  return unit <= blockSize ? Math.floor(blockSize / unit) * unit : blockSize;
}

/** The expression as one tape; its leaves' shapes are those of the values read, which begin so many numbers behind the reads' addresses. */
export function tapeRecipe(expression: Expression, reads: readonly Shape[], offsets: readonly number[] = []): Recipe {
  const size = sizeOf(expression.shape);
  const builder = new TapeBuilder(size);
  builder.compute(expression, { kind: 'output' });
  const { loop, expansions, stretched } = builder;
  const block = chooseBlock(expansions.map(({ pattern }) => pattern));
  const same = ({ pattern: { inner, period } }: { pattern: Pattern }): boolean =>
    size <= block || period === 1 || block % (inner * period) === 0;
  const setup = expansions.filter(same);
  const body = [...expansions.filter((expansion) => !same(expansion)), ...loop];
  const spare: Ref = { kind: 'register', index: builder.registers };

  const words = (p: Places): readonly Words[] => {
    const readAt = (index: number): number => at(p.reads, index) + 4 * (offsets[index] ?? 0);
    const stretchedAt = (index: number): number => p.room + index * paddedBytes(size);
    const operand = (ref: Ref): [address: number, step: number] => {
      switch (ref.kind) {
        case 'register':
          return [p.scratch + ref.index * registerBytes, 0];
        case 'read':
          return [readAt(ref.index), 4];
        case 'stretched':
          return [stretchedAt(ref.index), 4];
        case 'output':
          return [p.output, 4];
      }
    };
    const encode = ({ fn, to, args, pattern }: Instruction): number[] => {
      const rest = pattern ? [operand(at(args, 0))[0], pattern.inner, pattern.period] : args.flatMap((ref) => operand(ref));
      return [fn, ...operand(to), ...rest, 0, 0, 0, 0, 0, 0].slice(0, 9);
    };
    const exact = p.exact && size % 4 !== 0;
    const last = at(loop, loop.length - 1);
    const end: Instruction[] = exact
      ? [
          { ...last, to: spare },
          { fn: fnStore, to: { kind: 'output' }, args: [spare] },
        ]
      : [last];
    const all = [...setup, ...body.slice(0, -1), ...end];
    const copies = stretched.map(({ read, shape }, i) => stretchedCopy(stretchedAt(i), readAt(read), at(reads, read), shape));
    return [...copies, [opTape, 0, size, block, setup.length, all.length - setup.length, ...all.flatMap(encode)]];
  };
  return { roomBytes: stretched.length * paddedBytes(size), scratchBytes: (builder.registers + 1) * registerBytes, words };
}

/** One elementwise operation by itself. */
export function elementwise(op: ElementwiseOp, { inputs, output }: OpShapes): Recipe {
  const args = inputs.map((shape, read): Leaf => ({ read, shape }));
  return tapeRecipe({ fn: functionOf(op), shape: output, args }, inputs);
}
