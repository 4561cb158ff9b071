import { sizeOf } from '../../../core/program/shapes.ts';
import type { Shape } from '../../../core/program/types.ts';
import { invariant } from '../../../core/util/assert-never.ts';
import { type Dim, isFixed } from './dims.ts';
import { Names } from './names.ts';

/** TensorProto.DataType */
export const elementTypes = { float: 1, int32: 6, int64: 7, bool: 9 } as const;
export type ElementType = keyof typeof elementTypes;

/** A tensor of the graph. Its name may still change. */
export interface Value {
  name: string;
  readonly type: ElementType;
}

/** An integer, a text, integers, or a number. */
export type Attribute = number | string | readonly number[] | { readonly float: number };
export type Attributes = Readonly<Record<string, Attribute>>;

export interface OnnxNode {
  readonly name: string;
  readonly type: string;
  /** null: an input that is left out. */
  readonly inputs: readonly (Value | null)[];
  readonly outputs: readonly Value[];
  readonly attributes: Attributes;
  readonly description: string;
}

/** A tensor that the file holds. */
export interface OnnxTensor {
  readonly value: Value;
  readonly shape: Shape;
  readonly numbers: ArrayLike<number>;
}

export const float = (value: number): Attribute => ({ float: value });

/** A graph under construction, in which equal operations on equal values are one. */
export class OnnxGraph {
  /** What is being written: operations, values and tensors are called after it. */
  scope = '';
  private readonly nodes: OnnxNode[] = [];
  private readonly tensors: OnnxTensor[] = [];
  private readonly valueNames = new Names();
  private readonly nodeNames = new Names();
  private readonly known = new Map<string, readonly Value[]>();
  private readonly places = new Map<Value, number>();
  /** What numbers that are 1 or 0 were made of. */
  private readonly comparisons = new Map<Value, Value>();
  private samples: Value | null = null;

  /** A value of that name, or of one that resembles it where it is taken. */
  value(name: string, type: ElementType): Value {
    const value: Value = { name: this.valueNames.claim(name), type };
    this.places.set(value, this.places.size);
    return value;
  }

  /** A name that no value will get, unless somebody gives it to one. */
  reserve(name: string): string {
    return this.valueNames.claim(name);
  }

  /** Calls a value after what it means. */
  rename(value: Value, name: string): void {
    value.name = this.valueNames.claim(name);
  }

  /** An operation with one output. */
  op(type: string, inputs: readonly (Value | null)[], attributes: Attributes = {}, of: ElementType = 'float'): Value {
    const [value] = this.ops(type, inputs, [of], attributes);
    invariant(value, 'an operation has an output');
    return value;
  }

  /** An operation with several outputs, by their types. */
  ops(
    type: string,
    inputs: readonly (Value | null)[],
    of: readonly ElementType[],
    attributes: Attributes = {},
    description = '',
  ): readonly Value[] {
    const key = JSON.stringify([type, inputs.map((input) => input && this.places.get(input)), of, attributes]);
    const known = this.known.get(key);
    if (known) return known;
    const name = `${this.scope}/${type}`;
    const outputs = of.map((each) => this.value(name, each));
    this.nodes.push({ name: this.nodeNames.claim(name), type, inputs, outputs, attributes, description });
    this.known.set(key, outputs);
    return outputs;
  }

  /** 1 or 0 as a number, of a comparison. */
  comparison(type: string, inputs: readonly Value[]): Value {
    const holds = this.op(type, inputs, {}, 'bool');
    const value = this.cast(holds, 'float');
    this.comparisons.set(value, holds);
    return value;
  }

  cast(value: Value, type: ElementType): Value {
    return value.type === type ? value : this.op('Cast', [value], { to: elementTypes[type] }, type);
  }

  /** Whether a number is not 0. */
  condition(value: Value): Value {
    return this.comparisons.get(value) ?? this.cast(value, 'bool');
  }

  /** A tensor of the file under a name of its own. */
  tensor(name: string, shape: Shape, numbers: ArrayLike<number>, type: ElementType = 'float'): Value {
    const value = this.value(name, type);
    this.tensors.push({ value, shape, numbers });
    return value;
  }

  /** A small constant tensor, the same one for all who ask for the same. */
  constant(numbers: readonly number[], shape: Shape, type: ElementType = 'float'): Value {
    const key = `constant ${type} [${shape}] ${numbers.map((number) => (Object.is(number, -0) ? '-0' : number))}`;
    const known = this.known.get(key)?.[0];
    if (known) return known;
    const words = numbers.length > 6 ? 'table' : numbers.join('_').replaceAll('-', 'minus');
    const value = this.tensor(`constant_${words}`, shape, numbers, type);
    this.known.set(key, [value]);
    return value;
  }

  scalar(value: number): Value {
    return this.constant([value], []);
  }

  /** Places along axes, extents: integers [count]. */
  integers(numbers: readonly number[]): Value {
    return this.constant(numbers, [numbers.length], 'int64');
  }

  reshape(value: Value, shape: readonly Dim[]): Value {
    const free = shape.filter((dim) => !isFixed(dim));
    const target = free.length <= 1 ? this.integers(shape.map((dim) => (isFixed(dim) ? dim : -1))) : this.extents(shape);
    return this.op('Reshape', [value, target], {}, value.type);
  }

  transpose(value: Value, perm: readonly number[]): Value {
    return this.op('Transpose', [value], { perm }, value.type);
  }

  /** A shape as it is for the samples that are given: integers [rank]. */
  extents(shape: readonly Dim[]): Value {
    if (shape.every(isFixed)) return this.integers(shape);
    const parts: Value[] = [];
    let numbers: number[] = [];
    const flush = (): void => {
      if (numbers.length > 0) parts.push(this.integers(numbers));
      numbers = [];
    };
    for (const dim of shape) {
      if (isFixed(dim)) numbers.push(dim);
      else {
        flush();
        const count = this.sampleCount();
        parts.push(dim.samples === 1 ? count : this.op('Mul', [count, this.integers([dim.samples])], {}, 'int64'));
      }
    }
    flush();
    return this.op('Concat', parts, { axis: 0 }, 'int64');
  }

  /** `shape` filled with one number. */
  filled(shape: readonly Dim[], number: number): Value {
    if (shape.length === 0) return this.scalar(number);
    if (shape.every(isFixed) && sizeOf(shape) <= 64) return this.constant(new Array<number>(sizeOf(shape)).fill(number), shape);
    return this.op('Expand', [this.scalar(number), this.extents(shape)]);
  }

  /** From which input the number of samples is read. */
  countSamplesOf(value: Value): void {
    this.samples ??= value;
  }

  /** What the outputs need, in the order in which it was written. */
  finish(outputs: readonly Value[]): { readonly nodes: readonly OnnxNode[]; readonly tensors: readonly OnnxTensor[] } {
    const needed = new Set<Value>(outputs);
    const nodes: OnnxNode[] = [];
    for (const node of this.nodes.toReversed()) {
      if (!node.outputs.some((output) => needed.has(output))) continue;
      nodes.push(node);
      for (const input of node.inputs) if (input) needed.add(input);
    }
    return { nodes: nodes.reverse(), tensors: this.tensors.filter(({ value }) => needed.has(value)) };
  }

  private sampleCount(): Value {
    invariant(this.samples, 'a network has an input');
    return this.op('Shape', [this.samples], { start: 0, end: 1 }, 'int64');
  }
}
