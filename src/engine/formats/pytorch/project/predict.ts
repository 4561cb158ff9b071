import { python } from '../python.ts';

/** predict.py */
export const predictFile = (
  className: string,
  shapes: readonly { readonly name: string; readonly shape: readonly number[] }[],
): string => python`
    """Predicts: python predict.py for test samples, python predict.py samples.csv for your own, one line of numbers for each sample
    (the inputs one after the other, each as it is stored, row by row)."""
    import argparse
    import csv
    import json
    import math
    import os

    import torch

    from data import IDS, Data
    from losses import TASKS
    from model import ${className}
    from tensors import read_tensors

    SHAPES = {${shapes.map(({ name, shape }) => `${JSON.stringify(name)}: [${shape.join(', ')}]`).join(', ')}}


    def load(path):
        """The network with the weights of the page, or of a run: run/model.pt, run/best.pt."""
        model = ${className}()
        model.load_state_dict(read_tensors(path) if path.endswith(".safetensors") else torch.load(path, map_location="cpu"))
        return model.eval()


    @torch.no_grad()
    def predict(model, inputs):
        """By task: probabilities or values, [samples, ...]."""
        return {name: TASKS[name].activate(logits) for name, logits in model(**inputs).items()}


    def from_csv(path):
        with open(path, newline="") as file:
            numbers = torch.tensor([[float(cell) for cell in row] for row in csv.reader(file) if row])
        sizes = [math.prod(shape) for shape in SHAPES.values()]
        if numbers.dim() != 2 or numbers.shape[1] != sum(sizes):
            raise SystemExit(f"A line must have {sum(sizes)} numbers: {', '.join(f'{name} {shape}' for name, shape in SHAPES.items())}.")
        parts = zip(SHAPES.items(), numbers.split(sizes, 1))
        return {name: (x.long() if name in IDS else x).reshape(-1, *shape) for (name, shape), x in parts}


    def main():
        here = os.path.dirname(os.path.abspath(__file__))
        parser = argparse.ArgumentParser(description=__doc__)
        parser.add_argument("samples", nargs="?", help="a CSV file; without it, samples of the test split")
        parser.add_argument("--count", type=int, default=5, help="of test samples")
        parser.add_argument("--weights", default=os.path.join(here, "weights.safetensors"))
        given = parser.parse_args()
        if given.samples:
            inputs = from_csv(given.samples)
        else:
            data = Data(os.path.join(here, "data.safetensors"))
            inputs = data.inputs(data.splits["test"][:given.count])
        outputs = predict(load(given.weights), inputs)
        for i in range(len(next(iter(outputs.values())))):
            said = {}
            for name, task in TASKS.items():
                numbers = outputs[name][i]
                one = numbers.dim() == 1 and len(task.classes) == len(numbers)
                said[task.name] = task.classes[numbers.argmax()] if one else [round(x, 4) for x in numbers.flatten().tolist()]
            print(json.dumps(said, ensure_ascii=False))


    if __name__ == "__main__":
        main()
  `;
