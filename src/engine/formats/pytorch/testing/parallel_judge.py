"""Under torchrun: the losses of every project of FOLDER (cases.json), each process with its part of the batch. The first one writes them into taken.json."""
import json
import os
import sys

import torch

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from judge import modules_of, trained  # noqa: E402


def main():
    torch.set_num_threads(1)
    root = sys.argv[1]
    with open(os.path.join(root, "cases.json")) as file:
        cases = json.load(file)
    taken, world = {}, None
    for name, case in cases.items():
        folder = os.path.join(root, name)
        modules = modules_of(folder)
        world = modules["parallel"].World("cpu")
        data = modules["data"].Data(os.path.join(folder, "data.safetensors"))
        batch = case["batch"] // world.size
        taken[name] = trained(modules, world, data, folder, batch, case["steps"])[1]
    if world.leads:
        with open(os.path.join(root, "taken.json"), "w") as file:
            json.dump(taken, file)
    world.close()


if __name__ == "__main__":
    main()
