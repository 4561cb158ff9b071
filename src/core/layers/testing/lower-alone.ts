import { ProgramBuilder, type Tensor } from '../../program/builder.ts';
import { randomKeyLength, randomKeys } from '../../program/counter-random.ts';
import type { Initializer, Shape } from '../../program/types.ts';
import { at, invariant } from '../../util/assert-never.ts';
import { type Flow, lowerFlows } from '../flow.ts';
import { layerKind } from '../layer-kinds.ts';
import type { PictureKind } from '../types.ts';

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
  readonly mask: Tensor | null;
  readonly exposed: readonly { readonly name: string; readonly tensor: Tensor; readonly kind: PictureKind }[];
}

/** What arrives: a tensor at the first port, or a flow at the port that is named. */
export type Arriving = Tensor | (Pick<Flow, 'tensor'> & Partial<Flow> & { readonly port?: string });

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
  inputs: readonly Arriving[],
  training: boolean,
  source: Source,
  frozen = false,
): Lowered {
  const layer = layerKind(kind);
  invariant(layer, `${kind} is a layer kind`);
  const parameters: Asked[] = [];
  const states: Asked[] = [];
  const penalties: Tensor[] = [];
  const exposed: { name: string; tensor: Tensor; kind: PictureKind }[] = [];
  const arrived: Record<string, Flow[]> = {};
  for (const item of inputs) {
    const flow: Exclude<Arriving, Tensor> = 'tensor' in item ? item : { tensor: item };
    const port = flow.port ?? at(layer.inputs, 0).id;
    const { tensor, mask = null, vocabulary = null } = flow;
    arrived[port] = [...(arrived[port] ?? []), { tensor, mask, vocabulary }];
  }
  const { tensor: output, mask } = lowerFlows(
    layer,
    {
      b,
      training,
      frozen,
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
      expose: (name, tensor, kind) => exposed.push({ name, tensor, kind }),
    },
    layer.schema.parse(params),
    arrived,
  );
  return { output, parameters, states, penalties, mask, exposed };
}

/** What arrives beside a tensor in a test, and where. */
export interface Beside {
  /** The first one where it is left out. */
  readonly port?: string;
  /** The numbers of a mask [N, L]. */
  readonly mask?: readonly number[];
  /** Token ids instead of numbers. */
  readonly tokens?: boolean;
  readonly vocabulary?: number;
}

/** A tensor with what a test wants beside it. */
export const withBeside = (b: ProgramBuilder, tensor: Tensor, { port, mask, vocabulary }: Beside = {}): Arriving => ({
  tensor,
  ...(port === undefined ? {} : { port }),
  mask: mask ? b.constant(mask, tensor.shape.slice(0, 2)) : null,
  vocabulary: vocabulary ?? null,
});

/** One layer in a program by itself; its inputs, of `shapes` [batch, ...], are the feeds `in0`, `in1`, ... */
export function lowerAlone(
  kind: string,
  params: object,
  shapes: readonly Shape[],
  training = false,
  beside: readonly Beside[] = [],
  frozen = false,
): Lowered & { readonly b: ProgramBuilder; readonly inputs: readonly Tensor[] } {
  const b = new ProgramBuilder();
  const inputs = shapes.map((shape, i) => b.source({ kind: 'feed', name: `in${i}` }, shape, beside[i]?.tokens ? 'i32' : 'f32'));
  const source: Source = (from, index, shape) => b.source({ kind: from, index }, shape);
  const arriving = inputs.map((input, i) => withBeside(b, input, beside[i]));
  return { b, inputs, ...lowerInto(b, kind, params, arriving, training, source, frozen) };
}
