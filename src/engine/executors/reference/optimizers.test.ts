import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { initialOptimizer } from '../../../core/program/initialize.ts';
import type { OptimizerSettings } from '../../../core/program/optimizers/registry.ts';
import { updateOf } from '../../../core/program/optimizers/update-of.ts';
import { applyUpdate } from '../../../core/program/reference/apply-update.ts';
import { scalarAt } from '../../../core/program/update/step-scalars.ts';
import { randomStream } from '../../../core/util/random.ts';

const backend = tf.getBackend();
beforeAll(async () => {
  await tf.setBackend('cpu');
});
afterAll(async () => {
  if (backend) await tf.setBackend(backend);
});

const rate = 0.05;
const count = 40;
const steps = 50;
/** tfjs's own on the cpu backend, which its Adagrad and default constructors use. */
const epsilon = 1e-7;

const random = randomStream(11, 'optimizers');
const start = Float32Array.from({ length: count }, () => random.normal());
/** Scales from 1e-3 to 10, so that ε and the square roots matter. */
const gradientsOfSteps = Array.from({ length: steps }, () =>
  Float32Array.from({ length: count }, (_, i) => random.normal() * 10 ** ((i % 5) - 3)),
);

const cases: readonly { readonly spec: OptimizerSettings; readonly stock: () => tf.Optimizer }[] = [
  { spec: { kind: 'sgd' }, stock: () => tf.train.sgd(rate) },
  { spec: { kind: 'momentum', momentum: 0.9, nesterov: false }, stock: () => tf.train.momentum(rate, 0.9) },
  { spec: { kind: 'momentum', momentum: 0.8, nesterov: true }, stock: () => tf.train.momentum(rate, 0.8, true) },
  { spec: { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon }, stock: () => tf.train.adam(rate, 0.9, 0.999, epsilon) },
  { spec: { kind: 'rmsprop', decay: 0.9, epsilon }, stock: () => tf.train.rmsprop(rate, 0.9, 0, epsilon) },
  { spec: { kind: 'adagrad', epsilon, initialAccumulator: 0.1 }, stock: () => tf.train.adagrad(rate, 0.1) },
];

test.each(cases)("$spec.kind follows tfjs's own optimiser over 50 steps", ({ spec, stock }) => {
  const variable = tf.variable(tf.tensor1d(start));
  const optimizer = stock();
  const parameters = Float64Array.from(start);
  const update = { ...updateOf(spec), clipNorm: null };
  const slots = Float64Array.from(initialOptimizer({ update, trainableCount: count }));
  gradientsOfSteps.forEach((gradient, index) => {
    optimizer.applyGradients({ [variable.name]: tf.tensor1d(gradient) });
    const controls = [rate, ...update.rule.stepScalars.map((scalar) => scalarAt(scalar, index + 1))];
    const layout = { learningRate: 0, stepScalars: 1 };
    applyUpdate(update, controls, layout, parameters, Float64Array.from(gradient), slots);
    variable.dataSync().forEach((expected, i) => {
      expect(Math.abs((parameters[i] ?? Number.NaN) - expected) / Math.max(1, Math.abs(expected))).toBeLessThan(5e-5);
    });
  });
  variable.dispose();
});
