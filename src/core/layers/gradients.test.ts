import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sizeOf } from '../program/shapes.ts';
import { anySeed, broadcastableShapes, shapeOfRank } from '../program/testing/arbitraries.ts';
import { distinctNumbers, gradientError } from '../program/testing/check-gradient.ts';
import type { Shape } from '../program/types.ts';
import { at } from '../util/assert-never.ts';
import type { LayerKindId } from './registry.ts';
import { activationFunctions } from './support/activations.ts';
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

/** A sequence [N, L, features], and a mask of any pattern or none. */
const sequence = (features: number, longest = 3): fc.Arbitrary<Required<Pick<Case, 'shapes' | 'beside'>>> =>
  fc
    .record({
      n: extent(2),
      length: extent(longest),
      masked: fc.boolean(),
      bits: fc.array(fc.constantFrom(0, 1), { minLength: 8 }),
    })
    .map(({ n, length, masked, bits }) => {
      const mask = Array.from({ length: n * length }, (_, i) => bits[i % bits.length] ?? 1);
      return { shapes: [[n, length, features]], beside: [masked ? { mask } : {}] };
    });

const along = (params: fc.Arbitrary<object>, features: fc.Arbitrary<number> = extent(3)): fc.Arbitrary<Case> =>
  fc
    .tuple(
      params,
      features.chain((f) => sequence(f)),
    )
    .map(([values, one]) => ({ params: values, ...one }));

/** A sequence that may have another one at a second port; `second` gives its shape. */
const informed = (
  params: fc.Arbitrary<object>,
  port: string,
  second: (params: object, n: number) => Shape,
  features = extent(3),
): fc.Arbitrary<Case> =>
  fc.tuple(along(params, features), fc.boolean(), fc.boolean()).map(([one, both, masked]) => {
    if (!both) return one;
    const shape = second(one.params, at(at(one.shapes, 0), 0));
    const mask = Array.from({ length: at(shape, 0) * at(shape, 1) }, (_, i) => (i % 3 === 1 ? 0 : 1));
    const beside = [...(one.beside ?? []), { port, ...(masked && shape.length === 3 ? { mask } : {}) }];
    return { ...one, shapes: [...one.shapes, shape], beside };
  });

const tokens = (params: fc.Arbitrary<object>): fc.Arbitrary<Case> =>
  fc.tuple(params, extent(2), extent(4), fc.array(fc.nat(4), { minLength: 8, maxLength: 8 })).map(([values, n, length, ids]) => ({
    params: values,
    shapes: [[n, length]],
    beside: [{ tokens: true, vocabulary: 5 }],
    ids: [ids.slice(0, n * length)],
  }));

const heads = { heads: extent(2), headSize: extent(3), causal: fc.boolean(), dropout: fc.constantFrom(0, 0.3) };
const recurrent = informed(
  fc.record({ units: extent(3), returns: fc.constantFrom('last', 'all'), bidirectional: fc.boolean() }),
  'state',
  (params, n) => [n, Number(Object.entries(params).find(([name]) => name === 'units')?.[1])],
);
const memory = (_: object, n: number): Shape => [n, 2, 2];

const norm = fc.record({ epsilon: fc.constantFrom(0.001, 0.1) });
const pooling = fc.record({ mode: fc.constantFrom('average', 'max') });

const along1d = fc
  .record({
    affine: affineParams,
    filters: extent(3),
    kernel: extent(3),
    step: extent(2),
    dilated: fc.boolean(),
    padding: fc.constantFrom('same', 'causal'),
  })
  .map(({ affine, step, dilated, ...rest }) => ({ ...affine, ...rest, ...(dilated ? { dilation: step } : { stride: step }) }));

const transposed = fc
  .record({ affine: affineParams, filters: extent(2), kernel: pair(3), stride: pair(2), padding, shape: image() })
  .map(({ affine, shape, ...params }): Case => ({ params: { ...affine, ...params }, shapes: [shape] }));

const channelwise = fc.record({
  affine: affineParams,
  kernel: pair(3),
  stride: pair(2),
  padding,
  multiplier: extent(2),
  shape: image(3),
});

/** So many equal inputs, and what arrives at the gate. */
const gated = (gate: (experts: number) => fc.Arbitrary<Shape>): fc.Arbitrary<Pick<Case, 'shapes' | 'beside'>> =>
  fc.tuple(shapeOfRank(1, 3), extent(5)).chain(([sample, experts]) =>
    gate(experts).map((features) => ({
      shapes: [[2, ...features], ...new Array<Shape>(experts).fill([2, ...sample])],
      beside: [{ port: 'gate' }, ...new Array<Beside>(experts).fill({ port: 'experts' })],
    })),
  );
const temperature = fc.constantFrom(0.5, 1, 3);

const mixed: fc.Arbitrary<Case> = fc.oneof(
  fc
    .tuple(
      gated(() => shapeOfRank(1, 2)),
      temperature,
    )
    .map(([wiring, value]) => ({ params: { temperature: value }, ...wiring })),
  // Logits that are the inputs themselves are never tied, so that the best k stay the best.
  fc
    .tuple(
      gated((experts) => fc.constant([experts])),
      temperature,
      extent(6),
    )
    .map(([wiring, value, topK]) => ({ params: { gate: 'logits', temperature: value, topK }, ...wiring })),
);

/** A step so wide that no switch stands at its end, where the second derivative jumps. */
const selected: fc.Arbitrary<Case> = fc
  .tuple(
    gated(() => shapeOfRank(1, 2)),
    fc.record({ selectors: extent(3), gamma: fc.constantFrom(60, 90), entropy: fc.constantFrom(0, 0.5) }),
  )
  .map(([wiring, params]) => ({ params, ...wiring }));

const summed: fc.Arbitrary<Case> = fc
  .record({ outer: shapeOfRank(1, 3), subspaces: extent(3), width: extent(2), count: extent(3) })
  .map(({ outer, subspaces, width, count }) => ({
    params: { subspaces },
    shapes: new Array<Shape>(count).fill([...outer, subspaces * width]),
  }));

const perImage = (params: fc.Arbitrary<object>): fc.Arbitrary<Case> => of(params, image());

/** Their gradient is not that of the function, or they take no numbers that could be varied: tested in mixtures.test.ts and augmentation.test.ts. */
type Excluded = 'stopGradient' | 'reverseGradient' | 'tokenDropout';

const cases: Readonly<Record<Exclude<LayerKindId, Excluded>, fc.Arbitrary<Case>>> = {
  ordinalThresholds: of(
    fc.record({ thresholds: extent(4) }),
    extent(3).map((batch) => [batch, 1]),
  ),
  depthwiseConv2d: channelwise.map(({ affine, shape, ...params }) => ({ params: { ...affine, ...params }, shapes: [shape] })),
  separableConv2d: channelwise.map(({ affine, shape, ...params }) => ({
    params: { ...affine, ...params, filters: 2 },
    shapes: [shape],
  })),
  transposedConv2d: transposed,
  upsample2d: perImage(fc.record({ size: pair(3), mode: fc.constantFrom('nearest', 'bilinear') })),
  mixture: mixed,
  selector: selected,
  learnedSum: summed,
  softmax: of(fc.constant({}), shapeOfRank(2, 3)),
  l2Normalize: of(fc.constant({}), shapeOfRank(2, 4)),
  gaussianNoise: of(fc.record({ deviation: fc.constantFrom(0, 0.3) }), shapeOfRank(1, 3)),
  randomShift: perImage(fc.record({ pixels: fc.integer({ min: 0, max: 3 }) })),
  randomFlip: perImage(fc.record({ direction: fc.constantFrom('horizontal', 'vertical', 'both') })),
  cutout: perImage(fc.record({ size: fc.integer({ min: 0, max: 4 }) })),
  dense: of(
    fc.tuple(affineParams, extent(3)).map(([affine, units]) => ({ ...affine, units })),
    shapeOfRank(2, 4),
  ),
  activation: of(fc.record({ activation: fc.constantFrom(...activationFunctions) }), shapeOfRank(1, 3)),
  dropout: of(fc.record({ rate: fc.constantFrom(0, 0.2, 0.6) }), shapeOfRank(1, 3)),
  batchNorm: fc.oneof(of(norm, shapeOfRank(2, 4)), along(norm)),
  layerNorm: of(norm, shapeOfRank(2, 4)),
  conv2d: convolved,
  maxPool: pooled,
  avgPool: pooled,
  globalPool: fc.oneof(of(pooling, image()), along(pooling)),
  flatten: fc.oneof(of(fc.constant({}), shapeOfRank(1, 4)), along(fc.constant({}))),
  reshape: shapeOfRank(2, 4).map((shape) => ({ params: { shape: [...shape.slice(2), -1] }, shapes: [shape] })),
  slice: cut,
  concat: joined,
  add: merged,
  multiply: merged,
  average: merged,
  embedding: tokens(fc.record({ units: extent(3) })),
  positionEmbedding: fc.oneof(
    tokens(fc.record({ units: extent(3), positions: fc.constantFrom('learned', 'sinusoidal') })),
    along(fc.record({ positions: fc.constantFrom('learned', 'sinusoidal') })),
  ),
  taskEmbedding: along(fc.record({ place: fc.constantFrom('add', 'prepend') })),
  conv1d: fc.oneof(
    along(along1d),
    fc.tuple(affineParams, sequence(2)).map(([params, { shapes, beside }]) => {
      const [n = 1, length = 1] = at(shapes, 0);
      return { params: { ...params, kernel: length, filters: 2, padding: 'valid' }, shapes: [[n, length, 2]], beside };
    }),
  ),
  gru: recurrent,
  lstm: recurrent,
  multiHeadAttention: informed(fc.record(heads), 'memory', memory),
  // The norm of two features that are almost equal is too steep for differences.
  transformerBlock: informed(fc.record({ ...heads, hidden: extent(3) }), 'memory', memory, fc.integer({ min: 3, max: 4 })),
  attentionPool: along(fc.record({ units: extent(3) })),
  pickStep: along(fc.record({ step: fc.constantFrom('first', 'last') })),
  repeat: fc.oneof(
    of(fc.record({ length: extent(3) }), shapeOfRank(2, 2)),
    shapeOfRank(2, 2).map((shape) => ({ params: {}, shapes: [shape, [at(shape, 0), 3, 2]], beside: [{}, { port: 'like' }] })),
  ),
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
