"""Steps in plain PyTorch (1.13 or later) on so many threads: the sum of all task losses, one backward pass, Adam, every loss read back.

First line of the input: the exercise, as torch-exercise.ts writes it; the answer is what it runs on, in words. Each further line: a number of
steps; the answer is the milliseconds that they took, and the task losses before each update [steps, T]. Or another exercise, which takes its place.
"""

import base64
import json
import os
import sys
import time

THREADS = sys.argv[1]
# Libraries of matrix products that PyTorch does not tell how many threads to take read it here as they are loaded.
os.environ.update(OMP_NUM_THREADS=THREADS, OPENBLAS_NUM_THREADS=THREADS, MKL_NUM_THREADS=THREADS)

import torch
from torch.nn import functional as F


def tensor(packed):
    numbers = bytearray(base64.urlsafe_b64decode(packed["base64"] + "=="))
    return torch.frombuffer(numbers, dtype=torch.float32).reshape(packed["shape"])


class Network:
    """The model of the bench, as a user of torch.nn.functional would write it: images are [N, C, H, W]."""

    def __init__(self, model, parameters):
        self.model, self.parameters = model, {}
        for name, values in parameters.items():
            values = values.clone()
            spec = model["trunk"][int(name[6:].split("/")[0])] if name.startswith("trunk-") else {}
            if spec.get("kind") == "conv" and name.endswith("kernel"):
                values = values.permute(3, 2, 0, 1).contiguous()
            elif values.dim() == 2 and "ecurrent" not in name:
                values = values.t().contiguous()  # as nn.Linear has it
            self.parameters[name] = values.requires_grad_()

    def linear(self, x, weight, bias=None):
        return F.linear(x, self.parameters[weight], None if bias is None else self.parameters[bias])

    def dense(self, x, name):
        return self.linear(x, f"{name}/kernel", f"{name}/bias")

    def norm(self, x, name):
        return F.layer_norm(x, x.shape[-1:], self.parameters[f"{name}Gamma"], self.parameters[f"{name}Beta"], 1e-3)

    def transformer(self, x, name, heads):
        n, length, features = x.shape
        size = features // heads
        flat = self.linear(self.norm(x, f"{name}/attentionNorm"), f"{name}/attentionKernel", f"{name}/attentionBias")
        query, key, value = flat.reshape(n, length, 3, heads, size).permute(2, 0, 3, 1, 4)
        shares = (query @ key.transpose(-1, -2) * size**-0.5).softmax(-1)
        mixed = (shares @ value).transpose(1, 2).reshape(n, length, features)
        x = x + self.linear(mixed, f"{name}/attentionOutputKernel", f"{name}/attentionOutputBias")
        hidden = self.linear(self.norm(x, f"{name}/hiddenNorm"), f"{name}/hiddenKernel", f"{name}/hiddenBias")
        return x + self.linear(F.gelu(hidden, approximate="tanh"), f"{name}/narrowKernel", f"{name}/narrowBias")

    def gru(self, x, name, units):
        """The reset gate acts before the product; nn.GRU, where it acts after it, is another function."""
        x = self.dense(x, name)
        recurrent = self.parameters[f"{name}/recurrentKernel"]
        of_gates, of_proposal = recurrent[:, :2 * units], recurrent[:, 2 * units:]
        h = x.new_zeros(x.shape[0], units)
        for own in x.unbind(1):
            update, reset = torch.sigmoid(own[:, :2 * units] + h @ of_gates).chunk(2, -1)
            proposal = torch.tanh(own[:, 2 * units:] + (reset * h) @ of_proposal)
            h = proposal + update * (h - proposal)
        return h

    def trunk(self, x):
        for i, spec in enumerate(self.model["trunk"]):
            name, kind = f"trunk-{i}", spec["kind"]
            if kind == "conv":
                x = F.relu(F.conv2d(x, self.parameters[f"{name}/kernel"], self.parameters[f"{name}/bias"], padding=1))
            elif kind == "pool":
                x = F.max_pool2d(x, 2)
            elif kind == "flatten":
                x = x.permute(0, 2, 3, 1).flatten(1)
            elif kind == "dense":
                x = F.relu(self.dense(x, name))
            elif kind == "transformer":
                x = self.transformer(x, name, spec["heads"])
            elif kind == "gru":
                x = self.gru(x, name, spec["units"])
            elif kind == "average":
                x = x.mean(1)
            else:
                raise ValueError(f"there is no {kind} here")
        return x

    def logits(self, x):
        x, heads, mixture = self.trunk(x), len(self.model["heads"]), self.model["mixture"]
        if mixture is None:
            branches = [x] * heads
        else:
            experts = torch.stack([F.relu(self.dense(x, f"expert-{i}")) for i in range(mixture["experts"])], 1)
            gates = [self.linear(x, f"gate-{task}/gate").softmax(-1) for task in range(heads)]
            mixed = [(gate.unsqueeze(1) @ experts).squeeze(1) for gate in gates]
            branches = [F.relu(self.dense(own, f"tower-{task}")) for task, own in enumerate(mixed)]
        return [self.dense(own, f"head-{task}") for task, own in enumerate(branches)]


def stepper(exercise):
    """Takes a step of the exercise, whose batches come in turn: the task losses before the update."""
    model = exercise["model"]
    network = Network(model, {name: tensor(packed) for name, packed in exercise["parameters"].items()})
    classes, images = model["loss"] == "crossEntropy", len(model["input"]) == 3
    batches = []
    for batch in exercise["batches"]:
        inputs, targets = tensor(batch["inputs"]), [tensor(target) for target in batch["targets"]]
        batches.append((
            inputs.permute(0, 3, 1, 2).contiguous() if images else inputs,
            [target.argmax(1) if classes else target for target in targets],
        ))
    adam = exercise["adam"]
    optimizer = torch.optim.Adam(
        network.parameters.values(), lr=exercise["learningRate"], betas=(adam["beta1"], adam["beta2"]), eps=adam["epsilon"]
    )
    loss_of = F.cross_entropy if classes else F.mse_loss
    done = 0

    def step():
        nonlocal done
        inputs, targets = batches[done % len(batches)]
        done += 1
        losses = [loss_of(own, target) for own, target in zip(network.logits(inputs), targets)]
        optimizer.zero_grad(set_to_none=True)
        sum(losses).backward()
        optimizer.step()
        return torch.stack([loss.detach() for loss in losses])

    return step


def device():
    """What it runs on, in words. The speed of a large product tells a slow library of them from a fast one."""
    square = torch.ones(512, 512)
    speeds = []
    for _ in range(10):
        began = time.perf_counter()
        square @ square
        speeds.append(2 * 512**3 / (time.perf_counter() - began) / 1e9)
    return f"PyTorch {torch.__version__}, {torch.get_num_threads()} thread{'s' if THREADS != '1' else ''}, products at {max(speeds):.0f} GFLOP/s"


def main():
    torch.set_num_threads(int(THREADS))
    answer = lambda value: print(json.dumps(value), flush=True)
    step = None
    for line in sys.stdin:
        if line.startswith("{"):
            step = stepper(json.loads(line))
            answer(device())
            continue
        began = time.perf_counter()
        losses = torch.stack([step() for _ in range(int(line))]).tolist()
        answer({"ms": 1000 * (time.perf_counter() - began), "losses": losses})


main()
