"""Compares exported projects with what the page computed: judge.py FOLDER, where cases.json says what to compare. Prints how far they are apart."""
import importlib
import json
import os
import sys

import torch

FILES = ("balancing", "data", "losses", "model", "optimizer", "parallel", "random_streams", "step", "tensors", "train")


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
    found, expected = torch.as_tensor(found).double().flatten(), torch.as_tensor(expected).double().flatten()
    if len(found) != len(expected):
        return float("inf")
    if len(found) == 0:
        return 0.0
    gap = ((found - expected).abs() / expected.abs().clamp(min=1)).max().item()
    return gap if gap == gap else float("inf")


def trained(modules, world, data, folder, batch, steps):
    """A model at its exported weights, and the losses of so many steps from there."""
    train = modules["train"]
    network = next(value for value in vars(modules["model"]).values() if isinstance(value, type) and hasattr(value, "initialise"))
    model = network()
    model.load_state_dict(modules["tensors"].read_tensors(os.path.join(folder, "weights.safetensors")))
    optimizer = modules["optimizer"].make_optimizer(modules["step"].parameter_groups(model))
    stepper = modules["step"].Stepper(model, data, optimizer, world, batch, train.SEED)
    model.train()
    losses = [stepper.take(i + 1, train.learning_rate(i + 1, stepper.steps_per_epoch)).tolist() for i in range(steps)]
    return model, losses


def compared(figures, expected):
    """How far figures are from those of the page, and how many both have."""
    gaps = [
        apart(value, expected[name][figure])
        for name, own in figures.items()
        for figure, value in own.items()
        if expected.get(name, {}).get(figure) is not None
    ]
    return {"compared": len(gaps), "figuresApart": max(gaps, default=0.0)}


def judge(folder, case):
    modules = modules_of(folder)
    losses, model = modules["losses"], modules["model"]
    data = modules["data"].Data(os.path.join(folder, "data.safetensors"))
    network = next(value for value in vars(model).values() if isinstance(value, type) and hasattr(value, "initialise"))
    fresh = network().initialise()
    fresh.load_state_dict(modules["tensors"].read_tensors(os.path.join(folder, "weights.safetensors")))
    fresh.eval()
    with torch.no_grad():
        rows = torch.tensor(case["rows"])
        outputs = {name: losses.TASKS[name].activate(logits) for name, logits in fresh(**data.inputs(rows)).items()}
    predictions = max(apart(outputs[name], case["outputs"][i]) for i, name in enumerate(losses.TASKS))
    world = modules["parallel"].World("cpu")
    _, taken = trained(modules, world, data, folder, modules["train"].BATCH_SIZE, case["steps"])
    figures = modules["train"].evaluate(fresh, data, data.splits["test"])
    return {
        "predictions": predictions,
        "losses": apart(taken, case["losses"]),
        "figures": list(figures),
        **compared(figures, dict(zip(losses.TASKS, case.get("figures", [])))),
    }


def main():
    torch.set_num_threads(1)
    root = sys.argv[1]
    with open(os.path.join(root, "cases.json")) as file:
        cases = json.load(file)
    results = {}
    for name, case in cases.items():
        try:
            results[name] = judge(os.path.join(root, name), case)
        except Exception as problem:  # one project that does not run must not hide the others
            import traceback

            results[name] = {"error": "".join(traceback.format_exception(problem)[-3:])}
    print(json.dumps(results))


if __name__ == "__main__":
    main()
