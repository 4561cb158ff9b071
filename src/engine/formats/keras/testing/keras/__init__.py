"""A small stand-in for Keras 3 on PyTorch, for tests where Keras itself cannot be installed: what exported projects use of it, as Keras documents it."""
import sys
import types

import torch

from . import layers, ops, optimizers, random

__all__ = ["Model", "layers", "ops", "optimizers", "random", "utils"]


class Model(layers.Layer):
    """keras.Model as far as a training step needs it."""

    @property
    def trainable_variables(self):
        found = []

        def visit(layer):
            if layer.trainable:
                found.extend(own for own in layer.own_weights if own.trainable)
                for inner in layer.inner_layers():
                    visit(inner)

        visit(self)
        return found

    def compile(self, optimizer):
        self.optimizer = optimizer

    def train_on_batch(self, x, y):
        """A step as keras.Model takes it: the loss of compute_loss, its gradients, an update."""
        variables = self.trainable_variables
        loss = self.compute_loss(x=x, y=y, y_pred=self(x, training=True), sample_weight=None, training=True)
        gradients = torch.autograd.grad(loss, [v.value for v in variables], allow_unused=True)
        given = [torch.zeros_like(v.value) if g is None else g for v, g in zip(variables, gradients)]
        self.optimizer.apply(given, variables)


utils = types.ModuleType("keras.utils")
utils.set_random_seed = torch.manual_seed
sys.modules["keras.utils"] = utils
