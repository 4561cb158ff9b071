/** How far a shared buffer has been written: the version that stands exactly there is the newest, and may append in place. */
interface Owner {
  used: number;
}

/** Which earlier column a column grew out of. */
interface Lineage {
  /** Set where rows of another column were left out: which of them stayed. */
  readonly picked?: { readonly of: Lineage; readonly rows: Uint32Array };
}

/**
 * An immutable column of numbers that appends in time proportional to what is appended. Versions share one buffer, which doubles when
 * it is full; a version that was cut (a rewind) and then appended to gets a buffer of its own, so an older version never changes.
 */
export class Series {
  private constructor(
    private readonly buffer: Float32Array,
    readonly length: number,
    private readonly owner: Owner,
    private readonly lineage: Lineage,
  ) {}

  static readonly empty = new Series(new Float32Array(0), 0, { used: 0 }, {});

  /** A column of these numbers, which it takes over. */
  static of(values: Float32Array): Series {
    return new Series(values, values.length, { used: values.length }, {});
  }

  /** The numbers so far, without a copy. Never write to it. */
  view(): Float32Array {
    return this.buffer.subarray(0, this.length);
  }

  /** Number `index`; NaN outside. */
  at(index: number): number {
    return index >= 0 && index < this.length ? (this.buffer[index] ?? Number.NaN) : Number.NaN;
  }

  /** Appends `count` numbers: `value(i)` for i = 0 … count−1. */
  append(count: number, value: (index: number) => number): Series {
    if (count <= 0) return this;
    const length = this.length + count;
    const newest = this.length > 0 && this.owner.used === this.length;
    const inPlace = newest && length <= this.buffer.length;
    const buffer = inPlace ? this.buffer : new Float32Array(Math.max(64, 2 ** Math.ceil(Math.log2(length))));
    if (!inPlace) {
      buffer.set(this.view());
      // The newest version lives in the larger buffer from now on.
      if (newest) this.owner.used = Number.POSITIVE_INFINITY;
    }
    for (let i = 0; i < count; i++) buffer[this.length + i] = value(i);
    const owner = inPlace ? this.owner : { used: 0 };
    owner.used = length;
    return new Series(buffer, length, owner, newest ? this.lineage : {});
  }

  /** True where this column is known to begin with every number of `earlier`, because it grew out of it. */
  continues(earlier: Series): boolean {
    return this.lineage === earlier.lineage && this.length >= earlier.length;
  }

  /** Some of the numbers, by their ascending indices, in a buffer of their own. */
  pick(rows: Uint32Array): Series {
    const values = new Float32Array(rows.length);
    for (let i = 0; i < rows.length; i++) values[i] = this.at(rows[i] ?? -1);
    return new Series(values, rows.length, { used: rows.length }, { picked: { of: this.lineage, rows } });
  }

  /**
   * Where this column is known to begin with some of `earlier`'s numbers and to go on with every one that followed them: the indices that
   * were picked of `earlier`. Null otherwise.
   */
  pickedOf(earlier: Series): Uint32Array | null {
    const { picked } = this.lineage;
    if (picked?.of !== earlier.lineage) return null;
    const { rows } = picked;
    let known = rows.length;
    while (known > 0 && (rows[known - 1] ?? 0) >= earlier.length) known--;
    const whole =
      rows.length === known ||
      (rows[known] === earlier.length && (rows.at(-1) ?? 0) - earlier.length === rows.length - 1 - known);
    return whole && this.length >= rows.length ? rows.subarray(0, known) : null;
  }

  /** The first `length` numbers. */
  truncate(length: number): Series {
    return length >= this.length ? this : new Series(this.buffer, Math.max(0, length), this.owner, this.lineage);
  }
}

/** The same for anything else: an immutable list whose versions share one array. */
export class AppendList<T> {
  private constructor(
    private readonly items: T[],
    readonly length: number,
    private readonly owner: Owner,
    private readonly lineage: object,
  ) {}

  static of<T>(...items: readonly T[]): AppendList<T> {
    return new AppendList([...items], items.length, { used: items.length }, {});
  }

  at(index: number): T | undefined {
    return index >= 0 && index < this.length ? this.items[index] : undefined;
  }

  last(): T | undefined {
    return this.at(this.length - 1);
  }

  toArray(): T[] {
    return this.items.slice(0, this.length);
  }

  append(item: T): AppendList<T> {
    const inPlace = this.owner.used === this.length;
    const items = inPlace ? this.items : this.toArray();
    const owner = inPlace ? this.owner : { used: 0 };
    items.push(item);
    owner.used = this.length + 1;
    return new AppendList(items, this.length + 1, owner, inPlace ? this.lineage : {});
  }

  /** True where this list is known to begin with every item of `earlier`, because it grew out of it. */
  continues(earlier: AppendList<T>): boolean {
    return this.lineage === earlier.lineage && this.length >= earlier.length;
  }

  /** The leading items for which `keep` holds; `keep` must be true for a first part and false for the rest. */
  keepWhile(keep: (item: T) => boolean): AppendList<T> {
    let length = this.length;
    while (length > 0) {
      const item = this.at(length - 1);
      if (item !== undefined && keep(item)) break;
      length--;
    }
    return length === this.length ? this : new AppendList(this.items, length, this.owner, this.lineage);
  }
}
