"""keras.layers of the stand-in."""
import torch
import torch.nn.functional as F

from . import ops


class Layer:
    def __init__(self, **settings):
        self.own_weights, self.trainable, self.built, self.settings = [], True, False, settings

    def add_weight(self, shape, initializer="zeros", trainable=True, name=None):
        weight = ops.Variable(torch.ones(shape) if initializer == "ones" else torch.zeros(shape), trainable, name)
        self.own_weights.append(weight)
        return weight

    def inner_layers(self):
        return [value for value in vars(self).values() if isinstance(value, Layer)]

    def __call__(self, *args, **kwargs):
        return self.call(*args, **kwargs)


class Dense(Layer):
    def __init__(self, units, use_bias=True):
        super().__init__()
        self.units, self.use_bias = units, use_bias

    def build(self, shape):
        self.kernel = self.add_weight((shape[-1], self.units))
        if self.use_bias:
            self.bias = self.add_weight((self.units,))

    def call(self, x):
        return ops.matmul(x, self.kernel) + (self.bias if self.use_bias else 0.0)


class _Windows(Layer):
    """kernel_size, strides, padding, dilation_rate."""

    def __init__(self, kernel_size, filters=None, strides=(1, 1), padding="valid", dilation_rate=(1, 1), depth_multiplier=1, use_bias=True):
        super().__init__()
        self.size, self.filters, self.strides, self.padding = ops.pair(kernel_size), filters, ops.pair(strides), padding
        self.dilation, self.multiplier, self.use_bias = ops.pair(dilation_rate), depth_multiplier, use_bias

    def with_bias(self, x):
        return x + self.bias if self.use_bias else x

    def add_bias(self, count):
        if self.use_bias:
            self.bias = self.add_weight((count,))


class Conv2D(_Windows):
    def build(self, shape):
        self.kernel = self.add_weight((*self.size, shape[-1], self.filters))
        self.add_bias(self.filters)

    def call(self, x):
        return self.with_bias(ops.conv(x, self.kernel, self.strides, self.padding, self.dilation))


def depthwise(x, kernel, strides, padding):
    height, width, channels, multiplier = kernel.shape
    return ops.conv(x, ops.reshape(kernel, (height, width, 1, channels * multiplier)), strides, padding, 1, channels)


class DepthwiseConv2D(_Windows):
    def build(self, shape):
        self.kernel = self.add_weight((*self.size, shape[-1], self.multiplier))
        self.add_bias(shape[-1] * self.multiplier)

    def call(self, x):
        return self.with_bias(depthwise(x, self.kernel, self.strides, self.padding))


class SeparableConv2D(_Windows):
    def build(self, shape):
        self.depthwise_kernel = self.add_weight((*self.size, shape[-1], self.multiplier))
        self.pointwise_kernel = self.add_weight((1, 1, shape[-1] * self.multiplier, self.filters))
        self.add_bias(self.filters)

    def call(self, x):
        x = depthwise(x, self.depthwise_kernel, self.strides, self.padding)
        return self.with_bias(ops.conv(x, self.pointwise_kernel))


class Conv2DTranspose(_Windows):
    """The transpose of a convolution whose padding is counted on its output."""

    def build(self, shape):
        self.kernel = self.add_weight((*self.size, self.filters, shape[-1]))
        self.add_bias(self.filters)

    def call(self, x):
        whole = F.conv_transpose2d(ops._first(x), self.kernel.value.permute(3, 2, 0, 1), None, self.strides)
        for axis in (0, 1):
            extent, stride, kernel = x.shape[1 + axis], self.strides[axis], self.size[axis]
            length = extent * stride if self.padding == "same" else extent * stride + max(kernel - stride, 0)
            before = ops.same_padding(length, kernel, stride, 1)[0] if self.padding == "same" else 0
            missing = before + length - whole.shape[2 + axis]
            if missing > 0:
                whole = F.pad(whole, (0, 0, 0, missing) if axis == 0 else (0, missing))
            whole = whole.narrow(2 + axis, before, length)
        return self.with_bias(ops._last(whole))


class _Pooling(Layer):
    def __init__(self, pool_size, strides=None, padding="valid"):
        super().__init__()
        self.size, self.strides, self.padding = pool_size, strides, padding

    def build(self, shape):
        pass


class MaxPooling2D(_Pooling):
    def call(self, x):
        return ops.max_pool(x, self.size, self.strides, self.padding)


class AveragePooling2D(_Pooling):
    def call(self, x):
        return ops.average_pool(x, self.size, self.strides, self.padding)


class Embedding(Layer):
    def __init__(self, input_dim, output_dim):
        super().__init__()
        self.size = (input_dim, output_dim)

    def build(self, shape):
        self.embeddings = self.add_weight(self.size)

    def call(self, ids):
        return ops.take(self.embeddings, ids, 0)


class LayerNormalization(Layer):
    def __init__(self, axis=-1, epsilon=1e-3):
        super().__init__()
        assert axis == -1
        self.epsilon = epsilon

    def build(self, shape):
        self.gamma, self.beta = self.add_weight(shape[-1:], "ones"), self.add_weight(shape[-1:])

    def call(self, x):
        return F.layer_norm(x, x.shape[-1:], self.gamma.value, self.beta.value, self.epsilon)


class Dropout(Layer):
    def __init__(self, rate):
        super().__init__()
        self.rate = rate

    def build(self, shape):
        pass

    def call(self, x, training=False):
        return F.dropout(x, self.rate, training)
