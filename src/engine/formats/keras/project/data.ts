import type { DataFacts } from '../../code/data-tensors.ts';
import { textLiteral } from '../../code/identifiers.ts';
import { python } from '../../pytorch/python.ts';

const set = (names: readonly string[]): string => (names.length > 0 ? `{${names.map(textLiteral).join(', ')}}` : 'set()');

/** data.py */
export function dataFile({ inputs, tasks }: DataFacts): string {
  const labels = tasks.map(({ name, labels: tensor }) => `${textLiteral(name)}: ${textLiteral(tensor)}`).join(', ');
  return python`
    """The page's data set and its split, as arrays for model.fit."""
    import numpy as np

    from tensors import read_tensors

    INPUTS = [${inputs.map(({ name }) => textLiteral(name)).join(', ')}]
    IDS = ${set(inputs.filter(({ ids }) => ids).map(({ name }) => name))}  # inputs of token ids
    PIXELS = ${set(inputs.filter(({ pixels }) => pixels).map(({ name }) => name))}  # inputs kept as bytes: 255 is 1
    LABELS = {${labels}}  # the tensor with the labels of every task
    CLASSES = ${set(tasks.filter(({ integers }) => integers).map(({ name }) => name))}  # tasks whose labels are whole numbers
    WEIGHED = ${set(tasks.filter(({ weighed }) => weighed).map(({ name }) => name))}  # tasks whose classes are weighed


    class Data:
        def __init__(self, path="data.safetensors"):
            self.tensors = read_tensors(path)
            self.splits = {name: self.tensors[f"split.{name}"] for name in ("train", "validation", "test")}
            self.class_weights = {name: self.tensors[f"class_weights.{name}"] if name in WEIGHED else None for name in LABELS}

        def real(self, name, rows):
            values = self.tensors[name][rows].astype(np.float32)
            return values / np.float32(255) if name.removeprefix("input.") in PIXELS else values

        def inputs(self, rows):
            """By name: [rows, ...]."""
            return {
                name: self.tensors[f"input.{name}"][rows].astype(np.int32) if name in IDS else self.real(f"input.{name}", rows)
                for name in INPUTS
            }

        def labels(self, rows):
            """By task: (labels [rows, ...], a mask [rows] that is 1 where a sample has one)."""
            return {
                task: (
                    self.tensors[tensor][rows].astype(np.int32) if task in CLASSES else self.real(tensor, rows),
                    self.tensors[f"mask.{task}"][rows].astype(np.float32),
                )
                for task, tensor in LABELS.items()
            }
  `;
}
