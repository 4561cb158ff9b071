import { at, invariant } from '../../util/assert-never.ts';
import { sameShape } from '../shapes.ts';
import type { DType, Op, OpDraft, OpKind, Shape, ValueId, ValueInfo } from '../types.ts';

/** What a value is, wherever it comes from. */
export interface Result {
  readonly shape: Shape;
  readonly dtype: DType;
  readonly node?: string;
}

/** Numbers that JSON would merge or lose. */
const exactly = (_: string, value: unknown): unknown =>
  typeof value === 'number' && (Object.is(value, -0) || !Number.isFinite(value))
    ? `${Object.is(value, -0) ? '-0' : value}`
    : value;

/** A program under construction in which equal operations on equal values are one. */
export class Emitter {
  readonly values: ValueInfo[] = [];
  readonly ops: Op[] = [];
  private readonly known = new Map<string, ValueId>();

  /** A parameter, data, a control, a constant. */
  source(info: ValueInfo): ValueId {
    return this.unique([info.source, info.shape, info.dtype], () => {
      this.values.push(info);
    });
  }

  emit(draft: OpDraft, { shape, dtype, node }: Result): ValueId {
    const { kind, inputs, attributes } = draft;
    return this.unique([kind, inputs, attributes, shape], () => {
      const source = { kind: 'op', op: this.ops.length } as const;
      this.ops.push({ ...draft, output: this.values.length });
      this.values.push(node === undefined ? { shape, dtype, source } : { shape, dtype, source, node });
    });
  }

  fill(value: number, result: Result): ValueId {
    return this.emit({ kind: 'fill', inputs: [], attributes: { shape: result.shape, value } }, result);
  }

  shape(id: ValueId): Shape {
    return at(this.values, id).shape;
  }

  /** The operation that makes a value, where it is of this kind. */
  made<K extends OpKind>(id: ValueId, kind: K): Extract<Op, { kind: K }> | null {
    const { source } = at(this.values, id);
    const op = source.kind === 'op' ? at(this.ops, source.op) : null;
    return op !== null && isKind(op, kind) ? op : null;
  }

  /** The constant that fills a value, where one does. */
  constant(id: ValueId): number | null {
    return this.made(id, 'fill')?.attributes.value ?? null;
  }

  /** What `id` holds, in another shape of as many elements; of several reshapes only the last matters. */
  reshape(id: ValueId, result: Result): ValueId {
    const input = this.made(id, 'reshape')?.inputs[0] ?? id;
    const same = sameShape(this.shape(input), result.shape);
    return same ? input : this.emit({ kind: 'reshape', inputs: [input], attributes: { shape: result.shape } }, result);
  }

  /** The program of what `roots` need, in the same order, and where each value went. */
  finish(roots: readonly ValueId[]): { values: ValueInfo[]; ops: Op[]; moved: ReadonlyMap<ValueId, ValueId> } {
    const needed = new Set(roots);
    for (const op of this.ops.toReversed()) if (needed.has(op.output)) for (const id of op.inputs) needed.add(id);
    const moved = new Map<ValueId, ValueId>();
    const values: ValueInfo[] = [];
    const ops: Op[] = [];
    const movedTo = (id: ValueId): ValueId => {
      const place = moved.get(id);
      invariant(place !== undefined, 'an operation needs its inputs');
      return place;
    };
    this.values.forEach((info, id) => {
      if (!needed.has(id)) return;
      moved.set(id, values.length);
      if (info.source.kind !== 'op') {
        values.push(info);
        return;
      }
      const op = at(this.ops, info.source.op);
      values.push({ ...info, source: { kind: 'op', op: ops.length } });
      ops.push({ ...op, inputs: op.inputs.map(movedTo), output: movedTo(id) });
    });
    return { values, ops, moved };
  }

  private unique(parts: readonly unknown[], append: () => void): ValueId {
    const key = JSON.stringify(parts, exactly);
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const id = this.values.length;
    append();
    this.known.set(key, id);
    return id;
  }
}

const isKind = <K extends OpKind>(op: Op, kind: K): op is Extract<Op, { kind: K }> => op.kind === kind;
