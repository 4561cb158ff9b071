import { beforeAll, describe, expect, test } from 'vitest';
import { explicitPcgrad } from '../../../core/balancing/testing/explicit.ts';
import { compileProject } from '../../../core/compile/compile.ts';
import { initialParameters } from '../../../core/program/initialize.ts';
import { ReferenceTrainer } from '../../../core/program/reference/trainer.ts';
import { at } from '../../../core/util/assert-never.ts';
import { permutation, randomStream } from '../../../core/util/random.ts';
import { given } from '../../formats/testing.ts';
import { createReferenceExecutor } from '../reference/reference-executor.ts';
import { stepsDifference } from './testing/known-comparisons.ts';
import { differences, type Outcome } from './testing/stepped.ts';
import { testedExecutors } from './testing/tested-executors.ts';
import {
  controlsOf,
  dataFor,
  documentOf,
  lambda,
  learningRate,
  rowsOf,
  seed,
  signature,
  steps,
  stepsOf,
  stepsPerEpoch,
  withStepper,
} from './testing/three-tasks.ts';

/**
 * Gradient descent as it is written in the papers, in float64: the gradient of each task alone from a pass of its own, the rule on these
 * vectors, θ −= η·d. The trunk's parameters stand first; those of a head have a gradient from their own task alone.
 */
function independently(method: string): Outcome {
  const program = given(compileProject(documentOf('equal'), signature)).program;
  const trainer = new ReferenceTrainer(program, dataFor(program));
  trainer.parameters.set(initialParameters(program, seed));
  const trunk = program.parameters.filter(({ node }) => node === 'trunk').reduce((sum, { size }) => sum + size, 0);
  const alone = lambda.map((_, t) =>
    controlsOf(
      program,
      lambda.map((__, k) => (k === t ? 1 : 0)),
    ).subarray(0, program.controls.size),
  );
  const rows = rowsOf(program);
  const losses: number[][] = [];
  const epochMean = (epoch: number, t: number): number =>
    losses.slice(epoch * stepsPerEpoch, (epoch + 1) * stepsPerEpoch).reduce((sum, row) => sum + at(row, t), 0) / stepsPerEpoch;
  for (let step = 0; step < steps; step++) {
    const batch = rows.subarray(step * program.batchSize, (step + 1) * program.batchSize);
    const gradients = alone.map((controls) => [...trainer.gradient(controls, batch)]);
    // Losses of this step: what a step of rate 0 says.
    const before = trainer.parameters.slice();
    const still = Float32Array.from(at(alone, 0));
    still[program.controls.learningRate] = 0;
    losses.push([...trainer.step(still, batch)]);
    trainer.parameters.set(before);
    const epoch = Math.floor(step / stepsPerEpoch);
    const ratios = lambda.map((_, t) => (epoch < 2 ? 1 : epochMean(epoch - 1, t) / epochMean(epoch - 2, t)));
    const powers = ratios.map((ratio) => Math.exp(ratio / 2));
    const total = powers.reduce((sum, power) => sum + power, 0);
    const weights = lambda.map((own, t) => (method === 'dwa' ? (own * lambda.length * at(powers, t)) / total : own));
    const scaled = gradients.map((gradient, t) => gradient.map((value) => at(weights, t) * value));
    const random = randomStream(seed, 'balancing', 'pcgrad', step + 1);
    const orders = scaled.map(() => permutation(scaled.length, random));
    const shared =
      method === 'pcgrad'
        ? explicitPcgrad(
            scaled.map((gradient) => gradient.slice(0, trunk)),
            orders,
          )
        : null;
    trainer.parameters.forEach((value, k) => {
      const sum = shared && k < trunk ? at(shared, k) : scaled.reduce((all, gradient) => all + at(gradient, k), 0);
      trainer.parameters[k] = value - learningRate * sum;
    });
  }
  return { losses: losses.flat(), parameters: [...trainer.parameters] };
}

describe.each(['equal', 'dwa', 'pcgrad'])(`${steps} steps balanced by %s`, (method) => {
  let expected: Outcome;
  let float64: Outcome;
  beforeAll(async () => {
    expected = independently(method);
    float64 = await withStepper(createReferenceExecutor(), method);
  });

  test('are what the papers say, task by task and vector by vector, in float64', () => {
    expect(float64.losses.length).toBe(steps * lambda.length);
    expect(differences(float64, expected)).toBeLessThan(2e-6);
  });

  test.each(testedExecutors.map((tested) => [tested.name, tested] as const))('%s', async (_, tested) => {
    const name = `${steps} steps balanced by ${method}`;
    expect(await stepsDifference(name, tested, stepsOf(documentOf(method)), async () => float64)).toBeLessThan(tested.tolerance);
  });
});

test('the three methods part: each of them does something', () => {
  const [equal, dwa, pcgrad] = ['equal', 'dwa', 'pcgrad'].map((method) => independently(method).losses.at(-1));
  expect(new Set([equal, dwa, pcgrad]).size).toBe(3);
});
