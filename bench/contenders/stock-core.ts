import * as tf from '@tensorflow/tfjs';
import { at } from '../../src/core/util/assert-never.ts';
import { batchCount, exerciseOf, namedParameters } from '../models/exercise.ts';
import { headLayer, type ModelSpec } from '../models/model.ts';
import type { Setup, Trainee } from './contender.ts';
import { startTfjsBackend, stockOptimizer, type TensorBatch, type TfjsBackend, tensorBatches } from './stock.ts';
import { branchesOn, dense, trunkOn, type WeightOf } from './stock-core-layers.ts';

/** Losses that may stay on the device before they are read back together. */
const keptSteps = 32;

/** Every head's loss, eagerly. */
export function lossesOf(model: ModelSpec, { inputs, targets }: TensorBatch, of: WeightOf): tf.Scalar[] {
  const branches = branchesOn(trunkOn(inputs, model.trunk, of), model.mixture, model.heads.length, of);
  return targets.map((target, i) => {
    const output = dense(at(branches, i), headLayer(i), of);
    const loss =
      model.loss === 'crossEntropy' ? tf.losses.softmaxCrossEntropy(target, output) : tf.losses.meanSquaredError(target, output);
    return loss.asScalar();
  });
}

/** A loop over `optimizer.minimize` in tfjs-core, whose losses are read back many steps at a time. */
export async function startStockCore(model: ModelSpec, setup: Setup, backend: TfjsBackend): Promise<Trainee> {
  const device = await startTfjsBackend(backend, setup);
  const exercise = exerciseOf(model);
  const variables = new Map(
    [...namedParameters(exercise)].map(([name, { info, values }]) => [name, tf.variable(tf.tensor(values, [...info.shape]))]),
  );
  const of: WeightOf = (name) =>
    at(
      [variables.get(name)].filter((found) => found !== undefined),
      0,
    );
  const optimizer = stockOptimizer(model);
  const batches = tensorBatches(exercise);
  let done = 0;

  function step(): tf.Scalar[] {
    let losses: tf.Scalar[] = [];
    optimizer.minimize(() => {
      losses = lossesOf(model, at(batches, done++ % batchCount), of);
      for (const loss of losses) tf.keep(loss);
      return tf.addN(losses).asScalar();
    });
    return losses;
  }

  return {
    device,
    async run(count) {
      const losses = new Float32Array(count * model.heads.length);
      for (let first = 0; first < count; first += keptSteps) {
        const kept = Array.from({ length: Math.min(keptSteps, count - first) }, step).flat();
        const together = tf.stack(kept);
        losses.set(await together.data(), first * model.heads.length);
        tf.dispose([together, ...kept]);
      }
      return losses;
    },
  };
}
