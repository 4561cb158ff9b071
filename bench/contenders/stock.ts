import * as tf from '@tensorflow/tfjs';
import { sizeOf } from '../../src/core/program/shapes.ts';
import { at } from '../../src/core/util/assert-never.ts';
import { startBackend, wasmThreadsInUse } from '../../src/engine/executors/tfjs/backends.ts';
import { batchesOf, type Exercise } from '../models/exercise.ts';
import { adam, learningRate, type ModelSpec } from '../models/model.ts';
import type { Setup } from './contender.ts';

export type TfjsBackend = 'cpu' | 'wasm' | 'webgpu';

/** Starts stock tfjs on a backend; what it runs on, in words. */
export async function startTfjsBackend(backend: TfjsBackend, setup: Setup): Promise<string> {
  await startBackend(backend, setup);
  if (backend !== 'wasm') return backend === 'cpu' ? 'CPU, plain JavaScript' : 'WebGPU';
  const threads = await wasmThreadsInUse();
  return threads === 1 ? 'CPU, 1 thread' : `CPU, ${threads} threads`;
}

export const stockOptimizer = ({ optimizer }: ModelSpec): tf.Optimizer =>
  optimizer === 'sgd' ? tf.train.sgd(learningRate) : tf.train.adam(learningRate, adam.beta1, adam.beta2, adam.epsilon);

/** A batch on the device; it stays there, so that nothing is uploaded while it is measured. */
export interface TensorBatch {
  readonly inputs: tf.Tensor;
  readonly targets: tf.Tensor2D[];
}

export const tensorBatches = (exercise: Exercise): TensorBatch[] =>
  batchesOf(exercise).map(({ inputs, targets }) => ({
    inputs: tf.tensor(inputs, [inputs.length / sizeOf(exercise.model.input), ...exercise.model.input]),
    targets: targets.map((target, head) => {
      const size = at(exercise.model.heads, head);
      return tf.tensor2d(target, [target.length / size, size]);
    }),
  }));
