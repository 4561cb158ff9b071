import { at } from '../../src/core/util/assert-never.ts';
import { type Batch, batchCount, batchesOf, type Exercise, exerciseOf, namedParameters } from '../models/exercise.ts';
import { headLayer, learningRate, type ModelSpec, trunkLayer } from '../models/model.ts';
import type { Trainee } from './contender.ts';
import { type LayerWeights, PlaygroundNetwork } from './playground-network.ts';

/** All heads side by side as one last layer. */
function sideBySide(heads: readonly LayerWeights[]): LayerWeights {
  const width = heads.reduce((sum, { bias }) => sum + bias.length, 0);
  const rows = at(heads, 0).kernel.length / at(heads, 0).bias.length;
  const kernel = new Float32Array(rows * width);
  let first = 0;
  for (const head of heads) {
    const size = head.bias.length;
    for (let row = 0; row < rows; row++) kernel.set(head.kernel.subarray(row * size, (row + 1) * size), row * width + first);
    first += size;
  }
  return { kernel, bias: Float32Array.from(heads.flatMap(({ bias }) => [...bias])) };
}

function networkOf(exercise: Exercise): PlaygroundNetwork {
  const { model } = exercise;
  const named = namedParameters(exercise);
  const part = (name: string): Float32Array => named.get(name)?.values ?? new Float32Array(0);
  const layer = (name: string): LayerWeights => ({ kernel: part(`${name}/kernel`), bias: part(`${name}/bias`) });
  const trunk = model.trunk.map((_, i) => layer(trunkLayer(i)));
  return new PlaygroundNetwork(at(model.input, 0), [...trunk, sideBySide(model.heads.map((_, i) => layer(headLayer(i))))]);
}

/** One example: its loss per head is the mean over the head's outputs of (output − target)². */
function learn(
  network: PlaygroundNetwork,
  model: ModelSpec,
  batch: Batch,
  example: number,
  losses: Float32Array,
  first: number,
): void {
  const width = at(model.input, 0);
  const outputs = network.forward(batch.inputs.subarray(example * width, (example + 1) * width));
  const derivatives: number[] = [];
  model.heads.forEach((size, head) => {
    const target = at(batch.targets, head);
    let squares = 0;
    for (let i = 0; i < size; i++) {
      const error = at(outputs, derivatives.length) - at(target, example * size + i);
      squares += error * error;
      derivatives.push((2 * error) / size);
    }
    losses[first + head] = at(losses, first + head) + squares / size / model.batch;
  });
  network.backward(derivatives);
}

export async function startPerExample(model: ModelSpec): Promise<Trainee> {
  const exercise = exerciseOf(model);
  const batches = batchesOf(exercise);
  const network = networkOf(exercise);
  let done = 0;
  return {
    device: 'CPU, plain JavaScript',
    async run(count) {
      const losses = new Float32Array(count * model.heads.length);
      for (let step = 0; step < count; step++) {
        const batch = at(batches, done++ % batchCount);
        for (let i = 0; i < model.batch; i++) learn(network, model, batch, i, losses, step * model.heads.length);
        network.update(learningRate);
      }
      return losses;
    },
  };
}
