import { defaultDevice, init, jit, nn, numpy as np, tree, valueAndGrad } from '@jax-js/jax';
import { at } from '../../src/core/util/assert-never.ts';
import { batchCount, batchesOf, exerciseOf, type NamedParameter, namedParameters } from '../models/exercise.ts';
import { adam, headLayer, learningRate, type ModelSpec } from '../models/model.ts';
import type { Trainee } from './contender.ts';
import { branchesOn, dense, trunkOn, type Weights } from './jax-layers.ts';

/** Losses that may stay on the device before they are read back together. */
const keptSteps = 32;

/** The losses of all heads [heads]. */
function lossesOf(model: ModelSpec, weights: Weights, inputs: np.Array, targets: readonly np.Array[]): np.Array {
  const branches = branchesOn(trunkOn(inputs, model.trunk, weights), model.mixture, model.heads.length, weights);
  const losses = targets.map((target, i) => {
    const output = dense(at(branches, i), headLayer(i), weights);
    if (model.loss === 'squaredError') return np.mean(np.square(output.sub(target)));
    return np.mean(np.sum(nn.logSoftmax(output).mul(target), -1)).neg();
  });
  return np.stack(losses);
}

interface State {
  readonly weights: Weights;
  readonly first: Weights;
  readonly second: Weights;
  /** β1ᵗ and β2ᵗ */
  readonly powers: np.Array[];
}

/** One compiled step: gradient of the sum of all losses, and Adam. */
function stepOf(model: ModelSpec) {
  const total = (weights: Weights, inputs: np.Array, targets: np.Array[]): [np.Array, np.Array] => {
    const losses = lossesOf(model, weights, inputs, targets);
    tree.dispose(weights);
    return [np.sum(losses.ref), losses];
  };
  return jit((weights: Weights, first: Weights, second: Weights, powers: np.Array[], inputs: np.Array, targets: np.Array[]) => {
    const [[sum, losses], gradient] = valueAndGrad(total, { hasAux: true })(tree.ref(weights), inputs, targets);
    sum.dispose();
    const [power1, power2] = [at(powers, 0).mul(adam.beta1), at(powers, 1).mul(adam.beta2)];
    const next: { weights: Weights; first: Weights; second: Weights } = { weights: {}, first: {}, second: {} };
    for (const [name, w] of Object.entries(weights)) {
      const g = at(
        [gradient[name]].filter((found) => found !== undefined),
        0,
      );
      const m = at(
        [first[name]].filter((found) => found !== undefined),
        0,
      )
        .mul(adam.beta1)
        .add(g.ref.mul(1 - adam.beta1));
      const v = at(
        [second[name]].filter((found) => found !== undefined),
        0,
      )
        .mul(adam.beta2)
        .add(np.square(g).mul(1 - adam.beta2));
      const mean = m.ref.div(np.array(1).sub(power1.ref));
      const deviation = np.sqrt(v.ref.div(np.array(1).sub(power2.ref))).add(adam.epsilon);
      next.weights[name] = w.sub(mean.div(deviation).mul(learningRate));
      next.first[name] = m;
      next.second[name] = v;
    }
    return { ...next, powers: [power1, power2], losses };
  });
}

/** A weight as an array; kernels of convolutions become [filters, channels, height, width]. */
function arrayOf({ info, values }: NamedParameter): np.Array {
  const array = np.array(new Float32Array(values), { shape: [...info.shape] });
  return info.shape.length === 4 ? array.transpose([3, 2, 0, 1]) : array;
}

/** Where memory can be shared, jax-js 0.1 starts a worker for each logical processor. */
const processorWords = (): string =>
  globalThis.crossOriginIsolated ? `CPU, ${navigator.hardwareConcurrency} threads` : 'CPU, 1 thread';

/** jax-js with the whole step under `jit`. */
export async function startJax(model: ModelSpec, backend: 'wasm' | 'webgpu'): Promise<Trainee> {
  const found = await init(backend);
  if (!found.includes(backend)) throw new Error(`jax-js finds no ${backend}`);
  defaultDevice(backend);
  const exercise = exerciseOf(model);
  const named = [...namedParameters(exercise)];
  const zeros = (): Weights => Object.fromEntries(named.map(([name, one]) => [name, np.zerosLike(arrayOf(one))]));
  let state: State = {
    weights: Object.fromEntries(named.map(([name, one]) => [name, arrayOf(one)])),
    first: zeros(),
    second: zeros(),
    powers: [np.array(1), np.array(1)],
  };
  const [height = 0, width = 0, channels = 0] = model.input;
  const batches = batchesOf(exercise).map(({ inputs, targets }) => ({
    inputs:
      model.input.length === 3
        ? np.array(inputs, { shape: [model.batch, height, width, channels] }).transpose([0, 3, 1, 2])
        : np.array(inputs, { shape: [model.batch, ...model.input] }),
    targets: targets.map((target, head) => np.array(target, { shape: [model.batch, at(model.heads, head)] })),
  }));
  const step = stepOf(model);
  let done = 0;

  function advance(): np.Array {
    const { inputs, targets } = at(batches, done++ % batchCount);
    const { weights, first, second, powers } = state;
    const { losses, ...next } = step(weights, first, second, powers, inputs.ref, tree.ref(targets));
    state = next;
    return losses;
  }

  return {
    device: backend === 'webgpu' ? 'WebGPU' : processorWords(),
    async run(count) {
      const losses = new Float32Array(count * model.heads.length);
      for (let from = 0; from < count; from += keptSteps) {
        const kept = Array.from({ length: Math.min(keptSteps, count - from) }, advance);
        losses.set(await np.concatenate(kept).data(), from * model.heads.length);
      }
      return losses;
    },
  };
}
