import { isView, storageOf } from '../../../../core/program/liveness.ts';
import type { Op, OpKind, Program, Shape, ValueId } from '../../../../core/program/types.ts';
import { at } from '../../../../core/util/assert-never.ts';

/** Who makes and who reads what, views seen through. A storage is the value whose numbers others may look at under another shape. */
export class Uses {
  private readonly storage: readonly ValueId[];
  private readonly readers = new Map<ValueId, Set<Op>>();
  private readonly kept: ReadonlySet<ValueId>;

  constructor(
    readonly program: Program,
    wanted: readonly ValueId[],
  ) {
    this.storage = storageOf(program);
    this.kept = new Set(wanted.map((id) => this.storageOf(id)));
    for (const op of program.ops) {
      if (isView(op.kind)) continue;
      for (const id of op.inputs) {
        const storage = this.storageOf(id);
        const readers = this.readers.get(storage) ?? new Set();
        this.readers.set(storage, readers.add(op));
      }
    }
  }

  storageOf(id: ValueId): ValueId {
    return at(this.storage, id);
  }

  shapeOf(id: ValueId): Shape {
    return at(this.program.values, id).shape;
  }

  /** The operation that computes the storage of a value; null for sources. */
  maker(id: ValueId): Op | null {
    const { source } = at(this.program.values, this.storageOf(id));
    return source.kind === 'op' ? at(this.program.ops, source.op) : null;
  }

  made<K extends OpKind>(id: ValueId, kind: K): Extract<Op, { kind: K }> | null {
    const op = this.maker(id);
    return op !== null && isKind(op, kind) ? op : null;
  }

  isKept(id: ValueId): boolean {
    return this.kept.has(this.storageOf(id));
  }

  readersOf(id: ValueId): readonly Op[] {
    return [...(this.readers.get(this.storageOf(id)) ?? [])];
  }

  /** The only operation that reads a value which nobody else wants; null where there are several or none. */
  onlyReader(id: ValueId): Op | null {
    const readers = this.readersOf(id);
    return readers.length === 1 && !this.isKept(id) ? at(readers, 0) : null;
  }
}

const isKind = <K extends OpKind>(op: Op, kind: K): op is Extract<Op, { kind: K }> => op.kind === kind;
