import { at, invariant } from '../../util/assert-never.ts';
import { finalValues } from '../liveness.ts';
import type { Program } from '../types.ts';

/** Throws where a program breaks the rules of its type: order, single assignment, sources that say who makes a value. */
export function expectWellFormed(program: Program): void {
  const made = new Set<number>();
  const ready = (id: number): boolean => made.has(id) || at(program.values, id).source.kind !== 'op';
  program.ops.forEach((op, index) => {
    for (const id of op.inputs) invariant(ready(id), `${op.kind} reads what is there`);
    const { source } = at(program.values, op.output);
    invariant(source.kind === 'op' && source.op === index, 'a value knows its operation');
    invariant(!made.has(op.output), 'a value is written once');
    made.add(op.output);
  });
  for (const id of finalValues(program)) invariant(ready(id), 'an output is there');
  program.values.forEach(({ source }, id) => {
    invariant(source.kind !== 'op' || made.has(id), 'a value has its operation');
  });
}
