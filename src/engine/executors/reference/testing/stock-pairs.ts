import * as tf from '@tensorflow/tfjs';
import { afterEach, beforeAll, expect, it } from 'vitest';
import { type Beside, lowerAlone } from '../../../../core/layers/testing/lower-alone.ts';
import { gradients } from '../../../../core/program/differentiate.ts';
import { interpret } from '../../../../core/program/reference/interpret.ts';
import { sizeOf } from '../../../../core/program/shapes.ts';
import type { Shape } from '../../../../core/program/types.ts';
import { at, invariant } from '../../../../core/util/assert-never.ts';
import { randomStream } from '../../../../core/util/random.ts';

type Numbers = ArrayLike<number>;

/** One layer of ours and the stock layer that should compute the same. */
export interface Pairing {
  readonly name: string;
  readonly kind: string;
  readonly params: object;
  readonly shapes: readonly Shape[];
  readonly training?: boolean;
  /** The inputs are ids of a vocabulary of this size, and have no gradient. */
  readonly vocabulary?: number;
  /** Which positions of the first input are valid, [N, L]. */
  readonly mask?: readonly number[];
  /** Where tfjs has no gradient, or a wrong one; ours is then checked by central differences only. */
  readonly outputOnly?: boolean;
  stock(): tf.layers.Layer;
}

/** The same numbers for both sides. */
interface Material {
  readonly inputs: readonly Float32Array[];
  readonly parameters: readonly { readonly shape: Shape; readonly data: Float32Array }[];
  readonly states: readonly { readonly shape: Shape; readonly data: Float32Array }[];
  /** The gradient that arrives at the output. */
  readonly arriving: Float32Array;
}

interface Computed {
  readonly output: Numbers;
  readonly inputGradients: readonly Numbers[];
  readonly parameterGradients: readonly Numbers[];
  /** The states after the call. */
  readonly states: readonly Numbers[];
}

const besideOf = ({ vocabulary, mask }: Pairing): Beside[] => {
  if (vocabulary !== undefined) return [{ tokens: true, vocabulary }];
  return mask ? [{ mask }] : [];
};

function materialFor(pairing: Pairing): Material {
  const { name, kind, params, shapes, training = false, vocabulary } = pairing;
  const random = randomStream(11, name);
  const ids = (shape: Shape): Float32Array => Float32Array.from({ length: sizeOf(shape) }, () => random.int(vocabulary ?? 1));
  const normal = (shape: Shape): Float32Array => Float32Array.from({ length: sizeOf(shape) }, () => random.normal());
  const layer = lowerAlone(kind, params, shapes, training, besideOf(pairing));
  return {
    inputs: shapes.map(vocabulary === undefined ? normal : ids),
    parameters: layer.parameters.map(({ tensor }) => ({ shape: tensor.shape, data: normal(tensor.shape) })),
    // A variance is positive.
    states: layer.states.map(({ tensor }) => ({ shape: tensor.shape, data: normal(tensor.shape).map((x) => 0.5 + x * x) })),
    arriving: normal(layer.output.shape),
  };
}

/** Ours, in float64. */
function computeOurs(pairing: Pairing, material: Material): Computed {
  const { kind, params, shapes, training = false } = pairing;
  const { b, inputs, output, parameters } = lowerAlone(kind, params, shapes, training, besideOf(pairing));
  const arriving = b.source({ kind: 'feed', name: 'arriving' }, output.shape);
  const all = gradients(b, b.sum(b.mul(output, arriving)), [...inputs, ...parameters.map(({ tensor }) => tensor)]);
  b.output('output', output);
  const program = b.build();
  const feeds = Object.fromEntries(material.inputs.map((data, i) => [`in${i}`, data]));
  const values = interpret(program, {
    feeds: { ...feeds, arriving: material.arriving },
    parameters: material.parameters.map(({ data }) => data),
    states: material.states.map(({ data }) => data),
  });
  const found = all.map((gradient) => (gradient ? (values.get(gradient.id) ?? []) : []));
  const written = new Map(program.stateWrites.map(({ state, value }) => [state, values.get(value) ?? []]));
  return {
    output: values.get(output.id) ?? [],
    inputGradients: found.slice(0, inputs.length),
    parameterGradients: found.slice(inputs.length),
    states: material.states.map(({ data }, i) => written.get(i) ?? data),
  };
}

/** Theirs: the stock layer and tfjs's own differentiation, on its cpu backend. */
function computeTheirs(pairing: Pairing, material: Material): Computed {
  const { stock, shapes, training = false, outputOnly = false, vocabulary, mask } = pairing;
  const layer = stock();
  const call = { training, ...(mask ? { mask: tf.tensor([...mask], at(shapes, 0).slice(0, 2)) } : {}) };
  const one = (items: readonly tf.Tensor[]): tf.Tensor | tf.Tensor[] => (items.length === 1 ? at(items, 0) : [...items]);
  const apply = (inputs: readonly tf.Tensor[]): tf.Tensor => {
    const output = layer.apply(one(inputs), call);
    invariant(output instanceof tf.Tensor, 'a layer applied to a tensor gives a tensor');
    return output;
  };
  const inputs = material.inputs.map((data, i) => tf.tensor(data, [...at(shapes, i)]));
  apply(inputs);
  const load = (): void =>
    layer.setWeights([...material.parameters, ...material.states].map(({ data, shape }) => tf.tensor(data, [...shape])));
  load();
  const output = apply(inputs);
  const states = layer.getWeights().slice(material.parameters.length);
  const computed = { output: output.dataSync(), states: states.map((state) => state.dataSync()) };
  if (outputOnly) return { ...computed, inputGradients: [], parameterGradients: [] };
  const arriving = tf.tensor(material.arriving, output.shape);
  const loss = (...xs: tf.Tensor[]): tf.Scalar => tf.sum(tf.mul(apply(xs), arriving)).asScalar();
  load();
  const inputGradients = vocabulary === undefined ? tf.grads(loss)(inputs) : [];
  load();
  const byName = material.parameters.length > 0 ? tf.variableGrads(() => loss(...inputs)).grads : {};
  return {
    ...computed,
    inputGradients: inputGradients.map((gradient) => gradient.dataSync()),
    parameterGradients: layer.trainableWeights.map(({ name }) => byName[name]?.dataSync() ?? []),
  };
}

/** Equal within 1e-5, relative to the larger of 1 and the value. */
export function expectSame(ours: Numbers, theirs: Numbers): void {
  expect(ours.length).toBe(theirs.length);
  expect(theirs.length).toBeGreaterThan(0);
  const errors = Array.from(theirs, (value, i) => Math.abs(at(ours, i) - value) / Math.max(1, Math.abs(value)));
  expect(Math.max(...errors)).toBeLessThanOrEqual(1e-5);
}

/** One test per pairing: the output and all gradients are those of the stock layer. */
export function expectPairs(pairings: readonly Pairing[]): void {
  beforeAll(async () => {
    await tf.setBackend('cpu');
  });

  // The engine keeps every variable that a layer made, and differentiates with respect to all of them.
  afterEach(() => tf.disposeVariables());

  it.each(pairings.map((pairing) => [pairing.name, pairing] as const))('%s', (_name, pairing) => {
    const material = materialFor(pairing);
    const ours = computeOurs(pairing, material);
    const theirs = computeTheirs(pairing, material);
    expectSame(ours.output, theirs.output);
    if (!pairing.outputOnly) {
      theirs.inputGradients.forEach((gradient, i) => {
        expectSame(at(ours.inputGradients, i), gradient);
      });
      expect(theirs.inputGradients).toHaveLength(pairing.vocabulary === undefined ? pairing.shapes.length : 0);
      expect(ours.parameterGradients).toHaveLength(theirs.parameterGradients.length);
      ours.parameterGradients.forEach((gradient, i) => {
        expectSame(gradient, at(theirs.parameterGradients, i));
      });
    }
    expect(ours.states).toHaveLength(theirs.states.length);
    ours.states.forEach((state, i) => {
      expectSame(state, at(theirs.states, i));
    });
  });
}
