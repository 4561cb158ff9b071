import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sizeOf } from '../program/shapes.ts';
import { anySeed, broadcastableShapes, shapeOfRank } from '../program/testing/arbitraries.ts';
import { distinctNumbers, gradientError } from '../program/testing/check-gradient.ts';
import type { Shape } from '../program/types.ts';
import { at } from '../util/assert-never.ts';
import { activationFunctions } from './activations.ts';
import type { LayerKindId } from './registry.ts';
import { type Beside, lowerAlone, lowerInto, withBeside } from './testing/lower-alone.ts';

interface Case {
  readonly params: object;
  readonly shapes: readonly Shape[];
  readonly beside?: readonly Beside[];
  /** The token ids of inputs that are no numbers; they have no gradient. */
  readonly ids?: readonly (readonly number[])[];
}

const extent = (max: number): fc.Arbitrary<number> => fc.integer({ min: 1, max });
const pair = (max: number): fc.Arbitrary<[number, number]> => fc.tuple(extent(max), extent(max));

/** Smooth functions only: the kinks of the others are met, away from their corner, by the layer `activation`. */
const affineParams = fc.record({
  activation: fc.constantFrom('none', 'gelu', 'tanh', 'sigmoid'),
  useBias: fc.boolean(),
  l1: fc.constantFrom(0, 0.1),
  l2: fc.constantFrom(0, 0.2),
});

const image = (least = 1): fc.Arbitrary<Shape> =>
  fc.tuple(extent(2), fc.integer({ min: least, max: 4 }), fc.integer({ min: least, max: 4 }), extent(2));

const padding = fc.constantFrom('valid', 'same');
const pooled: fc.Arbitrary<Case> = fc
  .tuple(fc.record({ size: pair(2), stride: pair(3), padding }), image(2))
  .map(([params, shape]) => ({ params, shapes: [shape] }));

const of = (params: fc.Arbitrary<object>, shape: fc.Arbitrary<Shape>): fc.Arbitrary<Case> =>
  fc.tuple(params, shape).map(([values, one]) => ({ params: values, shapes: [one] }));

/** Inputs of one batch whose examples broadcast together. */
const merged: fc.Arbitrary<Case> = fc
  .tuple(extent(2), extent(3).chain(broadcastableShapes))
  .map(([batch, shapes]) => ({ params: {}, shapes: shapes.map((shape) => [batch, ...shape]) }));

const joined: fc.Arbitrary<Case> = fc
  .record({ shape: shapeOfRank(2, 4), extents: fc.array(extent(3), { minLength: 1, maxLength: 3 }), pick: fc.nat() })
  .map(({ shape, extents, pick }) => {
    const axis = pick % (shape.length - 1);
    return { params: { axis }, shapes: extents.map((n) => shape.map((whole, i) => (i === axis + 1 ? n : whole))) };
  });

const cut: fc.Arbitrary<Case> = fc
  .record({ shape: shapeOfRank(2, 4), pick: fc.nat(), from: fc.nat(), length: fc.nat() })
  .map((c) => {
    const axis = c.pick % (c.shape.length - 1);
    const whole = at(c.shape, axis + 1);
    const begin = c.from % whole;
    return { params: { axis, begin, size: 1 + (c.length % (whole - begin)) }, shapes: [c.shape] };
  });

const convolved = fc
  .record({
    affine: affineParams,
    filters: extent(3),
    kernel: pair(3),
    step: pair(2),
    dilated: fc.boolean(),
    padding,
    shape: image(3),
  })
  .map(({ affine, filters, kernel, step, dilated, padding: how, shape }): Case => {
    // A dilated window of 3 needs 5 pixels, which «same» padding provides.
    const window = dilated ? { dilation: step, padding: 'same' } : { stride: step, padding: how };
    return { params: { ...affine, filters, kernel, ...window }, shapes: [shape] };
  });

const cases: Readonly<Record<LayerKindId, fc.Arbitrary<Case>>> = {
  dense: of(
    fc.tuple(affineParams, extent(3)).map(([affine, units]) => ({ ...affine, units })),
    shapeOfRank(2, 4),
  ),
  activation: of(fc.record({ activation: fc.constantFrom(...activationFunctions) }), shapeOfRank(1, 3)),
  dropout: of(fc.record({ rate: fc.constantFrom(0, 0.2, 0.6) }), shapeOfRank(1, 3)),
  batchNorm: of(fc.record({ epsilon: fc.constantFrom(0.001, 0.1) }), shapeOfRank(2, 4)),
  layerNorm: of(fc.record({ epsilon: fc.constantFrom(0.001, 0.1) }), shapeOfRank(2, 4)),
  conv2d: convolved,
  maxPool: pooled,
  avgPool: pooled,
  globalPool: of(fc.record({ mode: fc.constantFrom('average', 'max') }), image()),
  flatten: of(fc.constant({}), shapeOfRank(1, 4)),
  reshape: shapeOfRank(2, 4).map((shape) => ({ params: { shape: [...shape.slice(2), -1] }, shapes: [shape] })),
  slice: cut,
  concat: joined,
  add: merged,
  multiply: merged,
  average: merged,
};

const positive = (shape: Shape): number[] => Array.from({ length: sizeOf(shape) }, (_, i) => 0.5 + (i % 3) / 4);

/** The error of the gradient with respect to every input and every parameter, penalties included. */
function layerError(kind: string, { params, shapes, beside = [], ids = [] }: Case, training: boolean, seed: number): number {
  const parameters = lowerAlone(kind, params, shapes, training, beside).parameters.map(({ tensor }) => tensor.shape);
  const all = [...shapes.map((shape, i) => (ids[i] ? [0] : shape)), ...parameters];
  return gradientError(
    all,
    distinctNumbers(all, seed),
    (b, tensors) => {
      const inputs = shapes.map((shape, i) => {
        const tokens = ids[i];
        return withBeside(b, tokens ? b.constant(tokens, shape, 'i32') : at(tensors, i), beside[i]);
      });
      const { output, penalties } = lowerInto(b, kind, params, inputs, training, (source, index, shape) =>
        source === 'parameter' ? at(tensors, shapes.length + index) : b.constant(positive(shape), shape),
      );
      return penalties.reduce((sum, penalty) => b.add2(sum, penalty), output);
    },
    'weighted',
    seed,
  );
}

describe.each(Object.entries(cases))('the gradient of %s', (kind, arbitrary) => {
  it.each([
    ['training', true],
    ['inference', false],
  ])('agrees with central differences for inputs and parameters in %s', (_mode, training) => {
    fc.assert(
      fc.property(arbitrary, anySeed, (one, seed) => {
        expect(layerError(kind, one, training, seed)).toBeLessThan(1e-6);
      }),
      { numRuns: 30 },
    );
  });
});
