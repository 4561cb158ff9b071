import { at } from '../../util/assert-never.ts';
import { evaluateOp } from '../reference/interpret.ts';
import { broadcastShapes, sameShape, sizeOf } from '../shapes.ts';
import type { Op, OpKind, OpOf, Shape, ValueId } from '../types.ts';
import type { Emitter, Result } from './emitter.ts';
import { joinedPads } from './joined-pads.ts';
import { joinedProducts } from './joined-products.ts';

/** A value that already is, or a cheaper operation that makes, what `op` would make; null where this rule knows none. */
export type Rewrite<K extends OpKind> = (e: Emitter, op: OpOf<K>, result: Result) => ValueId | null;

/** An elementwise operation on constants is a constant. */
function foldElementwise<K extends 'unary' | 'binary' | 'select'>(e: Emitter, op: OpOf<K>, result: Result): ValueId | null {
  const constants = op.inputs.map((id) => e.constant(id));
  if (constants.some((value) => value === null)) return null;
  const inputs = constants.map((value) => ({ shape: [], data: Float64Array.of(value ?? 0) }));
  return e.fill(at(evaluateOp(op, inputs, []), 0), result);
}

const movedConstant = (e: Emitter, op: Op, result: Result): ValueId | null => {
  const value = e.constant(at(op.inputs, 0));
  return value === null ? null : e.fill(value, result);
};

/** −(−x) = x */
const unary: Rewrite<'unary'> = (e, op, result) => {
  if (op.attributes.fn === 'neg') {
    const inner = e.made(at(op.inputs, 0), 'unary');
    if (inner?.attributes.fn === 'neg') return at(inner.inputs, 0);
  }
  return foldElementwise(e, op, result);
};

/**
 * Elementwise operations stretch their arguments themselves: an argument that was stretched before, or a constant of any shape, is
 * replaced by the small one as long as the output keeps its shape.
 */
function unstretchedInputs(e: Emitter, inputs: readonly ValueId[], shape: Shape, node: string | undefined): ValueId[] {
  const small = [...inputs];
  inputs.forEach((id, i) => {
    const constant = e.constant(id);
    const scalar: Result = node === undefined ? { shape: [], dtype: 'f32' } : { shape: [], dtype: 'f32', node };
    const candidate = constant === null ? e.made(id, 'broadcast')?.inputs[0] : e.fill(constant, scalar);
    if (candidate === undefined || candidate === id) return;
    const shapes = small.map((other, j) => e.shape(j === i ? candidate : other));
    if (sameShape(shapes.reduce<Shape>(broadcastShapes, []), shape)) small[i] = candidate;
  });
  return small;
}

/** x + 0, x − 0, x · 1, x / 1 are x; x + (−y) = x − y and x − (−y) = x + y; see also `joinedPads` and `joinedProducts`. */
const binary: Rewrite<'binary'> = (e, op, result) => {
  const folded = foldElementwise(e, op, result);
  if (folded !== null) return folded;
  const { fn } = op.attributes;
  const [left, right] = [at(op.inputs, 0), at(op.inputs, 1)];
  const whole = (id: ValueId): boolean => sameShape(e.shape(id), result.shape) && at(e.values, id).dtype === result.dtype;
  const neutral = fn === 'add' || fn === 'sub' ? 0 : fn === 'mul' || fn === 'div' ? 1 : null;
  if (neutral !== null && e.constant(right) === neutral && whole(left)) return left;
  if ((fn === 'add' || fn === 'mul') && e.constant(left) === neutral && whole(right)) return right;
  const negated = (id: ValueId): ValueId | undefined => {
    const inner = e.made(id, 'unary');
    return inner?.attributes.fn === 'neg' ? inner.inputs[0] : undefined;
  };
  const emit = (other: 'add' | 'sub', x: ValueId, y: ValueId): ValueId =>
    e.emit(
      { kind: 'binary', inputs: unstretchedInputs(e, [x, y], result.shape, result.node), attributes: { fn: other } },
      result,
    );
  const y = negated(right);
  if (y !== undefined && fn === 'add') return emit('sub', left, y);
  if (y !== undefined && fn === 'sub') return emit('add', left, y);
  if (fn !== 'add') return null;
  const x = negated(left);
  if (x !== undefined) return emit('sub', right, x);
  return joinedPads(e, left, right, result) ?? joinedProducts(e, left, right, result);
};

const select: Rewrite<'select'> = foldElementwise;

const reshape: Rewrite<'reshape'> = (e, op, result) => movedConstant(e, op, result) ?? e.reshape(at(op.inputs, 0), result);

/** Two transpositions are one; one that moves only axes of extent 1 is a reshape; a stack of one matrix is that too. */
const transpose: Rewrite<'transpose'> = (e, op, result) => {
  const constant = movedConstant(e, op, result);
  if (constant !== null) return constant;
  const inner = e.made(at(op.inputs, 0), 'transpose');
  const input = inner ? at(inner.inputs, 0) : at(op.inputs, 0);
  const permutation = inner
    ? op.attributes.permutation.map((axis) => at(inner.attributes.permutation, axis))
    : op.attributes.permutation;
  const shape = e.shape(input);
  const moving = permutation.filter((axis) => at(shape, axis) > 1);
  if (moving.every((axis, i) => i === 0 || axis > at(moving, i - 1))) return e.reshape(input, result);
  return inner ? e.emit({ kind: 'transpose', inputs: [input], attributes: { permutation } }, result) : null;
};

/** A slice of a slice is one; a slice that is a whole part of a concat is that part. */
const slice: Rewrite<'slice'> = (e, op, result) => {
  const constant = movedConstant(e, op, result);
  if (constant !== null) return constant;
  const { begin, size } = op.attributes;
  const input = at(op.inputs, 0);
  const inner = e.made(input, 'slice');
  if (inner) {
    const from = begin.map((start, axis) => start + at(inner.attributes.begin, axis));
    return e.emit({ kind: 'slice', inputs: inner.inputs, attributes: { begin: from, size } }, result);
  }
  const joined = e.made(input, 'concat');
  if (!joined) return null;
  let start = 0;
  for (const part of joined.inputs) {
    const { axis } = joined.attributes;
    if (start === begin[axis] && sameShape(e.shape(part), size)) return part;
    start += at(e.shape(part), axis);
  }
  return null;
};

const broadcast: Rewrite<'broadcast'> = movedConstant;

/** Summing a single element, or taking its maximum, does nothing; the sum of a constant is a constant. */
const reduce: Rewrite<'reduce'> = (e, op, result) => {
  const input = at(op.inputs, 0);
  const shape = e.shape(input);
  const constant = e.constant(input);
  if (constant !== null)
    return e.fill(op.attributes.fn === 'max' ? constant : (constant * sizeOf(shape)) / sizeOf(result.shape), result);
  const axes = op.attributes.axes.filter((axis) => at(shape, axis) > 1);
  if (axes.length === 0) return input;
  return axes.length === op.attributes.axes.length
    ? null
    : e.emit({ kind: 'reduce', inputs: op.inputs, attributes: { ...op.attributes, axes } }, result);
};

/** A transposed argument is read transposed. */
const matmul: Rewrite<'matmul'> = (e, op, result) => {
  const source = (id: ValueId): ValueId | undefined => {
    const inner = e.made(id, 'transpose');
    const swaps = inner?.attributes.permutation.join();
    return inner && (swaps === '1,0' || swaps === '0,2,1') ? inner.inputs[0] : undefined;
  };
  const [a, b] = [at(op.inputs, 0), at(op.inputs, 1)];
  const [plainA, plainB] = [source(a), source(b)];
  if (plainA === undefined && plainB === undefined) return null;
  const { transposeA, transposeB } = op.attributes;
  const attributes = {
    transposeA: transposeA !== (plainA !== undefined),
    transposeB: transposeB !== (plainB !== undefined),
  };
  return e.emit({ kind: 'matmul', inputs: [plainA ?? a, plainB ?? b], attributes }, result);
};

const scaleGradient: Rewrite<'scaleGradient'> = (_, op) => at(op.inputs, 0);

/** Tried on every operation, whose inputs are simplified already. */
const rewrites: { readonly [K in OpKind]?: Rewrite<K> } = {
  unary,
  binary,
  select,
  reshape,
  transpose,
  slice,
  broadcast,
  reduce,
  matmul,
  scaleGradient,
};

const apply = <K extends OpKind>(e: Emitter, op: OpOf<K>, result: Result): ValueId | null =>
  rewrites[op.kind]?.(e, op, result) ?? null;

/** Emits what makes `op`'s value, in the cheapest way that the rules know. `op` names its inputs by their new ids. */
export function emitSimplified(e: Emitter, op: Op, result: Result): ValueId {
  const rewritten = apply(e, op, result);
  if (rewritten !== null) return rewritten;
  const elementwise = op.kind === 'binary' || op.kind === 'select';
  return e.emit(elementwise ? { ...op, inputs: unstretchedInputs(e, op.inputs, result.shape, result.node) } : op, result);
}
