import { interpret } from '../../program/reference/interpret.ts';
import { sizeOf } from '../../program/shapes.ts';
import type { Shape } from '../../program/types.ts';
import { at } from '../../util/assert-never.ts';
import { type Diagnostic, DiagnosticError } from '../../util/diagnostics.ts';
import { type Beside, lowerAlone } from './lower-alone.ts';

/** What a layer is given in a test; parameters and states by name. */
export interface Case {
  readonly shapes: readonly Shape[];
  readonly inputs: readonly (readonly number[])[];
  readonly params?: object;
  readonly parameters?: Readonly<Record<string, readonly number[]>>;
  readonly states?: Readonly<Record<string, readonly number[]>>;
  readonly training?: boolean;
  readonly frozen?: boolean;
  /** What travels with each input. */
  readonly beside?: readonly Beside[];
}

export interface Outcome {
  readonly shape: Shape;
  readonly values: number[];
  readonly penalties: number[];
  readonly written: Record<string, number[]>;
  readonly mask: number[] | null;
  /** What it offers for pictures, by name. */
  readonly exposed: Record<string, number[]>;
}

/** What a layer computes in float64. */
export function runAlone(
  kind: string,
  { shapes, inputs, params = {}, parameters = {}, states = {}, training = false, frozen = false, beside = [] }: Case,
): Outcome {
  const layer = lowerAlone(kind, params, shapes, training, beside, frozen);
  layer.b.output('out', layer.output);
  const program = layer.b.build();
  const environment = {
    feeds: Object.fromEntries(inputs.map((numbers, i) => [`in${i}`, numbers])),
    parameters: layer.parameters.map(({ name }) => parameters[name] ?? []),
    states: layer.states.map(({ name }) => states[name] ?? []),
  };
  const values = interpret(program, environment, layer.mask ? [layer.mask.id] : []);
  const read = (id: number): number[] => [...(values.get(id) ?? [])];
  return {
    shape: layer.output.shape,
    values: read(layer.output.id),
    penalties: layer.penalties.flatMap((penalty) => read(penalty.id)),
    written: Object.fromEntries(program.stateWrites.map(({ state, value }) => [at(layer.states, state).name, read(value)])),
    mask: layer.mask ? read(layer.mask.id) : null,
    exposed: Object.fromEntries(layer.exposed.map(({ name, tensor }) => [name, read(tensor.id)])),
  };
}

/** 0, 1, 2, ... in a shape. */
export const countUp = (shape: Shape): number[] => Array.from({ length: sizeOf(shape) }, (_, i) => i);

/** The diagnostic with which a layer refuses. */
export const refusal = (kind: string, params: object, ...shapes: readonly Shape[]): Diagnostic =>
  refusalAt([], kind, params, ...shapes);

/** The same where something travels with the inputs, or they arrive at several ports. */
export function refusalAt(beside: readonly Beside[], kind: string, params: object, ...shapes: readonly Shape[]): Diagnostic {
  try {
    lowerAlone(kind, params, shapes, false, beside);
  } catch (error) {
    if (error instanceof DiagnosticError) return error.diagnostic;
    throw error;
  }
  throw new Error(`${kind} accepted ${JSON.stringify(shapes)}`);
}
