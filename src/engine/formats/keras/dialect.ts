import { assertNever } from '../../../core/util/assert-never.ts';
import type { Dialect, StockConfig } from '../code/stock/dialect.ts';
import { listed } from '../code/twin.ts';
import { pyBoolean, pyTuple } from '../pytorch/python.ts';
import { built, gruCell, lstmCell, zeroPadding } from './helpers.ts';

const settings = (config: StockConfig): string =>
  Object.entries(config)
    .map(([name, value]) => {
      const code =
        typeof value === 'string'
          ? `"${value}"`
          : typeof value === 'boolean'
            ? pyBoolean(value)
            : typeof value === 'object'
              ? pyTuple(value)
              : String(value);
      return `${name}=${code}`;
    })
    .join(', ');

/** Keras 3, with its layers where they are the page's. */
export const kerasDialect: Dialect = {
  dilates: true,
  layer: (kind, config, input) => `built(keras.layers.${kind}(${settings(config)}), ${input.join(', ')})`,
  applied: (self, x, training) => `${self}(${x}${training ? ', training=training' : ''})`,
  weight: (self, _, name) => `${self}.${name}`,
  recurrent: (cell, inputs, units, every, bidirectional) =>
    `Recurrent(${listed(`${cell}Cell`, String(inputs), String(units), every && 'every=True', bidirectional && 'bidirectional=True')})`,
  unrolled: (self, x, mask, start) => `${self}(${listed(x, mask && `there=${mask}`, start && `start=${start}`)})`,
  member: (self, ...names) => [self, ...names].join('.'),
  recurrentHelper: (cell) => (cell === 'GRU' ? gruCell : lstmCell),
  zeroPadding,
  builtHelper: built,
  activationHelpers: () => [],
  stopHelpers: [],
  activated(x, id, slope = 0.3) {
    switch (id) {
      case 'none':
        return x;
      case 'relu':
      case 'tanh':
      case 'sigmoid':
      case 'elu':
        return `ops.${id}(${x})`;
      case 'gelu':
        return `ops.gelu(${x}, approximate=True)`;
      case 'leakyRelu':
        return `ops.leaky_relu(${x}, negative_slope=${slope})`;
      default:
        return assertNever(id);
    }
  },
  softmax: (x) => `ops.softmax(${x}, axis=-1)`,
  stopped: (x) => `ops.stop_gradient(${x})`,
  real: ({ code, dtype }) => (dtype === 'i32' ? `ops.cast(${code}, "float32")` : code),
  tokenMask: (ids) => `ops.cast(${ids} != 0, "float32")`,
  sum: (parts) => parts.join(' + '),
  product: (parts) => parts.join(' * '),
  divided: (x, by) => `(${x}) / ${by}`,
  expanded: (x, axes) => `ops.expand_dims(${x}, ${pyTuple(axes)})`,
  reshaped: (x, shape) => `ops.reshape(${x}, ${pyTuple([-1, ...shape])})`,
  joined: (parts, axis) => `ops.concatenate(${pyTuple(parts)}, axis=${axis})`,
  sliced: (x, axis, begin, size) =>
    `${x}[${[...new Array<string>(axis).fill(':'), `${begin === 0 ? '' : begin}:${begin + size}`].join(', ')}]`,
  onesFor: (x) => `ops.ones_like(${x}[..., 0])`,
  penalty: (weight, factor, power) => `${factor} * ops.sum(ops.${power === 1 ? 'abs' : 'square'}(${weight}))`,
  tie: (a, b, factor) => `${factor} * ops.sum(ops.square(${a} - ${b}))`,
};
