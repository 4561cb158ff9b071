import type { Helper } from '../code/helper.ts';
import { javascript } from './source.ts';

export const built: Helper = {
  name: 'built',
  source: javascript`
    /** A stock layer whose weights exist, for samples of a shape. */
    function built(layer, shape) {
      layer.build([null, ...shape]);
      return layer;
    }
  `,
};

export const zeroPadding: Helper = {
  name: 'zeroPadding',
  source: javascript`
    /** Zeros where [N, L, ...] is padding, whatever stood there; no gradient flows back to it. */
    function zeroPadding(x, mask) {
      const there = tf.notEqual(tf.reshape(mask, [...mask.shape, ...new Array(x.rank - 2).fill(1)]), 0);
      return tf.where(tf.broadcastTo(there, x.shape), x, tf.zerosLike(x));
    }
  `,
};

export const gelu: Helper = {
  name: 'gelu',
  source: javascript`
    /** The tanh form of GELU (Hendrycks and Gimpel, 2016), for which TensorFlow.js has no operation. */
    function gelu(x) {
      const inner = tf.mul(Math.sqrt(2 / Math.PI), tf.add(x, tf.mul(0.044715, tf.pow(x, 3))));
      return tf.mul(tf.mul(0.5, x), tf.add(1, tf.tanh(inner)));
    }
  `,
};

export const scaleGradient: Helper = {
  name: 'scaleGradient',
  source: javascript`
    /** The identity, whose gradient is multiplied by a factor. */
    const scaleGradient = (x, factor) => tf.customGrad((y) => ({ value: tf.clone(y), gradFunc: (dy) => tf.mul(dy, factor) }))(x);
  `,
};

export const unfold: Helper = {
  name: 'unfold',
  source: javascript`
    /** The cells of every window side by side: [N, H, W, C] -> [N, OH, OW, cells * C]; with a gradient for dilations, too. */
    function unfold(x, [height, width], [down, right], [top, bottom, before, after], [dilationDown, dilationRight]) {
      const padded = tf.pad(x, [[0, 0], [top, bottom], [before, after], [0, 0]]);
      const places = (axis, kernel, step, dilation) => {
        const count = Math.floor((padded.shape[axis] - (kernel - 1) * dilation - 1) / step) + 1;
        return Array.from({ length: kernel }, (_, cell) => Array.from({ length: count }, (_, i) => i * step + cell * dilation));
      };
      const columns = places(2, width, right, dilationRight);
      const cells = places(1, height, down, dilationDown).flatMap((rows) => {
        const band = tf.gather(padded, tf.tensor1d(rows, 'int32'), 1);
        return columns.map((own) => tf.gather(band, tf.tensor1d(own, 'int32'), 2));
      });
      return tf.concat(cells, 3);
    }
  `,
};

export const fold: Helper = {
  name: 'fold',
  source: javascript`
    /** The transpose of unfold: windows [N, OH, OW, cells * C] are added up to an image [N, H, W, C]. */
    function fold(x, [height, width], strides, [top, bottom, left, right], dilations, [H, W]) {
      const channels = x.shape[3] / (height * width);
      const padded = [H + top + bottom, W + left + right];
      let image = tf.zeros([x.shape[0], ...padded, channels]);
      for (let i = 0; i < height; i++) {
        for (let j = 0; j < width; j++) {
          const cell = tf.slice(x, [0, 0, 0, (i * width + j) * channels], [-1, -1, -1, channels]);
          const rows = spread(cell, 1, strides[0], i * dilations[0], padded[0]);
          image = tf.add(image, spread(rows, 2, strides[1], j * dilations[1], padded[1]));
        }
      }
      return tf.slice(image, [0, top, left, 0], [-1, H, W, -1]);
    }

    /** Positions of an axis, so many steps apart, among zeros. */
    function spread(x, axis, step, first, length) {
      const places = tf.oneHot(tf.range(0, x.shape[axis], 1, 'int32').mul(step).add(first), length, 1, 0, 'float32');
      const order = axis === 1 ? [0, 2, 3, 1] : [0, 1, 3, 2];
      const back = axis === 1 ? [0, 3, 1, 2] : [0, 1, 3, 2];
      const moved = tf.transpose(x, order);
      const rows = tf.reshape(moved, [-1, x.shape[axis]]);
      return tf.transpose(tf.reshape(tf.matMul(rows, places), [...moved.shape.slice(0, 3), length]), back);
    }
  `,
};

const padImage: Helper = {
  name: 'padImage',
  source: javascript`
    const padImage = (x, [top, bottom, left, right], value) => tf.pad(x, [[0, 0], [top, bottom], [left, right], [0, 0]], value);
  `,
};

export const maxPool: Helper = {
  name: 'maxPool',
  needs: [padImage],
  source: javascript`
    /** The largest of every window; padding never wins. */
    const maxPool = (x, kernel, strides, pad) => tf.maxPool(padImage(x, pad, -3e38), kernel, strides, 'valid');
  `,
};

export const avgPool: Helper = {
  name: 'avgPool',
  needs: [padImage],
  source: javascript`
    /** The mean of every window over its cells inside the image. */
    function avgPool(x, kernel, strides, pad) {
      const inside = tf.avgPool(padImage(tf.onesLike(x), pad, 0), kernel, strides, 'valid');
      return tf.div(tf.avgPool(padImage(x, pad, 0), kernel, strides, 'valid'), inside);
    }
  `,
};

const unroll: Helper = {
  name: 'unroll',
  source: javascript`
    /** The state [N, units] after every position of [N, L, F], in the order of positions; at padding it stays as it is. */
    function unroll(cell, x, mask, start, backwards) {
      const [samples, length, features] = x.shape;
      const gates = tf.add(tf.matMul(tf.reshape(x, [-1, features]), cell.kernel), cell.bias);
      const inputs = tf.unstack(tf.reshape(gates, [samples, length, -1]), 1);
      const there = mask === null ? null : tf.unstack(tf.reshape(mask, [samples, length, 1]), 1);
      let states = Array.from({ length: cell.states }, () => tf.zeros([samples, cell.units]));
      if (start !== null) states[0] = start;
      const outputs = new Array(length);
      for (let i = 0; i < length; i++) {
        const t = backwards ? length - 1 - i : i;
        const after = cell.step(inputs[t], ...states);
        states = after.map((state, k) => (there === null ? state : tf.add(states[k], tf.mul(there[t], tf.sub(state, states[k])))));
        outputs[t] = states[0];
      }
      return outputs;
    }
  `,
};

const recurrent: Helper = {
  name: 'Recurrent',
  needs: [unroll],
  source: javascript`
    /** [N, L, F] -> the last state [N, units], or every one [N, L, units]; in both directions twice as many units. */
    class Recurrent {
      constructor(Cell, inputs, units, { every = false, bidirectional = false } = {}) {
        this.ahead = new Cell(inputs, units);
        this.back = bidirectional ? new Cell(inputs, units) : null;
        this.every = every;
      }

      apply(x, { mask = null, start = null } = {}) {
        const ahead = unroll(this.ahead, x, mask, start, false);
        const back = this.back === null ? null : unroll(this.back, x, mask, start, true);
        if (this.every) return tf.concat([ahead, back].flatMap((states) => (states === null ? [] : [tf.stack(states, 1)])), -1);
        return back === null ? ahead.at(-1) : tf.concat([ahead.at(-1), back[0]], -1);
      }
    }
  `,
};

export const gruCell: Helper = {
  name: 'GRUCell',
  needs: [recurrent],
  source: javascript`
    /** z, r and h; the reset gate acts before the product with the recurrent kernel, as in tf.layers.gru, which cannot begin with a state. */
    class GRUCell {
      constructor(inputs, units) {
        this.units = units;
        this.states = 1;
        this.kernel = tf.variable(tf.zeros([inputs, 3 * units]));
        this.recurrent = tf.variable(tf.zeros([units, 3 * units]));
        this.bias = tf.variable(tf.zeros([3 * units]));
      }

      step(x, h) {
        const { units } = this;
        const ofGates = tf.matMul(h, tf.slice(this.recurrent, [0, 0], [-1, 2 * units]));
        const [update, reset] = tf.split(tf.sigmoid(tf.add(tf.slice(x, [0, 0], [-1, 2 * units]), ofGates)), 2, 1);
        const ofProposal = tf.matMul(tf.mul(reset, h), tf.slice(this.recurrent, [0, 2 * units], [-1, units]));
        const proposal = tf.tanh(tf.add(tf.slice(x, [0, 2 * units], [-1, units]), ofProposal));
        return [tf.add(proposal, tf.mul(update, tf.sub(h, proposal)))];
      }
    }
  `,
};

export const lstmCell: Helper = {
  name: 'LSTMCell',
  needs: [recurrent],
  source: javascript`
    /** i, f, g and o, as tf.layers.lstm with recurrentActivation: 'sigmoid'. */
    class LSTMCell {
      constructor(inputs, units) {
        this.units = units;
        this.states = 2;
        this.kernel = tf.variable(tf.zeros([inputs, 4 * units]));
        this.recurrent = tf.variable(tf.zeros([units, 4 * units]));
        this.bias = tf.variable(tf.zeros([4 * units]));
      }

      step(x, h, c) {
        const [i, f, g, o] = tf.split(tf.add(x, tf.matMul(h, this.recurrent)), 4, 1);
        const cell = tf.add(tf.mul(tf.sigmoid(f), c), tf.mul(tf.sigmoid(i), tf.tanh(g)));
        return [tf.mul(tf.sigmoid(o), tf.tanh(cell)), cell];
      }
    }
  `,
};
