import * as tf from '@tensorflow/tfjs';
import { at } from '../../src/core/util/assert-never.ts';
import { batchCount, exerciseOf, namedParameters } from '../models/exercise.ts';
import { headLayer, type LayerSpec, type ModelSpec, trunkLayer } from '../models/model.ts';
import type { Setup, Trainee } from './contender.ts';
import { startTfjsBackend, stockOptimizer, type TensorBatch, type TfjsBackend, tensorBatches } from './stock.ts';

/** Losses that may stay on the device before they are read back together. */
const keptSteps = 32;

type Weight = (name: string) => tf.Variable;

const dense = (x: tf.Tensor, name: string, of: Weight): tf.Tensor =>
  tf.add(tf.matMul(x, of(`${name}/kernel`)), of(`${name}/bias`));

function layerOn(x: tf.Tensor, { kind }: LayerSpec, name: string, of: Weight): tf.Tensor {
  switch (kind) {
    case 'conv': {
      const kernel: tf.Tensor = of(`${name}/kernel`);
      return tf.relu(tf.add(tf.conv2d(x.as4D(...rank4(x)), kernel.as4D(...rank4(kernel)), 1, 'same'), of(`${name}/bias`)));
    }
    case 'pool':
      return tf.maxPool(x.as4D(...rank4(x)), 2, 2, 'valid');
    case 'flatten':
      return x.reshape([x.shape[0] ?? 0, -1]);
    case 'dense':
      return tf.relu(dense(x, name, of));
  }
}

function rank4({ shape: [a = 0, b = 0, c = 0, d = 0] }: tf.Tensor): [number, number, number, number] {
  return [a, b, c, d];
}

/** Every head's loss, eagerly. */
function lossesOf(model: ModelSpec, { inputs, targets }: TensorBatch, of: Weight): tf.Scalar[] {
  const trunk = model.trunk.reduce((x: tf.Tensor, spec, i) => layerOn(x, spec, trunkLayer(i), of), inputs);
  return targets.map((target, i) => {
    const output = dense(trunk, headLayer(i), of);
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
  const of: Weight = (name) =>
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
