interface Numbers<A> {
  readonly length: number;
  readonly BYTES_PER_ELEMENT: number;
  [index: number]: number;
  set(from: A): void;
  slice(start: number, end: number): A;
}

/** A typed array that grows. */
export class Growing<A extends Numbers<A>> {
  private held: A;
  private used = 0;

  constructor(private readonly kind: new (length: number) => A) {
    this.held = new kind(1024);
  }

  push(value: number): void {
    if (this.used === this.held.length) {
      const larger = new this.kind(2 * this.used);
      larger.set(this.held);
      this.held = larger;
    }
    this.held[this.used++] = value;
  }

  /** Of what was pushed. */
  get bytes(): number {
    return this.used * this.held.BYTES_PER_ELEMENT;
  }

  /** What was pushed, as an array of its own. */
  values(): A {
    return this.held.slice(0, this.used);
  }
}
