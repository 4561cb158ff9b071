import type { Helper } from '../code/helper.ts';
import { python } from '../pytorch/python.ts';

export const built: Helper = {
  name: 'built',
  source: python`
    def built(layer, *shape):
        """A layer whose weights exist, for samples of a shape."""
        layer.build((None, *shape))
        return layer
  `,
};

export const zeroPadding: Helper = {
  name: 'zero_padding',
  source: python`
    def zero_padding(x, mask):
        """Zeros where [N, L, ...] is padding, whatever stood there; no gradient flows back to it."""
        there = ops.reshape(mask, (-1, mask.shape[1]) + (1,) * (len(x.shape) - 2))
        return ops.where(there > 0, x, ops.zeros_like(x))
  `,
};

export const scaleGradient: Helper = {
  name: 'scale_gradient',
  source: python`
    def scale_gradient(x, factor):
        """The identity, whose gradient is multiplied by a factor."""
        return ops.stop_gradient(x - factor * x) + factor * x
  `,
};

const padImage: Helper = {
  name: 'pad_image',
  source: python`
    def pad_image(x, pad, value=0.0):
        top, bottom, left, right = pad
        return ops.pad(x, ((0, 0), (top, bottom), (left, right), (0, 0)), constant_values=value)
  `,
};

export const unfold: Helper = {
  name: 'unfold',
  needs: [padImage],
  source: python`
    def unfold(x, kernel, strides, pad, dilations):
        """The cells of every window side by side: [N, H, W, C] -> [N, OH, OW, cells * C], by a convolution with ones and zeros."""
        height, width = kernel
        channels = x.shape[3]
        cells = height * width * channels
        ones = ops.reshape(ops.eye(cells), (height, width, channels, cells))
        return ops.conv(pad_image(x, pad), ones, strides=strides, padding="valid", dilation_rate=dilations)
  `,
};

export const fold: Helper = {
  name: 'fold',
  source: python`
    def fold(x, kernel, strides, pad, dilations, size):
        """The transpose of unfold: windows [N, OH, OW, cells * C] are added up to an image [N, H, W, C]."""
        (height, width), (top, bottom, left, right), (h, w) = kernel, pad, size
        rows, columns = x.shape[1:3]
        channels = x.shape[3] // (height * width)
        image = 0.0
        for i in range(height):
            for j in range(width):
                cell = x[..., (i * width + j) * channels:(i * width + j + 1) * channels]
                down = ops.cast(ops.expand_dims(ops.arange(h), 1) == ops.arange(rows) * strides[0] + i * dilations[0] - top, x.dtype)
                across = ops.cast(ops.expand_dims(ops.arange(w), 1) == ops.arange(columns) * strides[1] + j * dilations[1] - left, x.dtype)
                image = image + ops.einsum("hr,nrsc,ws->nhwc", down, cell, across)
        return image
  `,
};

export const maxPool: Helper = {
  name: 'max_pool',
  needs: [padImage],
  source: python`
    def max_pool(x, kernel, strides, pad):
        """The largest of every window; padding never wins."""
        return ops.max_pool(pad_image(x, pad, -3e38), kernel, strides=strides, padding="valid")
  `,
};

export const avgPool: Helper = {
  name: 'avg_pool',
  needs: [padImage],
  source: python`
    def avg_pool(x, kernel, strides, pad):
        """The mean of every window over its cells inside the image."""
        inside = ops.average_pool(pad_image(ops.ones_like(x), pad), kernel, strides=strides, padding="valid")
        return ops.average_pool(pad_image(x, pad), kernel, strides=strides, padding="valid") / inside
  `,
};

const unroll: Helper = {
  name: 'unroll',
  source: python`
    def unroll(cell, x, there=None, start=None, backwards=False):
        """The state [N, units] after every position of [N, L, F], in the order of positions; at padding it stays as it is."""
        x = ops.matmul(x, cell.kernel) + cell.bias
        zeros = ops.zeros_like(x[:, 0, :cell.units])
        states = (zeros if start is None else start,) + (zeros,) * (cell.states - 1)
        outputs = []
        for t in range(x.shape[1] - 1, -1, -1) if backwards else range(x.shape[1]):
            after = cell.step(x[:, t], *states)
            if there is not None:
                after = tuple(ops.where(there[:, t:t + 1] > 0, new, old) for new, old in zip(after, states))
            states = after
            outputs.append(states[0])
        return outputs[::-1] if backwards else outputs
  `,
};

const recurrent: Helper = {
  name: 'Recurrent',
  needs: [unroll],
  source: python`
    class Recurrent(keras.layers.Layer):
        """[N, L, F] -> the last state [N, units], or all of them [N, L, units]; in both directions twice as many units."""

        def __init__(self, cell, inputs, units, every=False, bidirectional=False):
            super().__init__()
            self.ahead = cell(inputs, units)
            self.back = cell(inputs, units) if bidirectional else None
            self.every = every

        def call(self, x, there=None, start=None):
            ahead = unroll(self.ahead, x, there, start)
            back = None if self.back is None else unroll(self.back, x, there, start, backwards=True)
            if self.every:
                parts = [ops.stack(states, axis=1) for states in (ahead, back) if states is not None]
            else:
                parts = [ahead[-1]] if back is None else [ahead[-1], back[0]]
            return ops.concatenate(parts, axis=-1)
  `,
};

export const gruCell: Helper = {
  name: 'GRUCell',
  needs: [recurrent],
  source: python`
    class GRUCell(keras.layers.Layer):
        """z, r and h as keras.layers.GRU(reset_after=False): the reset gate acts before the product with the recurrent kernel, as in the
        paper. Keras' own default lets it act after it, with two biases, and so is another function."""

        states = 1

        def __init__(self, inputs, units):
            super().__init__()
            self.units = units
            self.kernel = self.add_weight(shape=(inputs, 3 * units), initializer="zeros", name="kernel")
            self.recurrent = self.add_weight(shape=(units, 3 * units), initializer="zeros", name="recurrent")
            self.bias = self.add_weight(shape=(3 * units,), initializer="zeros", name="bias")

        def step(self, x, h):
            units = self.units
            gates = ops.sigmoid(x[:, :2 * units] + ops.matmul(h, self.recurrent[:, :2 * units]))
            update, reset = gates[:, :units], gates[:, units:]
            proposal = ops.tanh(x[:, 2 * units:] + ops.matmul(reset * h, self.recurrent[:, 2 * units:]))
            return (proposal + update * (h - proposal),)
  `,
};

export const lstmCell: Helper = {
  name: 'LSTMCell',
  needs: [recurrent],
  source: python`
    class LSTMCell(keras.layers.Layer):
        """i, f, g and o, as keras.layers.LSTM; unrolled, because states stay as they are at padding and may begin with one that arrives."""

        states = 2

        def __init__(self, inputs, units):
            super().__init__()
            self.units = units
            self.kernel = self.add_weight(shape=(inputs, 4 * units), initializer="zeros", name="kernel")
            self.recurrent = self.add_weight(shape=(units, 4 * units), initializer="zeros", name="recurrent")
            self.bias = self.add_weight(shape=(4 * units,), initializer="zeros", name="bias")

        def step(self, x, h, c):
            i, f, g, o = ops.split(x + ops.matmul(h, self.recurrent), 4, axis=-1)
            c = ops.sigmoid(f) * c + ops.sigmoid(i) * ops.tanh(g)
            return ops.sigmoid(o) * ops.tanh(c), c
  `,
};
