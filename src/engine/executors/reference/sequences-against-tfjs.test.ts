import * as tf from '@tensorflow/tfjs';
import { describe } from 'vitest';
import { expectPairs, type Pairing } from './testing/stock-pairs.ts';

const conv1d = (kernel: number, stride: number, padding: 'same' | 'valid', dilation = 1): Pairing => ({
  name: `conv1d ${kernel}, stride ${stride}, ${padding}, dilation ${dilation}`,
  kind: 'conv1d',
  params: { filters: 4, kernel, stride, padding, dilation, activation: 'tanh' },
  shapes: [[2, 9, 3]],
  outputOnly: dilation > 1,
  stock: () =>
    tf.layers.conv1d({ filters: 4, kernelSize: kernel, strides: stride, padding, dilationRate: dilation, activation: 'tanh' }),
});

/** tfjs's own gates are piecewise linear unless told otherwise; its GRU lets the reset gate act before the product, as ours does. */
const recurrent = (kind: 'gru' | 'lstm', returns: 'last' | 'all', bidirectional: boolean, mask?: readonly number[]): Pairing => ({
  name: `${kind}, ${returns}${bidirectional ? ', both directions' : ''}${mask ? ', masked' : ''}`,
  kind,
  params: { units: 3, returns, bidirectional },
  shapes: [[2, 4, 5]],
  ...(mask ? { mask } : {}),
  stock() {
    const settings = { units: 3, returnSequences: returns === 'all', recurrentActivation: 'sigmoid' as const };
    const layer = kind === 'gru' ? tf.layers.gru(settings) : tf.layers.lstm(settings);
    return bidirectional ? tf.layers.bidirectional({ layer, mergeMode: 'concat' }) : layer;
  },
});

const sequences: Pairing[] = [
  conv1d(3, 1, 'same'),
  conv1d(4, 1, 'same'),
  conv1d(3, 2, 'same'),
  conv1d(2, 2, 'valid'),
  conv1d(1, 1, 'valid'),
  conv1d(3, 1, 'same', 2),
  conv1d(3, 1, 'valid', 3),
  ...(['gru', 'lstm'] as const).flatMap((kind) =>
    (['last', 'all'] as const).flatMap((returns) => [
      recurrent(kind, returns, false),
      recurrent(kind, returns, true),
      recurrent(kind, returns, false, [1, 1, 1, 0, 1, 0, 0, 0]),
    ]),
  ),
  {
    name: 'embedding',
    kind: 'embedding',
    params: { units: 3 },
    shapes: [[2, 6]],
    vocabulary: 5,
    stock: () => tf.layers.embedding({ inputDim: 5, outputDim: 3 }),
  },
  {
    name: 'global average over time',
    kind: 'globalPool',
    params: {},
    shapes: [[2, 5, 3]],
    stock: () => tf.layers.globalAveragePooling1d({}),
  },
  {
    name: 'global maximum over time',
    kind: 'globalPool',
    params: { mode: 'max' },
    shapes: [[2, 5, 3]],
    stock: () => tf.layers.globalMaxPooling1d({}),
  },
];

describe('a layer along time computes what the stock layer of tfjs computes', () => expectPairs(sequences));
