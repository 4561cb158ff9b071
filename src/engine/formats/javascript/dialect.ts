import { assertNever, at } from '../../../core/util/assert-never.ts';
import type { Dialect, StockConfig, StockLayerClass } from '../code/stock/dialect.ts';
import { listed } from '../code/twin.ts';
import { built, gelu, gruCell, lstmCell, scaleGradient, zeroPadding } from './helpers.ts';
import { jsList } from './source.ts';

const camel = (name: string): string => name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());

const functions: Readonly<Record<StockLayerClass, string>> = {
  Dense: 'dense',
  Conv2D: 'conv2d',
  DepthwiseConv2D: 'depthwiseConv2d',
  SeparableConv2D: 'separableConv2d',
  Conv2DTranspose: 'conv2dTranspose',
  MaxPooling2D: 'maxPooling2d',
  AveragePooling2D: 'averagePooling2d',
  Embedding: 'embedding',
  LayerNormalization: 'layerNormalization',
  Dropout: 'dropout',
};

const settings = (config: StockConfig): string =>
  Object.entries(config)
    .map(([name, value]) => {
      const code = typeof value === 'string' ? `'${value}'` : typeof value === 'object' ? jsList(value) : String(value);
      return `${camel(name)}: ${code}`;
    })
    .join(', ');

const folded = (fn: string, parts: readonly string[]): string =>
  parts.slice(1).reduce((sum, part) => `tf.${fn}(${sum}, ${part})`, at(parts, 0));

/** TensorFlow.js, with layers of tf.layers where they are the page's. */
export const javascriptDialect: Dialect = {
  dilates: false,
  layer: (kind, config, input) => `built(tf.layers.${functions[kind]}({ ${settings(config)} }), ${jsList(input)})`,
  applied: (self, x, training) => `${self}.apply(${x}${training ? ', { training }' : ''})`,
  weight: (self, index) => `${self}.weights[${index}].val`,
  recurrent(cell, inputs, units, every, bidirectional) {
    const options = listed(every && 'every: true', bidirectional && 'bidirectional: true');
    return `new Recurrent(${listed(`${cell}Cell`, String(inputs), String(units), options !== '' && `{ ${options} }`)})`;
  },
  unrolled(self, x, mask, start) {
    const options = listed(mask && (mask === 'mask' ? 'mask' : `mask: ${mask}`), start && `start: ${start}`);
    return `${self}.apply(${listed(x, options !== '' && `{ ${options} }`)})`;
  },
  member: (self, ...names) => [self, ...names].join('.'),
  recurrentHelper: (cell) => (cell === 'GRU' ? gruCell : lstmCell),
  zeroPadding,
  builtHelper: built,
  activationHelpers: (id) => (id === 'gelu' ? [gelu] : []),
  activated(x, id, slope = 0.3) {
    switch (id) {
      case 'none':
        return x;
      case 'relu':
      case 'tanh':
      case 'sigmoid':
      case 'elu':
        return `tf.${id}(${x})`;
      case 'gelu':
        return `gelu(${x})`;
      case 'leakyRelu':
        return `tf.leakyRelu(${x}, ${slope})`;
      default:
        return assertNever(id);
    }
  },
  softmax: (x) => `tf.softmax(${x})`,
  stopped: (x) => `${scaleGradient.name}(${x}, 0)`,
  stopHelpers: [scaleGradient],
  real: ({ code, dtype }) => (dtype === 'i32' ? `tf.cast(${code}, 'float32')` : code),
  tokenMask: (ids) => `tf.cast(tf.notEqual(${ids}, 0), 'float32')`,
  sum: (parts) => folded('add', parts),
  product: (parts) => folded('mul', parts),
  divided: (x, by) => `tf.div(${x}, ${by})`,
  expanded: (x, axes) => axes.reduce((code, axis) => `tf.expandDims(${code}, ${axis})`, x),
  reshaped: (x, shape) => `tf.reshape(${x}, ${jsList([-1, ...shape])})`,
  joined: (parts, axis) => `tf.concat(${jsList(parts)}, ${axis})`,
  sliced: (x, axis, begin, size, rank) => {
    const along = (own: number, other: number): number[] => Array.from({ length: rank }, (_, i) => (i === axis ? own : other));
    return `tf.slice(${x}, ${jsList(along(begin, 0))}, ${jsList(along(size, -1))})`;
  },
  onesFor: (x) => `tf.ones(${x}.shape.slice(0, 2))`,
  penalty: (weight, factor, power) => `tf.mul(${factor}, tf.sum(tf.${power === 1 ? 'abs' : 'square'}(${weight})))`,
  tie: (a, b, factor) => `tf.mul(${factor}, tf.sum(tf.square(tf.sub(${a}, ${b}))))`,
};
