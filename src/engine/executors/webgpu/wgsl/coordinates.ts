import { sameShape, stridesOf } from '../../../../core/program/shapes.ts';
import type { Shape } from '../../../../core/program/types.ts';
import { at, invariant } from '../../../../core/util/assert-never.ts';
import { type Code, type Expr, Integers } from './code.ts';

/** An element of an array: its place along each axis, its row-major index, or both; what is missing is computed when it is asked for. */
export class Coordinates {
  private constructor(
    private readonly code: Code,
    readonly shape: Shape,
    private axes: readonly Expr[] | null,
    private readonly index: Expr | null,
  ) {}

  static fromIndex(code: Code, shape: Shape, index: Expr): Coordinates {
    return new Coordinates(code, shape, null, index);
  }

  static fromAxes(code: Code, shape: Shape, axes: readonly Expr[]): Coordinates {
    invariant(axes.length === shape.length, 'every axis has a coordinate');
    return new Coordinates(code, shape, Coordinates.pinned(code, shape, axes), null);
  }

  /** Both ways of saying it, for a kernel's own element. */
  static fromBoth(code: Code, shape: Shape, axes: readonly Expr[], index: Expr): Coordinates {
    return new Coordinates(code, shape, Coordinates.pinned(code, shape, axes), index);
  }

  private static pinned(code: Code, shape: Shape, axes: readonly Expr[]): Expr[] {
    return axes.map((axis, i) => (at(shape, i) === 1 ? code.integer(0) : axis));
  }

  /** The same for the same element of the same array. */
  get key(): string {
    return this.index ? `@${this.index.text}` : `[${this.all().map(({ text }) => text)}]`;
  }

  axis(i: number): Expr {
    return at(this.all(), i);
  }

  all(): readonly Expr[] {
    if (this.axes) return this.axes;
    const { index } = this;
    invariant(index, 'coordinates are known one way or another');
    const integers = new Integers(this.code);
    const strides = stridesOf(this.shape);
    const outermost = this.shape.findIndex((extent) => extent > 1);
    this.axes = this.shape.map((extent, axis) => {
      if (extent === 1) return this.code.integer(0);
      const rest = integers.over(index, at(strides, axis));
      return axis === outermost ? rest : integers.modulo(rest, extent);
    });
    return this.axes;
  }

  /** The row-major index, counted from `base` on. */
  linear(base: Expr = this.code.integer(0)): Expr {
    const integers = new Integers(this.code);
    if (this.index) return integers.add(base, this.index);
    const strides = stridesOf(this.shape);
    return integers.sum([[base, 1], ...this.all().map((axis, i): [Expr, number] => [axis, at(strides, i)])]);
  }

  /** Of an operand that broadcasting stretches to this shape. */
  stretchedFrom(shape: Shape): Coordinates {
    if (sameShape(shape, this.shape)) return this;
    const offset = this.shape.length - shape.length;
    if (
      offset >= 0 &&
      shape.every((extent, axis) => extent === this.shape[axis + offset]) &&
      this.shape.slice(0, offset).every((extent) => extent === 1)
    )
      return new Coordinates(this.code, shape, this.axes ? this.axes.slice(offset) : null, this.index);
    return Coordinates.fromAxes(
      this.code,
      shape,
      shape.map((_, axis) => this.axis(axis + offset)),
    );
  }

  /** The same number in an array of another shape. */
  reshaped(shape: Shape): Coordinates {
    if (sameShape(shape, this.shape)) return this;
    const axes = this.axes ? regrouped(this.code, this.shape, this.axes, shape) : null;
    if (axes) return new Coordinates(this.code, shape, axes, this.index);
    return Coordinates.fromIndex(this.code, shape, this.linear());
  }
}

/**
 * Coordinates under another shape, where the two shapes fall into groups of axes with equal products of which one side is a single axis:
 * then only those axes are divided or joined. Null where they do not.
 */
function regrouped(code: Code, from: Shape, axes: readonly Expr[], to: Shape): Expr[] | null {
  const integers = new Integers(code);
  const result: Expr[] = [];
  let [i, j] = [0, 0];
  while (i < from.length || j < to.length) {
    if (i < from.length && from[i] === 1) {
      i++;
      continue;
    }
    if (j < to.length && to[j] === 1) {
      result[j++] = code.integer(0);
      continue;
    }
    const [firstFrom, firstTo] = [i, j];
    let [left, right] = [from[i++] ?? 1, to[j++] ?? 1];
    while (left !== right) {
      if (left < right) left *= from[i++] ?? 1;
      else right *= to[j++] ?? 1;
      if (i > from.length || j > to.length) return null;
    }
    const [own, wanted] = [from.slice(firstFrom, i), to.slice(firstTo, j)];
    const joined = integers.sum(own.map((_, axis) => [at(axes, firstFrom + axis), at(stridesOf(own), axis)]));
    const strides = stridesOf(wanted);
    wanted.forEach((extent, axis) => {
      const rest = integers.over(joined, at(strides, axis));
      result[firstTo + axis] = axis === 0 ? rest : integers.modulo(rest, extent);
    });
  }
  return result;
}
