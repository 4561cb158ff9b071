"""Steps balanced by UPGrad as TorchJD takes them, in plain PyTorch (1.13 or later) on one thread.

As TorchJD's `mtl_backward`: one forward pass; each head's parameters, and the representation that all heads read, get the gradient of its
loss; these T gradients are taken through the trunk, batched or one by one (its `parallel_chunk_size`), whichever is faster here: the
Jacobian [T, P]. The trunk moves along the weighted sum of its
rows, w = Σ_i argmin vᵀKv over v ≥ e_i/T with K = J·Jᵀ. TorchJD leaves these T small quadratic programs to quadprog; here they are solved in
float64 by the active-set method of Lawson and Hanson, which needs no further package and ends at once for a gradient that opposes no other.

First line of the input: the exercise, as torch-balanced.ts writes it; the answer is what it runs on, in words. Each further line: a number of
steps; the answer is the milliseconds that they took, and the task losses before each update [steps, T].
"""

import base64
import json
import os
import sys
import time

# Libraries of matrix products that PyTorch does not tell how many threads to take read it here as they are loaded.
os.environ.update(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1", MKL_NUM_THREADS="1")

import numpy as np
import torch
from torch.nn import functional as F


def tensor(packed):
    numbers = bytearray(base64.urlsafe_b64decode(packed["base64"] + "=="))
    return torch.frombuffer(numbers, dtype=torch.float32).reshape(packed["shape"])


def non_negative(m, b):
    """argmin over z ≥ 0 of ½·zᵀMz − bᵀz."""
    z, free = np.zeros(len(b)), np.zeros(len(b), bool)
    for _ in range(10 * len(b)):
        pull = np.where(free, -np.inf, b - m @ z)
        if pull.max() <= 1e-13 * np.abs(b).max():
            break
        free[pull.argmax()] = True
        while True:
            wanted = np.zeros(len(b))
            wanted[free] = np.linalg.lstsq(m[np.ix_(free, free)], b[free], rcond=None)[0]
            below = free & (wanted <= 0)
            if not below.any():
                break
            share = (z[below] / np.maximum(z[below] - wanted[below], 1e-300)).min()
            z = z + share * (wanted - z)
            free &= z > 1e-14
        z = wanted
    return z


def upgrad(gramian):
    """The weights [T] of a Gramian [T, T] of gradients none of which is zero, solved on the cosines."""
    norms = np.sqrt(gramian.diagonal())
    cosines = gramian / np.outer(norms, norms)
    least = np.diag(norms) / len(norms)
    return sum(least_i + non_negative(cosines, -cosines @ least_i) for least_i in least) / norms


def batched(x, shared, rows):
    parts = torch.autograd.grad(x, shared, rows, retain_graph=True, is_grads_batched=True)
    return torch.cat([part.reshape(len(rows), -1) for part in parts], 1)


def one_by_one(x, shared, rows):
    parts = [torch.autograd.grad(x, shared, row, retain_graph=True) for row in rows]
    return torch.stack([torch.cat([part.flatten() for part in row]) for row in parts])


def seconds(run):
    """The shortest of several times."""
    times = []
    for _ in range(20):
        began = time.perf_counter()
        run()
        times.append(time.perf_counter() - began)
    return min(times)


def main():
    torch.set_num_threads(1)
    exercise = json.loads(sys.stdin.readline())
    parameters = {name: tensor(packed).requires_grad_() for name, packed in exercise["parameters"].items()}
    batches = [(tensor(batch["inputs"]), [tensor(target).argmax(1) for target in batch["targets"]]) for batch in exercise["batches"]]
    trunk = [name for name in parameters if name.startswith("trunk-")]
    shared = [parameters[name] for name in trunk]
    layers = [name[: -len("/kernel")] for name in trunk if name.endswith("/kernel")]
    adam = exercise["adam"]
    optimizer = torch.optim.Adam(
        parameters.values(), lr=exercise["learningRate"], betas=(adam["beta1"], adam["beta2"]), eps=adam["epsilon"]
    )
    dense = lambda x, name: torch.addmm(parameters[f"{name}/bias"], x, parameters[f"{name}/kernel"])
    answer = lambda value: print(json.dumps(value), flush=True)

    def represent(x):
        for name in layers:
            x = torch.relu(dense(x, name))
        return x

    x, kernel, z = batches[0][0], shared[0].detach(), represent(batches[0][0])
    rows = torch.ones(len(batches[0][1]), *z.shape)
    jacobian_of = min(batched, one_by_one, key=lambda way: seconds(lambda: way(z, shared, rows)))
    # The speed of the largest product tells a slow library of them from a fast one.
    speed = 2e-9 * x.numel() * kernel.shape[1] / seconds(lambda: x @ kernel)
    answer(f"PyTorch {torch.__version__}, rows {jacobian_of.__name__.replace('_', ' ')}, products at {speed:.0f} GFLOP/s")
    done = 0

    def step():
        nonlocal done
        x, targets = batches[done % len(batches)]
        done += 1
        z = represent(x)
        losses = [F.cross_entropy(dense(z, f"head-{task}"), target) for task, target in enumerate(targets)]
        rows = []
        for task, loss in enumerate(losses):
            head = [parameters[f"head-{task}/{part}"] for part in ("kernel", "bias")]
            row, *own = torch.autograd.grad(loss, [z, *head])
            rows.append(row)
            for parameter, gradient in zip(head, own):
                parameter.grad = gradient
        jacobian = jacobian_of(z, shared, torch.stack(rows))
        weights = upgrad((jacobian @ jacobian.T).numpy().astype(np.float64))
        direction = torch.from_numpy(weights).float() @ jacobian
        for parameter, gradient in zip(shared, direction.split([parameter.numel() for parameter in shared])):
            parameter.grad = gradient.view_as(parameter)
        optimizer.step()
        return torch.stack(losses).detach()

    for line in sys.stdin:
        began = time.perf_counter()
        losses = torch.stack([step() for _ in range(int(line))]).tolist()
        answer({"ms": 1000 * (time.perf_counter() - began), "losses": losses})


main()
