"""keras.ops of the stand-in."""
import torch
import torch.nn.functional as F


class Variable:
    """keras.Variable: stands wherever a tensor does."""

    def __init__(self, value, trainable=True, name=None):
        self.value = value.detach().clone().requires_grad_(trainable)
        self.trainable, self.name = trainable, name

    @property
    def shape(self):
        return tuple(self.value.shape)

    @property
    def dtype(self):
        return "float32"

    def assign(self, value):
        with torch.no_grad():
            self.value.copy_(convert_to_tensor(value).reshape(self.value.shape))

    def __getitem__(self, key):
        return self.value[key]

    @classmethod
    def __torch_function__(cls, func, types, args=(), kwargs=None):
        unwrap = lambda x: x.value if isinstance(x, Variable) else type(x)(map(unwrap, x)) if isinstance(x, (list, tuple)) else x
        return func(*unwrap(args), **{name: unwrap(own) for name, own in (kwargs or {}).items()})


def _operator(name):
    def method(self, *others):
        return getattr(self.value, name)(*[o.value if isinstance(o, Variable) else o for o in others])

    setattr(Variable, name, method)


for _name in ("add", "radd", "sub", "rsub", "mul", "rmul", "truediv", "rtruediv", "pow", "neg", "gt", "ge", "lt", "le", "ne", "eq"):
    _operator(f"__{_name}__")

TYPES = {"float32": torch.float32, "int32": torch.int32, torch.float32: torch.float32, torch.int32: torch.int32}


def convert_to_tensor(x, dtype=None):
    x = x.value if isinstance(x, Variable) else torch.as_tensor(x)
    if x.dtype == torch.float64:
        x = x.float()
    return x if dtype is None else x.to(TYPES[dtype])


tensor = convert_to_tensor


def cast(x, dtype):
    return convert_to_tensor(x).to(TYPES[dtype])


def _unary(fn):
    return lambda x: fn(tensor(x))


relu, tanh, sigmoid, elu = _unary(F.relu), _unary(torch.tanh), _unary(torch.sigmoid), _unary(F.elu)
abs, sign, square, sqrt, rsqrt = map(_unary, (torch.abs, torch.sign, torch.square, torch.sqrt, torch.rsqrt))
exp, log, sin, cos, floor, reciprocal = map(_unary, (torch.exp, torch.log, torch.sin, torch.cos, torch.floor, torch.reciprocal))
softplus = _unary(F.softplus)


def _like(function):
    def call(x):
        # Keras hands it to its backend as it is, and that of JAX knows tensors only.
        if isinstance(x, Variable):
            raise TypeError("there is nothing like a variable, only like its value")
        return function(x)

    return call


zeros_like, ones_like = map(_like, (torch.zeros_like, torch.ones_like))
stop_gradient = _unary(torch.Tensor.detach)


def gelu(x, approximate=True):
    return F.gelu(tensor(x), approximate="tanh" if approximate else "none")


def leaky_relu(x, negative_slope=0.2):
    return F.leaky_relu(tensor(x), negative_slope)


def softmax(x, axis=-1):
    return tensor(x).softmax(axis)


def log_softmax(x, axis=-1):
    return tensor(x).log_softmax(axis)


def maximum(a, b):
    return torch.maximum(*_both(a, b))


def minimum(a, b):
    return torch.minimum(*_both(a, b))


def _both(a, b):
    a, b = tensor(a), tensor(b)
    return (a.to(b.dtype), b) if b.is_floating_point() else (a, b.to(a.dtype))


def where(condition, a, b):
    return torch.where(tensor(condition), *_both(a, b))


def reshape(x, shape):
    return tensor(x).reshape(shape)


def transpose(x, axes):
    return tensor(x).permute(axes)


def swapaxes(x, a, b):
    return tensor(x).transpose(a, b)


def expand_dims(x, axis):
    x = tensor(x)
    for own in (axis,) if isinstance(axis, int) else sorted(axis):
        x = x.unsqueeze(own)
    return x


def concatenate(parts, axis=0):
    return torch.cat([tensor(part) for part in parts], axis)


def stack(parts, axis=0):
    return torch.stack([tensor(part) for part in parts], axis)


def split(x, count, axis=0):
    return tensor(x).chunk(count, axis)


def pad(x, widths, constant_values=0.0):
    return F.pad(tensor(x), [side for own in reversed(widths) for side in own], value=constant_values)


def broadcast_to(x, shape):
    return tensor(x).expand(shape)


def sum(x, axis=None, keepdims=False):
    return tensor(x).sum() if axis is None else tensor(x).sum(axis, keepdim=keepdims)


def max(x, axis, keepdims=False):
    return tensor(x).amax(axis, keepdim=keepdims)


def matmul(a, b):
    return tensor(a) @ tensor(b)


def einsum(equation, *operands):
    return torch.einsum(equation, *map(tensor, operands))


def take(table, ids, axis):
    assert axis == 0
    return tensor(table)[tensor(ids).long()]


def segment_sum(x, ids, num_segments):
    return torch.zeros(num_segments, *x.shape[1:]).index_add(0, ids.long(), x)


def arange(count, dtype=None):
    return torch.arange(count, dtype=TYPES[dtype] if dtype else torch.int32)


def eye(count):
    return torch.eye(count)


def zeros(shape):
    return torch.zeros(shape)


def ones(shape):
    return torch.ones(shape)


def full(shape, value, dtype=None):
    return torch.full(shape, float(value))


def shape(x):
    return tuple(x.shape)


def _first(images):
    return tensor(images).permute(0, 3, 1, 2)


def _last(images):
    return images.permute(0, 2, 3, 1)


def pair(value):
    return (value, value) if isinstance(value, int) else tuple(value)


def same_padding(extent, kernel, stride, dilation):
    """Zeros before and after, as TensorFlow counts them."""
    missing = (-(-extent // stride) - 1) * stride + (kernel - 1) * dilation + 1 - extent
    missing = missing if missing > 0 else 0
    return missing // 2, missing - missing // 2


def _sides(x, kernel, strides, dilation):
    (top, bottom), (left, right) = (same_padding(x.shape[1 + i], kernel[i], strides[i], dilation[i]) for i in (0, 1))
    return left, right, top, bottom


def conv(x, kernel, strides=1, padding="valid", dilation_rate=1, groups=1):
    kernel, strides, dilation = tensor(kernel), pair(strides), pair(dilation_rate)
    images = _first(x)
    if padding == "same":
        images = F.pad(images, _sides(x, kernel.shape[:2], strides, dilation))
    return _last(F.conv2d(images, kernel.permute(3, 2, 0, 1), None, strides, 0, dilation, groups))


def max_pool(x, pool_size, strides=None, padding="valid"):
    size, steps, images = pair(pool_size), pair(strides or pool_size), _first(x)
    if padding == "same":
        images = F.pad(images, _sides(x, size, steps, (1, 1)), value=float("-inf"))
    return _last(F.max_pool2d(images, size, steps))


def average_pool(x, pool_size, strides=None, padding="valid"):
    size, steps, images = pair(pool_size), pair(strides or pool_size), _first(x)
    if padding == "valid":
        return _last(F.avg_pool2d(images, size, steps))
    sides = _sides(x, size, steps, (1, 1))
    return _last(F.avg_pool2d(F.pad(images, sides), size, steps) / F.avg_pool2d(F.pad(torch.ones_like(images), sides), size, steps))
