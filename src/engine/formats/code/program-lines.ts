import type { Op, OpAttributes, OpKind, OpOf, ValueId } from '../../../core/program/types.ts';
import { invariant } from '../../../core/util/assert-never.ts';
import type { Helper } from './helper.ts';
import type { AnyBatch } from './lowered.ts';

/** How a primitive is written: its operands as code, and what it says of itself. */
export interface Writing<K extends OpKind> {
  readonly op: OpOf<K>;
  readonly attributes: OpAttributes[K];
  readonly inputs: readonly string[];
  readonly program: AnyBatch;
  /** The shape of the result. */
  readonly shape: readonly string[];
  readonly use: (helper: Helper) => string;
}

/** Every primitive as an expression of a language. */
export type PrimitiveWriters = { readonly [K in OpKind]: (writing: Writing<K>) => string };

/** What a language must say to write a program of primitives in it. */
export interface PrimitiveLanguage {
  readonly writers: PrimitiveWriters;
  /** `numbers` null: 0 … n − 1. */
  constant(numbers: readonly number[] | null, shape: readonly number[], integers: boolean): string;
  /** A statement that gives a value its name. */
  named(name: string, code: string, shape: readonly string[]): string;
}

/** Where the values come from that no operation makes, as code. */
export interface Sources {
  readonly feed: (name: string) => string;
  readonly held: (kind: 'parameter' | 'state', index: number) => string;
}

/** A program as lines of code, in which `n` is the batch size. */
export interface ProgramLines {
  readonly lines: readonly string[];
  readonly output: (name: string) => string;
  readonly stateWrites: readonly { readonly state: number; readonly code: string }[];
  readonly helpers: readonly Helper[];
}

/** Needs brackets where it is an operand. */
const isCompound = (code: string): boolean => / |^-/.test(code);

/** A program in a language. */
export function programLines(program: AnyBatch, sources: Sources, language: PrimitiveLanguage): ProgramLines {
  const names = new Map<ValueId, string>();
  const helpers = new Set<Helper>();
  const lines: string[] = [];
  const use = (helper: Helper): string => {
    helpers.add(helper);
    return helper.name;
  };
  const sourceCode = (id: ValueId): string => {
    const { source, shape, dtype } = program.value(id);
    switch (source.kind) {
      case 'feed':
        return sources.feed(source.name);
      case 'parameter':
      case 'state':
        return sources.held(source.kind, source.index);
      case 'constant':
        return language.constant(program.constant(id), shape, dtype === 'i32');
      default:
        invariant(false, `nothing else is read: ${source.kind}`);
    }
  };
  const named = (id: ValueId, code: string): string => {
    const name = `x${names.size}`;
    names.set(id, name);
    lines.push(language.named(name, code, program.shape(id)));
    return name;
  };
  const operand = (id: ValueId): string => {
    const known = names.get(id);
    if (known !== undefined) return known;
    const code = sourceCode(id);
    if (program.value(id).source.kind === 'constant') return named(id, code);
    names.set(id, code);
    return code;
  };
  for (const op of program.ops) {
    const inputs = op.inputs.map(operand);
    const shape = program.shape(op.output);
    const code = writeOp(language.writers, { op, inputs, program, shape, use });
    // Numbers stand where they are used.
    if (op.kind === 'fill' && shape.length === 0) names.set(op.output, isCompound(code) ? `(${code})` : code);
    else named(op.output, code);
  }
  return {
    lines,
    output(name) {
      const id = program.outputs[name];
      invariant(id !== undefined, `the program puts out ${name}`);
      return operand(id);
    },
    stateWrites: program.stateWrites.map(({ state, value }) => ({ state, code: operand(value) })),
    helpers: [...helpers],
  };
}

function writeOp(writers: PrimitiveWriters, one: Omit<Writing<OpKind>, 'attributes' | 'op'> & { readonly op: Op }): string {
  const write = <K extends OpKind>(writing: Writing<K>): string => writers[writing.op.kind as K](writing);
  return write({ ...one, attributes: one.op.attributes } as Writing<OpKind>);
}
