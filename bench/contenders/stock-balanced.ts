import * as tf from '@tensorflow/tfjs';
import { upgrad } from '../../src/core/balancing/upgrad.ts';
import { at } from '../../src/core/util/assert-never.ts';
import { randomStream } from '../../src/core/util/random.ts';
import { batchCount, type Exercise, namedParameters } from '../models/exercise.ts';
import type { Burst } from '../pairs/pair.ts';
import type { Setup } from './contender.ts';
import { startTfjsBackend, stockOptimizer, type TfjsBackend, tensorBatches } from './stock.ts';
import { lossesOf } from './stock-core.ts';
import type { WeightOf } from './stock-core-layers.ts';

/**
 * Steps balanced as it is usually written in tfjs-core: a forward and a backward pass for every task, the gradients of the trunk side by side [T, P],
 * K = G·Gᵀ read back, our rule, and the trunk along wᵀG, every head along its own gradient.
 */
export async function naiveSteps(exercise: Exercise, setup: Setup, backend: TfjsBackend): Promise<(steps: number) => Burst> {
  await startTfjsBackend(backend, setup);
  const { model } = exercise;
  const variables = new Map(
    [...namedParameters(exercise)].map(([name, { info, values }]) => [name, tf.variable(tf.tensor(values, [...info.shape]))]),
  );
  const of: WeightOf = (name) =>
    at(
      [variables.get(name)].filter((found) => found !== undefined),
      0,
    );
  const entries = [...variables];
  const shared = entries.filter(([name]) => name.startsWith('trunk-'));
  const optimizer = stockOptimizer(model);
  const batches = tensorBatches(exercise);
  const { length: tasks } = model.heads;
  const random = randomStream(1, 'naive');
  let done = 0;

  /** Of the trunk [T, P], and of every head. */
  function gradientsOf(batch: number): { stack: tf.Tensor; own: tf.NamedTensorMap } {
    return tf.tidy(() => {
      const own: tf.NamedTensorMap = {};
      const rows = model.heads.map((_, task) => {
        const head = entries.filter(([name]) => name.startsWith(`head-${task}/`));
        const wanted = [...shared, ...head].map(([, variable]) => variable);
        const { grads } = tf.variableGrads(() => at(lossesOf(model, at(batches, batch), of), task), wanted);
        for (const [, variable] of head)
          own[variable.name] = at(
            [grads[variable.name]].filter((found) => found !== undefined),
            0,
          );
        return tf.concat(
          shared.map(([, variable]) =>
            at(
              [grads[variable.name]].filter((found) => found !== undefined),
              0,
            ).flatten(),
          ),
        );
      });
      return { stack: tf.stack(rows), own };
    });
  }

  async function step(): Promise<void> {
    const { stack, own } = gradientsOf(done++ % batchCount);
    const product = tf.tidy(() =>
      tf.matMul(stack.as2D(tasks, stack.size / tasks), stack.as2D(tasks, stack.size / tasks), false, true),
    );
    const info = { step: done, stepsPerEpoch: 100, taskCount: tasks, nominal: new Float64Array(tasks).fill(1), random };
    const { weights } = upgrad.weigh(
      { ...info, losses: new Float64Array(tasks), gramian: await product.data() },
      new Float64Array(0),
      {},
    );
    tf.tidy(() => {
      const flat = tf
        .matMul(tf.tensor2d(Float32Array.from(weights), [1, tasks]), stack.as2D(tasks, stack.size / tasks))
        .flatten();
      const parts = tf.split(
        flat,
        shared.map(([, { size }]) => size),
      );
      const all = { ...own };
      shared.forEach(([, variable], i) => {
        all[variable.name] = at(parts, i).reshape(variable.shape);
      });
      optimizer.applyGradients(all);
    });
    tf.dispose([product, stack, own]);
  }

  return (steps) => async () => {
    for (let i = 0; i < steps; i++) await step();
  };
}
