import { at, invariant } from '../util/assert-never.ts';
import { type Diagnostic, DiagnosticError, diagnostic } from '../util/diagnostics.ts';
import { broadcastShapes, describeShape, sameShape, sizeOf, windowOutput } from './shapes.ts';
import type {
  BinaryFn,
  DType,
  Op,
  OpDraft,
  Program,
  Shape,
  UnaryFn,
  ValueId,
  ValueInfo,
  ValueSource,
  Window2D,
} from './types.ts';

/** A value of the program under construction. */
export interface Tensor {
  readonly id: ValueId;
  readonly shape: Shape;
  readonly dtype: DType;
}

/** What a program consists of, or may consist of at the most: a document of a few kilobytes can ask for any number of steps and tables. */
export interface ProgramSize {
  readonly ops: number;
  /** Numbers of all constants together. */
  readonly constants: number;
}

const unlimited: ProgramSize = { ops: Number.POSITIVE_INFINITY, constants: Number.POSITIVE_INFINITY };

const idsOf = (tensors: readonly Tensor[]): ValueId[] => tensors.map(({ id }) => id);

const refuse = (problem: Diagnostic): never => {
  throw new DiagnosticError(problem);
};

/**
 * Appends primitives to a program, one method each, and enforces their shape rules: a shape that a user's graph can cause throws a
 * `DiagnosticError` with both shapes in words (the caller adds the node); what only a bug can cause throws an invariant.
 */
export class ProgramBuilder {
  private readonly values: ValueInfo[] = [];
  private readonly ops: Op[] = [];
  private readonly outputs: Record<string, ValueId> = {};
  private readonly stateWrites: { state: number; value: ValueId }[] = [];
  private size: ProgramSize = { ops: 0, constants: 0 };
  /** The node of the document that the following values belong to. */
  node: string | undefined;

  constructor(private readonly limits = unlimited) {}

  /** How large the program is, with what `account` was told of. */
  get cost(): ProgramSize {
    return this.size;
  }

  /** Counts what does not stand here, but would. Throws `shape.tooManyOperations`, `shape.tableTooLarge`. */
  account({ ops, constants }: ProgramSize): void {
    const size = { ops: this.size.ops + ops, constants: this.size.constants + constants };
    if (size.ops > this.limits.ops) refuse(diagnostic('shape.tooManyOperations', { limit: this.limits.ops }));
    if (size.constants > this.limits.constants) {
      refuse(diagnostic('shape.tableTooLarge', { count: constants, limit: this.limits.constants }));
    }
    this.size = size;
  }

  get opCount(): number {
    return this.ops.length;
  }

  value(id: ValueId): ValueInfo {
    return at(this.values, id);
  }

  op(index: number): Op {
    return at(this.ops, index);
  }

  tensor(id: ValueId): Tensor {
    const { shape, dtype } = this.value(id);
    return { id, shape, dtype };
  }

  output(name: string, tensor: Tensor): void {
    invariant(!(name in this.outputs), `output ${name} is set once`);
    this.outputs[name] = tensor.id;
  }

  writeState(state: number, tensor: Tensor): void {
    this.stateWrites.push({ state, value: tensor.id });
  }

  build(): Program {
    return { values: [...this.values], ops: [...this.ops], outputs: { ...this.outputs }, stateWrites: [...this.stateWrites] };
  }

  /** A value that no operation makes: a parameter, data, a control, a constant. */
  source(source: Exclude<ValueSource, { kind: 'op' }>, shape: Shape, dtype: DType = 'f32'): Tensor {
    return this.add(source, shape, dtype);
  }

  /** Numbers whose count follows from a document are given as a function, which is called once it is known that there is room for them. */
  constant(numbers: readonly number[] | (() => readonly number[]), shape: Shape, dtype: DType = 'f32'): Tensor {
    const count = sizeOf(shape);
    this.account({ ops: 0, constants: count });
    const data = typeof numbers === 'function' ? numbers() : numbers;
    invariant(data.length === count, 'a constant fills its shape');
    return this.add({ kind: 'constant', data }, shape, dtype);
  }

  fill(shape: Shape, value: number): Tensor {
    return this.append({ kind: 'fill', inputs: [], attributes: { shape, value } }, shape);
  }

  scalar(value: number): Tensor {
    return this.fill([], value);
  }

  unary(fn: UnaryFn, x: Tensor): Tensor {
    return this.append({ kind: 'unary', inputs: idsOf([x]), attributes: { fn } }, x.shape);
  }

  binary(fn: BinaryFn, a: Tensor, b: Tensor): Tensor {
    return this.append({ kind: 'binary', inputs: idsOf([a, b]), attributes: { fn } }, broadcastShapes(a.shape, b.shape));
  }

  add2(a: Tensor, b: Tensor): Tensor {
    return this.binary('add', a, b);
  }
  sub(a: Tensor, b: Tensor): Tensor {
    return this.binary('sub', a, b);
  }
  mul(a: Tensor, b: Tensor): Tensor {
    return this.binary('mul', a, b);
  }
  div(a: Tensor, b: Tensor): Tensor {
    return this.binary('div', a, b);
  }
  /** x · factor, with a constant factor. */
  scale(x: Tensor, factor: number): Tensor {
    return factor === 1 ? x : this.mul(x, this.scalar(factor));
  }

  /** condition ≠ 0 ? a : b; the condition is f32, a and b are both f32 or both i32 */
  select(condition: Tensor, a: Tensor, b: Tensor): Tensor {
    invariant(a.dtype === b.dtype, 'a choice is between values of one type');
    return this.append(
      { kind: 'select', inputs: idsOf([condition, a, b]), attributes: {} },
      broadcastShapes(broadcastShapes(condition.shape, a.shape), b.shape),
      a.dtype,
    );
  }

  toFloat(x: Tensor): Tensor {
    return x.dtype === 'f32' ? x : this.append({ kind: 'toFloat', inputs: idsOf([x]), attributes: {} }, x.shape);
  }

  /** Throws `shape.reshape`. */
  reshape(x: Tensor, shape: Shape): Tensor {
    if (sizeOf(x.shape) !== sizeOf(shape)) {
      refuse(
        diagnostic('shape.reshape', {
          from: describeShape(x.shape),
          fromSize: sizeOf(x.shape),
          to: describeShape(shape),
          toSize: sizeOf(shape),
        }),
      );
    }
    return sameShape(x.shape, shape)
      ? x
      : this.append({ kind: 'reshape', inputs: idsOf([x]), attributes: { shape } }, shape, x.dtype);
  }

  transpose(x: Tensor, permutation: readonly number[]): Tensor {
    invariant(permutation.length === x.shape.length, 'a permutation names every axis');
    return this.append(
      { kind: 'transpose', inputs: idsOf([x]), attributes: { permutation } },
      permutation.map((axis) => at(x.shape, axis)),
      x.dtype,
    );
  }

  /** Throws `shape.slice`. */
  slice(x: Tensor, begin: readonly number[], size: readonly number[]): Tensor {
    const fits =
      begin.length === x.shape.length &&
      begin.every((from, axis) => from >= 0 && at(size, axis) > 0 && from + at(size, axis) <= at(x.shape, axis));
    if (!fits)
      refuse(diagnostic('shape.slice', { begin: begin.join(', '), size: describeShape(size), shape: describeShape(x.shape) }));
    return sameShape(size, x.shape)
      ? x
      : this.append({ kind: 'slice', inputs: idsOf([x]), attributes: { begin, size } }, size, x.dtype);
  }

  /** Throws `shape.concat`. */
  concat(parts: readonly Tensor[], axis: number): Tensor {
    const first = at(parts, 0);
    for (const part of parts) {
      const fits =
        part.shape.length === first.shape.length && part.shape.every((extent, i) => i === axis || extent === first.shape[i]);
      if (!fits) refuse(diagnostic('shape.concat', { a: describeShape(first.shape), b: describeShape(part.shape), axis }));
    }
    if (parts.length === 1) return first;
    const total = parts.reduce((sum, part) => sum + at(part.shape, axis), 0);
    return this.append(
      { kind: 'concat', inputs: idsOf(parts), attributes: { axis } },
      first.shape.map((extent, i) => (i === axis ? total : extent)),
      first.dtype,
    );
  }

  pad(x: Tensor, before: readonly number[], after: readonly number[]): Tensor {
    invariant(before.length === x.shape.length && after.length === x.shape.length, 'padding names every axis');
    if (before.every((n) => n === 0) && after.every((n) => n === 0)) return x;
    return this.append(
      { kind: 'pad', inputs: idsOf([x]), attributes: { before, after } },
      x.shape.map((extent, axis) => extent + at(before, axis) + at(after, axis)),
      x.dtype,
    );
  }

  /** Throws `shape.broadcast`. */
  broadcast(x: Tensor, shape: Shape): Tensor {
    if (!sameShape(broadcastShapes(x.shape, shape), shape))
      refuse(diagnostic('shape.broadcast', { a: describeShape(x.shape), b: describeShape(shape) }));
    return sameShape(x.shape, shape)
      ? x
      : this.append({ kind: 'broadcast', inputs: idsOf([x]), attributes: { shape } }, shape, x.dtype);
  }

  /** Keeps the reduced axes with size 1; see `sum` for dropping them. */
  reduce(fn: 'sum' | 'max', x: Tensor, axes: readonly number[]): Tensor {
    const ordered = [...axes].sort((a, b) => a - b);
    if (ordered.length === 0) return x;
    return this.append(
      { kind: 'reduce', inputs: idsOf([x]), attributes: { fn, axes: ordered } },
      x.shape.map((extent, axis) => (ordered.includes(axis) ? 1 : extent)),
    );
  }

  /** The sum over `axes` (all of them by default), which disappear unless `keep`. */
  sum(x: Tensor, axes: readonly number[] = x.shape.map((_, axis) => axis), keep = false): Tensor {
    const kept = this.reduce('sum', x, axes);
    return keep
      ? kept
      : this.reshape(
          kept,
          x.shape.filter((_, axis) => !axes.includes(axis)),
        );
  }

  mean(x: Tensor, axes: readonly number[] = x.shape.map((_, axis) => axis), keep = false): Tensor {
    const count = axes.reduce((product, axis) => product * at(x.shape, axis), 1);
    return this.scale(this.sum(x, axes, keep), 1 / count);
  }

  /** Throws `shape.matmul`. */
  matmul(a: Tensor, b: Tensor, transposeA = false, transposeB = false): Tensor {
    const rank = a.shape.length;
    const [m, k] = transposeA ? [a.shape[rank - 1], a.shape[rank - 2]] : [a.shape[rank - 2], a.shape[rank - 1]];
    const [k2, n] = transposeB ? [b.shape[rank - 1], b.shape[rank - 2]] : [b.shape[rank - 2], b.shape[rank - 1]];
    const fits = (rank === 2 || rank === 3) && b.shape.length === rank && k === k2 && (rank === 2 || a.shape[0] === b.shape[0]);
    if (!fits || m === undefined || n === undefined)
      return refuse(diagnostic('shape.matmul', { a: describeShape(a.shape), b: describeShape(b.shape) }));
    return this.append(
      { kind: 'matmul', inputs: idsOf([a, b]), attributes: { transposeA, transposeB } },
      rank === 2 ? [m, n] : [at(a.shape, 0), m, n],
    );
  }

  gather(table: Tensor, ids: Tensor): Tensor {
    invariant(ids.dtype === 'i32', 'ids are integers');
    return this.append(
      { kind: 'gather', inputs: idsOf([table, ids]), attributes: {} },
      [...ids.shape, ...table.shape.slice(1)],
      table.dtype,
    );
  }

  scatterAdd(ids: Tensor, updates: Tensor, rows: number): Tensor {
    invariant(ids.dtype === 'i32' && sameShape(updates.shape.slice(0, ids.shape.length), ids.shape), 'every id has an update');
    return this.append({ kind: 'scatterAdd', inputs: idsOf([ids, updates]), attributes: { rows } }, [
      rows,
      ...updates.shape.slice(ids.shape.length),
    ]);
  }

  oneHot(ids: Tensor, depth: number): Tensor {
    invariant(ids.dtype === 'i32', 'ids are integers');
    return this.append({ kind: 'oneHot', inputs: idsOf([ids]), attributes: { depth } }, [...ids.shape, depth]);
  }

  /** Throws `shape.window`. */
  unfold(x: Tensor, window: Window2D): Tensor {
    const [height, width] = windowOutput(x.shape, window);
    const cells = window.kernel[0] * window.kernel[1] * at(x.shape, 3);
    return this.append({ kind: 'unfold', inputs: idsOf([x]), attributes: { window } }, [at(x.shape, 0), height, width, cells]);
  }

  fold(x: Tensor, window: Window2D, height: number, width: number): Tensor {
    const channels = at(x.shape, 3) / (window.kernel[0] * window.kernel[1]);
    invariant(Number.isInteger(channels), 'fold reverses an unfold');
    return this.append({ kind: 'fold', inputs: idsOf([x]), attributes: { window, height, width } }, [
      at(x.shape, 0),
      height,
      width,
      channels,
    ]);
  }

  maxPool(x: Tensor, window: Window2D): Tensor {
    return this.append({ kind: 'maxPool', inputs: idsOf([x]), attributes: { window } }, [
      at(x.shape, 0),
      ...windowOutput(x.shape, window),
      at(x.shape, 3),
    ]);
  }

  maxPoolGrad(x: Tensor, dy: Tensor, window: Window2D): Tensor {
    return this.append({ kind: 'maxPoolGrad', inputs: idsOf([x, dy]), attributes: { window } }, x.shape);
  }

  avgPool(x: Tensor, window: Window2D): Tensor {
    return this.append({ kind: 'avgPool', inputs: idsOf([x]), attributes: { window } }, [
      at(x.shape, 0),
      ...windowOutput(x.shape, window),
      at(x.shape, 3),
    ]);
  }

  avgPoolGrad(dy: Tensor, window: Window2D, height: number, width: number): Tensor {
    return this.append({ kind: 'avgPoolGrad', inputs: idsOf([dy]), attributes: { window, height, width } }, [
      at(dy.shape, 0),
      height,
      width,
      at(dy.shape, 3),
    ]);
  }

  softmax(x: Tensor): Tensor {
    return this.append({ kind: 'softmax', inputs: idsOf([x]), attributes: {} }, x.shape);
  }

  logSoftmax(x: Tensor): Tensor {
    return this.append({ kind: 'logSoftmax', inputs: idsOf([x]), attributes: {} }, x.shape);
  }

  softmaxCrossEntropy(logits: Tensor, targets: Tensor): Tensor {
    if (!sameShape(logits.shape, targets.shape))
      refuse(diagnostic('shape.broadcast', { a: describeShape(logits.shape), b: describeShape(targets.shape) }));
    return this.append(
      { kind: 'softmaxCrossEntropy', inputs: idsOf([logits, targets]), attributes: {} },
      logits.shape.slice(0, -1),
    );
  }

  random(key: Tensor, shape: Shape): Tensor {
    return this.append({ kind: 'random', inputs: idsOf([key]), attributes: { shape } }, shape);
  }

  scaleGradient(x: Tensor, factor: number): Tensor {
    return this.append({ kind: 'scaleGradient', inputs: idsOf([x]), attributes: { factor } }, x.shape);
  }

  private add(source: ValueSource, shape: Shape, dtype: DType): Tensor {
    const info: ValueInfo = this.node === undefined ? { shape, dtype, source } : { shape, dtype, source, node: this.node };
    this.values.push(info);
    return { id: this.values.length - 1, shape, dtype };
  }

  private append(draft: OpDraft, shape: Shape, dtype: DType = 'f32'): Tensor {
    this.account({ ops: 1, constants: 0 });
    const output = this.add({ kind: 'op', op: this.ops.length }, shape, dtype);
    this.ops.push({ ...draft, output: output.id });
    return output;
  }
}
