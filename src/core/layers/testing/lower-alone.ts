import { ProgramBuilder, type Tensor } from '../../program/builder.ts';
import { randomKeyLength, randomKeys } from '../../program/counter-random.ts';
import type { Initializer, Shape } from '../../program/types.ts';
import { at, invariant } from '../../util/assert-never.ts';
import { layerKind } from '../registry.ts';

/** A parameter or state that a layer asked for. */
export interface Asked {
  readonly name: string;
  readonly tensor: Tensor;
  readonly initializer: Initializer;
}

/** What a layer made of its inputs. Parameters and states stand in the order in which it asked for them. */
export interface Lowered {
  readonly output: Tensor;
  readonly parameters: readonly Asked[];
  readonly states: readonly Asked[];
  readonly penalties: readonly Tensor[];
}

/** Gives the tensor of the parameter or state that a layer asks for as its `index`-th. */
export type Source = (kind: 'parameter' | 'state', index: number, shape: Shape) => Tensor;

/**
 * Lowers one layer without a graph around it, for tests. `params` is what its schema completes. Throws the layer's `DiagnosticError` on
 * shapes that do not fit.
 */
export function lowerInto(
  b: ProgramBuilder,
  kind: string,
  params: object,
  inputs: readonly Tensor[],
  training: boolean,
  source: Source,
): Lowered {
  const layer = layerKind(kind);
  invariant(layer, `${kind} is a layer kind`);
  const parameters: Asked[] = [];
  const states: Asked[] = [];
  const penalties: Tensor[] = [];
  const output = layer.lower(
    {
      b,
      training,
      parameter(name, shape, initializer) {
        const tensor = source('parameter', parameters.length, shape);
        parameters.push({ name, tensor, initializer });
        return tensor;
      },
      state(name, shape, initializer) {
        const tensor = source('state', states.length, shape);
        states.push({ name, tensor, initializer });
        return tensor;
      },
      writeState(name, value) {
        const index = states.findIndex((state) => state.name === name);
        invariant(index >= 0, `${name} is a state`);
        b.writeState(index, value);
      },
      random: (name, shape) => b.random(b.constant(randomKeys(1, name, 1), [randomKeyLength]), shape),
      penalty: (value) => penalties.push(value),
    },
    layer.schema.parse(params),
    { [at(layer.inputs, 0).id]: inputs },
  );
  return { output, parameters, states, penalties };
}

/** One layer in a program by itself; its inputs, of `shapes` [batch, ...], are the feeds `in0`, `in1`, ... */
export function lowerAlone(
  kind: string,
  params: object,
  shapes: readonly Shape[],
  training = false,
): Lowered & { readonly b: ProgramBuilder; readonly inputs: readonly Tensor[] } {
  const b = new ProgramBuilder();
  const inputs = shapes.map((shape, i) => b.source({ kind: 'feed', name: `in${i}` }, shape));
  const source: Source = (from, index, shape) => b.source({ kind: from, index }, shape);
  return { b, inputs, ...lowerInto(b, kind, params, inputs, training, source) };
}
