"""Compares exported projects with what the page computed: judge.py FOLDER, where cases.json says what to compare. Prints how far they are apart.
Keras is the stand-in that lies in the folder beside this file."""
import importlib
import json
import os
import sys
import traceback

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import torch

FILES = ("data", "losses", "model", "optimizer", "predict", "tensors", "train")


def modules_of(folder):
    """The project's modules, afresh."""
    for name in FILES:
        sys.modules.pop(name, None)
    sys.path.insert(0, folder)
    importlib.invalidate_caches()
    try:
        return {name: importlib.import_module(name) for name in FILES}
    finally:
        sys.path.pop(0)


def apart(found, expected):
    """The largest difference, relative where numbers are larger than 1."""
    found, expected = torch.as_tensor(found).detach().double().flatten(), torch.as_tensor(expected).double().flatten()
    if len(found) != len(expected):
        return float("inf")
    if len(found) == 0:
        return 0.0
    gap = ((found - expected).abs() / expected.abs().clamp(min=1)).max().item()
    return gap if gap == gap else float("inf")


def tensors(values):
    return {name: tuple(map(torch.as_tensor, own)) if isinstance(own, tuple) else torch.as_tensor(own) for name, own in values.items()}


def judge(folder, case):
    os.chdir(folder)
    modules = modules_of(folder)
    data = modules["data"].Data()
    model = modules["train"].load_model(data)
    outputs = modules["predict"].predict(model, tensors(data.inputs(case["rows"])))
    predictions = max(apart(values, expected) for values, expected in zip(outputs.values(), case["outputs"]))
    batch = len(case["batches"][0]) if case["batches"] else 1
    model.compile(modules["optimizer"].make_optimizer(max(1, len(data.splits["train"]) // batch)))
    taken = []
    for rows in case["batches"]:
        inputs, labels = tensors(data.inputs(rows)), tensors(data.labels(rows))
        kept = [weight.value.detach().clone() for weight in model.named_weights().values()]
        taken += [loss.item() for loss in model.losses_of(model(inputs, training=True), labels).values()]
        for weight, before in zip(model.named_weights().values(), kept):
            weight.assign(before)
        model.train_on_batch(inputs, labels)
    fresh = modules["train"].Learner().initialise()
    return {"predictions": predictions, "losses": apart(taken, case["losses"]), "weights": len(fresh.named_weights())}


def main():
    torch.set_num_threads(1)
    root = os.path.abspath(sys.argv[1])
    with open(os.path.join(root, "cases.json")) as file:
        cases = json.load(file)
    results = {}
    for name, case in cases.items():
        try:
            results[name] = judge(os.path.join(root, name), case)
        except Exception as problem:  # one project that does not run must not hide the others
            results[name] = {"error": "".join(traceback.format_exception(problem)[-3:])}
    print(json.dumps(results))


if __name__ == "__main__":
    main()
