import exported from 'brain.js/dist/neural-network.js';
import { at } from '../../src/core/util/assert-never.ts';
import { batchCount, batchesOf, exerciseOf } from '../models/exercise.ts';
import { learningRate, type ModelSpec } from '../models/model.ts';
import type { Trainee } from './contender.ts';

const NeuralNetwork = 'default' in exported ? exported.default : exported;

/** brain.js as it trains by default: example by example, the heads side by side in one output layer. */
export async function startBrain(model: ModelSpec): Promise<Trainee> {
  const hiddenLayers = model.trunk.flatMap((spec) => (spec.kind === 'dense' ? [spec.units] : []));
  const network = new NeuralNetwork({ hiddenLayers, activation: 'relu' });
  const width = at(model.input, 0);
  const batches = batchesOf(exerciseOf(model)).map(({ inputs, targets }) =>
    Array.from({ length: model.batch }, (_, i) => ({
      input: [...inputs.subarray(i * width, (i + 1) * width)],
      output: targets.flatMap((target, head) => {
        const size = at(model.heads, head);
        return [...target.subarray(i * size, (i + 1) * size)];
      }),
    })),
  );
  let done = 0;
  return {
    device: 'CPU, plain JavaScript',
    async run(count) {
      for (let step = 0; step < count; step++) {
        const batch = at(batches, done++ % batchCount);
        network.train(batch, { iterations: 1, errorThresh: 1e-12, learningRate });
      }
      return new Float32Array(0);
    },
  };
}
