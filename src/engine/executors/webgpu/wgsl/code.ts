import { at } from '../../../../core/util/assert-never.ts';

/** A WGSL expression, and how deep in nested blocks it can first be computed: 0 is the kernel's own body. */
export interface Expr {
  readonly text: string;
  readonly depth: number;
  /** Its value, where it is a known integer. */
  readonly value?: number;
}

interface Scope {
  readonly lines: string[];
  readonly names: Map<string, string>;
  readonly memory: Map<string, Expr>;
}

const newScope = (): Scope => ({ lines: [], names: new Map(), memory: new Map() });

/**
 * A kernel's body under construction. Whatever is named is written into the outermost block in which all that it depends on is known, and
 * once: loop-invariant code and common subexpressions are hoisted as they are written.
 */
export class Code {
  /** Numbers in which kernels of the same structure differ, each written as a token; see `parameter`. */
  readonly parameters: number[] = [];
  private scopes: Scope[] = [newScope()];
  private readonly tokens = new Map<string, Expr>();
  private count = 0;

  get depth(): number {
    return this.scopes.length - 1;
  }

  integer(value: number): Expr {
    return { text: `${value}u`, depth: 0, value };
  }

  /** A number that may differ between kernels of one structure: the same `key`, the same token. */
  parameter(value: number, key: string): Expr {
    const known = this.tokens.get(key);
    if (known) return known;
    const token = { text: `{{${this.parameters.length}}}`, depth: 0 };
    this.parameters.push(value);
    this.tokens.set(key, token);
    return token;
  }

  /** `let` in the block of `depth`; an equal one that is already there is used again. */
  name(text: string, depth: number): Expr {
    for (let at = depth; at >= 0; at--) {
      const known = this.scope(at).names.get(text);
      if (known) return { text: known, depth: at };
    }
    const { lines, names } = this.scope(depth);
    const name = this.fresh('v');
    lines.push(`let ${name} = ${text};`);
    names.set(text, name);
    return { text: name, depth };
  }

  /** `var` in the block of `depth`. */
  variable(initial: string, depth: number): Expr {
    const name = this.fresh('a');
    this.scope(depth).lines.push(`var ${name} = ${initial};`);
    return { text: name, depth };
  }

  statement(text: string): void {
    this.scope(this.depth).lines.push(text);
  }

  /** Remembers a result for as long as its block lasts. */
  remember(key: string, value: Expr): Expr {
    this.scope(value.depth).memory.set(key, value);
    return value;
  }

  recall(key: string): Expr | undefined {
    for (let at = this.depth; at >= 0; at--) {
      const known = this.scope(at).memory.get(key);
      if (known) return known;
    }
    return undefined;
  }

  /** Writes in the block of `depth`, whatever blocks are open inside it. */
  within<T>(depth: number, write: () => T): T {
    const open = this.scopes;
    this.scopes = open.slice(0, depth + 1);
    const result = write();
    this.scopes = open;
    return result;
  }

  /** A block `head { … }` in the innermost open one. */
  block<T>(head: string, write: (depth: number) => T): T {
    const inner = newScope();
    const open = this.scopes;
    this.scopes = [...open, inner];
    const result = write(this.depth);
    this.scopes = open;
    this.scope(this.depth).lines.push(`${head} {`, ...inner.lines.map((line) => `  ${line}`), '}');
    return result;
  }

  /** A block that is only run where all conditions hold; without any, what is written stands in the open block. */
  guard(conditions: readonly string[], write: (depth: number) => void): void {
    if (conditions.length === 0) write(this.depth);
    else this.block(`if (${conditions.join(' && ')})`, write);
  }

  /** `for` over 0 … count−1. */
  loop(count: number | Expr, write: (index: Expr) => void): void {
    const index = this.fresh('i');
    const limit = typeof count === 'number' ? `${count}u` : count.text;
    this.block(`for (var ${index} = 0u; ${index} < ${limit}; ${index}++)`, (depth) => write({ text: index, depth }));
  }

  text(): string {
    return at(this.scopes, 0)
      .lines.map((line) => `  ${line}`)
      .join('\n');
  }

  private scope(depth: number): Scope {
    return at(this.scopes, depth);
  }

  private fresh(prefix: string): string {
    this.count++;
    return `${prefix}${this.count}`;
  }
}

const deepest = (...parts: readonly Expr[]): number => Math.max(0, ...parts.map(({ depth }) => depth));

/** Unsigned integer arithmetic that leaves out what does nothing and computes what is known. */
export class Integers {
  constructor(private readonly code: Code) {}

  add(a: Expr, b: Expr): Expr {
    if (a.value === 0) return b;
    if (b.value === 0) return a;
    if (a.value !== undefined && b.value !== undefined) return this.code.integer(a.value + b.value);
    return this.code.name(`${a.text} + ${b.text}`, deepest(a, b));
  }

  /** a − b, which wraps around below zero: for comparisons with `less` only. */
  subtract(a: Expr, b: number): Expr {
    return b === 0 ? a : this.code.name(`${a.text} - ${b}u`, a.depth);
  }

  times(a: Expr, factor: number): Expr {
    if (factor === 1) return a;
    if (factor === 0) return this.code.integer(0);
    if (a.value !== undefined) return this.code.integer(a.value * factor);
    return this.code.name(`${a.text} * ${factor}u`, a.depth);
  }

  over(a: Expr, divisor: number): Expr {
    if (divisor === 1) return a;
    if (a.value !== undefined) return this.code.integer(Math.floor(a.value / divisor));
    return this.code.name(`${a.text} / ${divisor}u`, a.depth);
  }

  modulo(a: Expr, divisor: number): Expr {
    if (divisor === 1) return this.code.integer(0);
    if (a.value !== undefined) return this.code.integer(a.value % divisor);
    return this.code.name(`${a.text} % ${divisor}u`, a.depth);
  }

  /** Σ aᵢ·fᵢ; what is known in outer blocks is added there. */
  sum(terms: readonly (readonly [Expr, number])[]): Expr {
    const ordered = terms.map(([a, factor]) => this.times(a, factor)).sort((a, b) => a.depth - b.depth);
    return ordered.reduce((sum, term) => this.add(sum, term), this.code.integer(0));
  }
}
