import * as tf from '@tensorflow/tfjs';
import { at } from '../../src/core/util/assert-never.ts';
import { batchCount, exerciseOf, type NamedParameter, namedParameters } from '../models/exercise.ts';
import { expertLayer, gateLayer, headLayer, type LayerSpec, type ModelSpec, towerLayer, trunkLayer } from '../models/model.ts';
import type { Setup, Trainee } from './contender.ts';
import { startTfjsBackend, stockOptimizer, type TfjsBackend, tensorBatches } from './stock.ts';

const activation = 'relu';

function layerOf(spec: LayerSpec, name: string): tf.layers.Layer {
  switch (spec.kind) {
    case 'conv':
      return tf.layers.conv2d({ name, filters: spec.filters, kernelSize: 3, padding: 'same', activation });
    case 'pool':
      return tf.layers.maxPooling2d({ name, poolSize: 2 });
    case 'flatten':
      return tf.layers.flatten({ name });
    case 'dense':
      return tf.layers.dense({ name, units: spec.units, activation });
    case 'gru':
      return tf.layers.gru({ name, units: spec.units, recurrentActivation: 'sigmoid' });
    case 'average':
      return tf.layers.globalAveragePooling1d({ name });
    case 'transformer':
      throw new Error('tfjs offers no attention layer');
  }
}

function on(layer: tf.layers.Layer, x: tf.SymbolicTensor): tf.SymbolicTensor {
  const result = layer.apply(x);
  if (!(result instanceof tf.SymbolicTensor)) throw new Error('a layer on a symbolic tensor gives one');
  return result;
}

const joined = (layer: tf.layers.Layer, inputs: tf.SymbolicTensor[]): tf.SymbolicTensor => {
  const result = layer.apply(inputs);
  if (!(result instanceof tf.SymbolicTensor)) throw new Error('a layer on symbolic tensors gives one');
  return result;
};

/** What each head reads: the trunk, or its tower's output. */
function branchesOn(x: tf.SymbolicTensor, { mixture, heads }: ModelSpec): tf.SymbolicTensor[] {
  if (!mixture) return heads.map(() => x);
  const { units, tower } = mixture;
  const experts = Array.from({ length: mixture.experts }, (_, i) => {
    const expert = on(tf.layers.dense({ name: expertLayer(i), units, activation }), x);
    return on(tf.layers.reshape({ targetShape: [1, units] }), expert);
  });
  // [N, experts, units]
  const together = joined(tf.layers.concatenate({ axis: 1 }), experts);
  return heads.map((_, i) => {
    const gate = tf.layers.dense({ name: gateLayer(i), units: mixture.experts, useBias: false, activation: 'softmax' });
    const mixed = joined(tf.layers.dot({ axes: [1, 1] }), [on(gate, x), together]);
    return on(tf.layers.dense({ name: towerLayer(i), units: tower, activation }), mixed);
  });
}

/** Parameters of the page's layers in the order of the stock layer's. */
const parts = ['kernel', 'recurrentKernel', 'gate', 'bias'];

/** The model as a `LayersModel`, with the exercise's weights. */
function layersModel(model: ModelSpec, weights: ReadonlyMap<string, NamedParameter>): tf.LayersModel {
  const input = tf.input({ shape: [...model.input] });
  const trunk = model.trunk.reduce((x, spec, i) => on(layerOf(spec, trunkLayer(i)), x), input);
  const branches = branchesOn(trunk, model);
  const last = model.loss === 'crossEntropy' ? 'softmax' : 'linear';
  const outputs = model.heads.map((units, i) =>
    on(tf.layers.dense({ name: headLayer(i), units, activation: last }), at(branches, i)),
  );
  const result = tf.model({ inputs: input, outputs });
  for (const layer of result.layers) {
    const own = parts.flatMap((part) => weights.get(`${layer.name}/${part}`) ?? []);
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
