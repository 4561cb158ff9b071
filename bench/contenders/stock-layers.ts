import * as tf from '@tensorflow/tfjs';
import { at } from '../../src/core/util/assert-never.ts';
import { batchCount, exerciseOf, type NamedParameter, namedParameters } from '../models/exercise.ts';
import { headLayer, type LayerSpec, type ModelSpec, trunkLayer } from '../models/model.ts';
import type { Setup, Trainee } from './contender.ts';
import { startTfjsBackend, stockOptimizer, type TfjsBackend, tensorBatches } from './stock.ts';

const activation = 'relu';
const makers: { [K in LayerSpec['kind']]: (spec: Extract<LayerSpec, { kind: K }>, name: string) => tf.layers.Layer } = {
  conv: ({ filters }, name) => tf.layers.conv2d({ name, filters, kernelSize: 3, padding: 'same', activation }),
  pool: (_, name) => tf.layers.maxPooling2d({ name, poolSize: 2 }),
  flatten: (_, name) => tf.layers.flatten({ name }),
  dense: ({ units }, name) => tf.layers.dense({ name, units, activation }),
};

function layerOf(spec: LayerSpec, name: string): tf.layers.Layer {
  switch (spec.kind) {
    case 'conv':
      return makers.conv(spec, name);
    case 'pool':
      return makers.pool(spec, name);
    case 'flatten':
      return makers.flatten(spec, name);
    case 'dense':
      return makers.dense(spec, name);
  }
}

function on(layer: tf.layers.Layer, x: tf.SymbolicTensor): tf.SymbolicTensor {
  const result = layer.apply(x);
  if (!(result instanceof tf.SymbolicTensor)) throw new Error('a layer on a symbolic tensor gives one');
  return result;
}

/** The model as a `LayersModel`, with the exercise's weights. */
function layersModel(model: ModelSpec, weights: ReadonlyMap<string, NamedParameter>): tf.LayersModel {
  const input = tf.input({ shape: [...model.input] });
  const trunk = model.trunk.reduce((x, spec, i) => on(layerOf(spec, trunkLayer(i)), x), input);
  const last = model.loss === 'crossEntropy' ? 'softmax' : 'linear';
  const outputs = model.heads.map((units, i) => on(tf.layers.dense({ name: headLayer(i), units, activation: last }), trunk));
  const result = tf.model({ inputs: input, outputs });
  for (const layer of result.layers) {
    const own = ['kernel', 'bias'].flatMap((part) => weights.get(`${layer.name}/${part}`) ?? []);
    if (own.length > 0) layer.setWeights(own.map(({ info, values }) => tf.tensor(values, [...info.shape])));
  }
  return result;
}

/** Stock `LayersModel.trainOnBatch`, as tfjs's guide says; it reads every loss back itself. */
export async function startStockLayers(model: ModelSpec, setup: Setup, backend: TfjsBackend): Promise<Trainee> {
  const device = await startTfjsBackend(backend, setup);
  const exercise = exerciseOf(model);
  const stock = layersModel(model, namedParameters(exercise));
  stock.compile({
    optimizer: stockOptimizer(model),
    loss: model.loss === 'crossEntropy' ? 'categoricalCrossentropy' : 'meanSquaredError',
  });
  const batches = tensorBatches(exercise);
  let done = 0;
  return {
    device,
    async run(count) {
      const losses = new Float32Array(count * model.heads.length);
      for (let step = 0; step < count; step++) {
        const { inputs, targets } = at(batches, done++ % batchCount);
        const [, ...heads] = [await stock.trainOnBatch(inputs, targets)].flat();
        losses.set(heads, step * model.heads.length);
      }
      return losses;
    },
  };
}
