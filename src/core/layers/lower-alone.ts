import { ProgramBuilder, type Tensor } from '../program/builder.ts';
import { randomKeyLength, randomKeys } from '../program/counter-random.ts';
import type { Initializer, Shape } from '../program/types.ts';
import { at, invariant } from '../util/assert-never.ts';
import { layerKind } from './registry.ts';

/** A parameter or state that a layer asked for. */
export interface Asked {
  readonly name: string;
  readonly tensor: Tensor;
  readonly initializer: Initializer;
}

/** One layer in a program by itself. Inputs are the feeds `in0`, `in1`, ...; parameters and states are numbered as asked for. */
export interface LayerAlone {
  readonly b: ProgramBuilder;
  readonly inputs: readonly Tensor[];
  readonly output: Tensor;
  readonly parameters: readonly Asked[];
  readonly states: readonly Asked[];
  readonly penalties: readonly Tensor[];
}

/**
 * Lowers one layer without a graph around it, for tests. `shapes` [batch, ...] are those of its inputs, `params` what its schema completes.
 * Throws the layer's `DiagnosticError` on shapes that do not fit.
 */
export function lowerAlone(kind: string, params: object, shapes: readonly Shape[], training = false): LayerAlone {
  const layer = layerKind(kind);
  invariant(layer, `${kind} is a layer kind`);
  const b = new ProgramBuilder();
  const inputs = shapes.map((shape, i) => b.source({ kind: 'feed', name: `in${i}` }, shape));
  const parameters: Asked[] = [];
  const states: Asked[] = [];
  const penalties: Tensor[] = [];
  const ask = (list: Asked[], source: 'parameter' | 'state', name: string, shape: Shape, initializer: Initializer): Tensor => {
    const tensor = b.source({ kind: source, index: list.length }, shape);
    list.push({ name, tensor, initializer });
    return tensor;
  };
  const output = layer.lower(
    {
      b,
      training,
      parameter: (name, shape, initializer) => ask(parameters, 'parameter', name, shape, initializer),
      state: (name, shape, initializer) => ask(states, 'state', name, shape, initializer),
      writeState: (name, value) =>
        b.writeState(
          states.findIndex((state) => state.name === name),
          value,
        ),
      random: (name, shape) => b.random(b.constant(randomKeys(1, name, 1), [randomKeyLength]), shape),
      penalty: (value) => penalties.push(value),
    },
    layer.schema.parse(params),
    { [at(layer.inputs, 0).id]: inputs },
  );
  return { b, inputs, output, parameters, states, penalties };
}
