import { lax, nn, numpy as np } from '@jax-js/jax';
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

export type Weights = Record<string, np.Array>;

/** Every use of a weight takes a reference of its own: arrays of jax-js belong to whoever holds them. */
const weight = (weights: Weights, name: string): np.Array =>
  at(
    [weights[name]].filter((found) => found !== undefined),
    0,
  ).ref;

export const dense = (x: np.Array, name: string, weights: Weights): np.Array =>
  np.matmul(x, weight(weights, `${name}/kernel`)).add(weight(weights, `${name}/bias`));

function normalized(x: np.Array, name: string, weights: Weights): np.Array {
  return nn
    .standardize(x, -1, { epsilon: normEpsilon })
    .mul(weight(weights, `${name}Gamma`))
    .add(weight(weights, `${name}Beta`));
}

function attention(x: np.Array, heads: number, name: string, weights: Weights): np.Array {
  const [n = 0, length = 0, features = 0] = x.shape;
  const size = features / heads;
  const flat = np.matmul(x, weight(weights, `${name}Kernel`)).add(weight(weights, `${name}Bias`));
  const apart = flat.reshape([n, length, 3, heads, size]).transpose([2, 0, 3, 1, 4]);
  const [query, key, value] = [apart.ref.slice(0), apart.ref.slice(1), apart.slice(2)];
  const scores = np.matmul(query.mul(1 / Math.sqrt(size)), key.transpose([0, 1, 3, 2]));
  const mixed = np.matmul(nn.softmax(scores), value).transpose([0, 2, 1, 3]).reshape([n, length, features]);
  return np.matmul(mixed, weight(weights, `${name}OutputKernel`)).add(weight(weights, `${name}OutputBias`));
}

function transformer(x: np.Array, heads: number, name: string, weights: Weights): np.Array {
  const attended = x.ref.add(attention(normalized(x, `${name}/attentionNorm`, weights), heads, `${name}/attention`, weights));
  const norm = normalized(attended.ref, `${name}/hiddenNorm`, weights);
  const hidden = nn.gelu(np.matmul(norm, weight(weights, `${name}/hiddenKernel`)).add(weight(weights, `${name}/hiddenBias`)));
  const change = np.matmul(hidden, weight(weights, `${name}/narrowKernel`)).add(weight(weights, `${name}/narrowBias`));
  return attended.add(change);
}

/** What the inputs contribute to all steps is one product beforehand. */
function gru(x: np.Array, units: number, name: string, weights: Weights): np.Array {
  const [n = 0, length = 0] = x.shape;
  const contributed = dense(x, name, weights);
  const recurrent = weight(weights, `${name}/recurrentKernel`);
  const [gateKernel, kernel] = [recurrent.ref.slice([], [0, 2 * units]), recurrent.slice([], [2 * units])];
  let state: np.Array = np.zeros([n, units]);
  for (let t = 0; t < length; t++) {
    const own = contributed.ref.slice([], t);
    const gates = nn.sigmoid(own.ref.slice([], [0, 2 * units]).add(np.matmul(state.ref, gateKernel.ref)));
    const [update, reset] = [gates.ref.slice([], [0, units]), gates.slice([], [units])];
    const proposed = np.tanh(own.slice([], [2 * units]).add(np.matmul(reset.mul(state.ref), kernel.ref)));
    state = proposed.ref.add(update.mul(state.sub(proposed)));
  }
  for (const done of [contributed, gateKernel, kernel]) done.dispose();
  return state;
}

/** Images are [N, C, H, W], as jax-js wants them. */
function layerOn(x: np.Array, spec: LayerSpec, name: string, weights: Weights): np.Array {
  switch (spec.kind) {
    case 'conv': {
      const bias = weight(weights, `${name}/bias`);
      const [filters = 0] = bias.shape;
      return nn.relu(lax.conv(x, weight(weights, `${name}/kernel`), [1, 1], 'SAME').add(bias.reshape([filters, 1, 1])));
    }
    case 'pool':
      return lax.reduceWindow(x, (window) => np.max(window), [2, 2], [2, 2]);
    case 'flatten':
      return x.transpose([0, 2, 3, 1]).reshape([x.shape[0] ?? 0, -1]);
    case 'dense':
      return nn.relu(dense(x, name, weights));
    case 'transformer':
      return transformer(x, spec.heads, name, weights);
    case 'gru':
      return gru(x, spec.units, name, weights);
    case 'average':
      return np.mean(x, 1);
  }
}

/** What all heads share. */
export const trunkOn = (x: np.Array, trunk: readonly LayerSpec[], weights: Weights): np.Array =>
  trunk.reduce((value, spec, i) => layerOn(value, spec, trunkLayer(i), weights), x);

/** What each head reads: the trunk, or its tower's output. */
export function branchesOn(x: np.Array, mixture: MixtureSpec | null, heads: number, weights: Weights): np.Array[] {
  if (!mixture) {
    const branches = Array.from({ length: heads }, () => x.ref);
    x.dispose();
    return branches;
  }
  // [N, experts, units]
  const experts = np.stack(
    Array.from({ length: mixture.experts }, (_, i) => nn.relu(dense(x.ref, expertLayer(i), weights))),
    1,
  );
  const branches = Array.from({ length: heads }, (_, i) => {
    const gates = nn.softmax(np.matmul(x.ref, weight(weights, `${gateLayer(i)}/gate`)));
    const mixed = np.matmul(gates.reshape([-1, 1, mixture.experts]), experts.ref).reshape([-1, mixture.units]);
    return nn.relu(dense(mixed, towerLayer(i), weights));
  });
  x.dispose();
  experts.dispose();
  return branches;
}
