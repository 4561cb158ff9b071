"""keras.optimizers of the stand-in."""
import sys
import types

import torch

from . import ops


class Optimizer:
    def __init__(self, learning_rate, global_clipnorm=None):
        self.given_rate, self.clip, self.built = learning_rate, global_clipnorm, False
        self.iterations = ops.Variable(torch.zeros((), dtype=torch.int32), trainable=False)

    @property
    def learning_rate(self):
        return self.given_rate(self.iterations.value) if callable(self.given_rate) else self.given_rate

    def build(self, variables):
        self.places = {id(variable): i for i, variable in enumerate(variables)}
        self.built = True

    def _get_variable_index(self, variable):
        return self.places[id(variable)]

    def add_variable(self, shape, initializer="zeros", name=None):
        return ops.Variable(torch.ones(shape) if initializer == "ones" else torch.zeros(shape), trainable=False, name=name)

    def add_variable_from_reference(self, reference, name=None):
        return self.add_variable(reference.shape, name=name)

    def apply(self, gradients, variables):
        self.build(variables)
        if self.clip is not None:
            norm = torch.sqrt(sum(g.square().sum() for g in gradients))
            gradients = [g * (self.clip / torch.clamp(norm, min=self.clip)) for g in gradients]
        with torch.no_grad():
            rate = self.learning_rate
            for gradient, variable in zip(gradients, variables):
                self.update_step(gradient, variable, rate)
            self.iterations.value += 1


class SGD(Optimizer):
    def update_step(self, gradient, variable, learning_rate):
        variable.assign(variable - learning_rate * gradient)


schedules = types.ModuleType("keras.optimizers.schedules")
schedules.LearningRateSchedule = type("LearningRateSchedule", (), {})
sys.modules["keras.optimizers.schedules"] = schedules
