import * as tf from '@tensorflow/tfjs';
import { at } from '../../src/core/util/assert-never.ts';
import {
  expertLayer,
  gateLayer,
  type LayerSpec,
  type MixtureSpec,
  normEpsilon,
  towerLayer,
  trunkLayer,
} from '../models/model.ts';

/** The weight of a name. */
export type WeightOf = (name: string) => tf.Tensor;

export const dense = (x: tf.Tensor, name: string, of: WeightOf): tf.Tensor =>
  tf.add(tf.matMul(x, of(`${name}/kernel`)), of(`${name}/bias`));

function rank4({ shape: [a = 0, b = 0, c = 0, d = 0] }: tf.Tensor): [number, number, number, number] {
  return [a, b, c, d];
}

function rank3({ shape: [a = 0, b = 0, c = 0] }: tf.Tensor): [number, number, number] {
  return [a, b, c];
}

/** tfjs's `gelu_new`. */
const gelu = (x: tf.Tensor): tf.Tensor => {
  const cubic = tf.mul(x, tf.add(tf.mul(tf.square(x), 0.044715), 1));
  return tf.mul(tf.mul(x, 0.5), tf.add(tf.tanh(tf.mul(cubic, Math.sqrt(2 / Math.PI))), 1));
};

/** x times a matrix, and a bias, at every position. */
function project(x: tf.Tensor, kernel: tf.Tensor, bias: tf.Tensor): tf.Tensor {
  const [n, length, features] = rank3(x);
  return tf.add(tf.matMul(x.reshape([n * length, features]), kernel), bias);
}

function normalized(x: tf.Tensor, name: string, of: WeightOf): tf.Tensor {
  const { mean, variance } = tf.moments(x, -1, true);
  const normal = tf.mul(tf.sub(x, mean), tf.rsqrt(tf.add(variance, normEpsilon)));
  return tf.add(tf.mul(normal, of(`${name}Gamma`)), of(`${name}Beta`));
}

function attention(x: tf.Tensor, heads: number, name: string, of: WeightOf): tf.Tensor {
  const [n, length, features] = rank3(x);
  const size = features / heads;
  const flat = project(x, of(`${name}Kernel`), of(`${name}Bias`)).reshape([n, length, 3, heads, size]);
  const parts = tf.unstack(flat.transpose([2, 0, 3, 1, 4]));
  const [query, key, value] = [at(parts, 0), at(parts, 1), at(parts, 2)];
  const shares = tf.softmax(tf.matMul(tf.mul(query, 1 / Math.sqrt(size)), key, false, true));
  const mixed = tf.matMul(shares, value).transpose([0, 2, 1, 3]).reshape([n, length, features]);
  return project(mixed, of(`${name}OutputKernel`), of(`${name}OutputBias`)).reshape([n, length, features]);
}

function transformer(x: tf.Tensor, heads: number, name: string, of: WeightOf): tf.Tensor {
  const attended = tf.add(x, attention(normalized(x, `${name}/attentionNorm`, of), heads, `${name}/attention`, of));
  const norm = normalized(attended, `${name}/hiddenNorm`, of);
  const hidden = gelu(project(norm, of(`${name}/hiddenKernel`), of(`${name}/hiddenBias`)));
  const change = tf.add(tf.matMul(hidden, of(`${name}/narrowKernel`)), of(`${name}/narrowBias`));
  return tf.add(attended, change.reshape(x.shape));
}

/** What the inputs contribute to all steps is one product beforehand. */
function gru(x: tf.Tensor, units: number, name: string, of: WeightOf): tf.Tensor {
  const [n, length] = rank3(x);
  const contributed = project(x, of(`${name}/kernel`), of(`${name}/bias`)).reshape([n, length, 3 * units]);
  const recurrent = of(`${name}/recurrentKernel`);
  const [gateKernel, kernel] = [
    tf.slice(recurrent, [0, 0], [units, 2 * units]),
    tf.slice(recurrent, [0, 2 * units], [units, units]),
  ];
  let state: tf.Tensor = tf.zeros([n, units]);
  for (const step of tf.unstack(contributed, 1)) {
    const [own, rest] = [tf.slice(step, [0, 0], [n, 2 * units]), tf.slice(step, [0, 2 * units], [n, units])];
    const gates = tf.split(tf.sigmoid(tf.add(own, tf.matMul(state, gateKernel))), 2, 1);
    const [update, reset] = [at(gates, 0), at(gates, 1)];
    const proposed = tf.tanh(tf.add(rest, tf.matMul(tf.mul(reset, state), kernel)));
    state = tf.add(proposed, tf.mul(update, tf.sub(state, proposed)));
  }
  return state;
}

function layerOn(x: tf.Tensor, spec: LayerSpec, name: string, of: WeightOf): tf.Tensor {
  switch (spec.kind) {
    case 'conv': {
      const kernel = of(`${name}/kernel`);
      return tf.relu(tf.add(tf.conv2d(x.as4D(...rank4(x)), kernel.as4D(...rank4(kernel)), 1, 'same'), of(`${name}/bias`)));
    }
    case 'pool':
      return tf.maxPool(x.as4D(...rank4(x)), 2, 2, 'valid');
    case 'flatten':
      return x.reshape([x.shape[0] ?? 0, -1]);
    case 'dense':
      return tf.relu(dense(x, name, of));
    case 'transformer':
      return transformer(x, spec.heads, name, of);
    case 'gru':
      return gru(x, spec.units, name, of);
    case 'average':
      return tf.mean(x, 1);
  }
}

/** What all heads share. */
export const trunkOn = (x: tf.Tensor, trunk: readonly LayerSpec[], of: WeightOf): tf.Tensor =>
  trunk.reduce((value, spec, i) => layerOn(value, spec, trunkLayer(i), of), x);

/** What each head reads: the trunk, or its tower's output. */
export function branchesOn(x: tf.Tensor, mixture: MixtureSpec | null, heads: number, of: WeightOf): tf.Tensor[] {
  if (!mixture) return Array.from({ length: heads }, () => x);
  // [N, experts, units]
  const experts = tf.stack(
    Array.from({ length: mixture.experts }, (_, i) => tf.relu(dense(x, expertLayer(i), of))),
    1,
  );
  return Array.from({ length: heads }, (_, i) => {
    const gates = tf.softmax(tf.matMul(x, of(`${gateLayer(i)}/gate`)));
    const mixed = tf.matMul(tf.expandDims(gates, 1), experts).reshape([-1, mixture.units]);
    return tf.relu(dense(mixed, towerLayer(i), of));
  });
}
