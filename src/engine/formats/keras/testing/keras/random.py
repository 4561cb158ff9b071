"""keras.random of the stand-in."""
import torch


class SeedGenerator:
    pass


def uniform(shape, minval=0.0, maxval=1.0, seed=None):
    return torch.rand(shape) * (maxval - minval) + minval


def normal(shape, mean=0.0, stddev=1.0, seed=None):
    return torch.randn(shape) * stddev + mean
