import { at, invariant } from '../util/assert-never.ts';
import { finalValues } from './liveness.ts';
import { Emitter } from './rewrite/emitter.ts';
import { emitSimplified } from './rewrite/rules.ts';
import type { Program, ValueId } from './types.ts';

export interface Simplified {
  readonly program: Program;
  /** Where a root, an output or a state write of the old program stands in the new one. Throws on any other value. */
  remap(id: ValueId): ValueId;
}

/**
 * The same program with fewer operations: what is computed twice is computed once, what nobody reads is left out, constants are folded,
 * and identities (x · 1, reshapes of reshapes, transpositions before a product, ...) go. The numbers stay the same up to the sign of zero.
 * Outputs, state writes and `roots` survive; several of them may become one value, or a source.
 *
 * To be called after differentiation: `scaleGradient` only means something to that, and is left out.
 */
export function simplify(program: Program, roots: readonly ValueId[] = []): Simplified {
  const emitter = new Emitter();
  const emitted = new Map<ValueId, ValueId>();
  const find = (id: ValueId): ValueId => {
    const known = emitted.get(id);
    if (known !== undefined) return known;
    const info = at(program.values, id);
    invariant(info.source.kind !== 'op', 'a value is computed before it is used');
    const source = emitter.source(info);
    emitted.set(id, source);
    return source;
  };
  for (const op of program.ops) {
    const result = at(program.values, op.output);
    emitted.set(op.output, emitSimplified(emitter, { ...op, inputs: op.inputs.map(find) }, result));
  }
  const { values, ops, moved } = emitter.finish(finalValues(program, roots).map(find));
  const remap = (id: ValueId): ValueId => {
    const place = moved.get(find(id));
    invariant(place !== undefined, `value ${id} is a root of the simplified program`);
    return place;
  };
  const outputs = Object.fromEntries(Object.entries(program.outputs).map(([name, id]) => [name, remap(id)]));
  const stateWrites = program.stateWrites.map(({ state, value }) => ({ state, value: remap(value) }));
  return { program: { values, ops, outputs, stateWrites }, remap };
}
