import type { DataFacts } from '../../code/data-tensors.ts';
import { textLiteral } from '../../code/identifiers.ts';
import { python } from '../python.ts';

const set = (names: readonly string[]): string => (names.length > 0 ? `{${names.map(textLiteral).join(', ')}}` : 'set()');

/** data.py */
export function dataFile({ seed, inputs, tasks }: DataFacts): string {
  const labels = tasks.map(({ name, labels: tensor }) => `${textLiteral(name)}: ${textLiteral(tensor)}`).join(', ');
  return python`
    """The page's data set, its split, and its batches: a batch follows from the seed and the number of the step alone."""
    import os

    import torch

    from random_streams import RandomStream
    from tensors import read_tensors

    SEED = ${seed}
    INPUTS = [${inputs.map(({ name }) => textLiteral(name)).join(', ')}]
    IDS = ${set(inputs.filter(({ ids }) => ids).map(({ name }) => name))}  # inputs of token ids
    PIXELS = ${set(inputs.filter(({ pixels }) => pixels).map(({ name }) => name))}  # inputs kept as bytes: 255 is 1
    LABELS = {${labels}}  # the tensor with the labels of every task
    CLASSES = ${set(tasks.filter(({ integers }) => integers).map(({ name }) => name))}  # tasks whose labels are whole numbers
    WEIGHED = ${set(tasks.filter(({ weighed }) => weighed).map(({ name }) => name))}  # tasks whose classes are weighed


    class Data:
        def __init__(self, path="data.safetensors", device="cpu"):
            if not os.path.exists(path):
                raise SystemExit(f"There is no {path}: export again from a page on which the data is loaded, or write it as README.md says.")
            self.tensors = read_tensors(path)
            self.device = device
            self.splits = {name: self.tensors[f"split.{name}"].long() for name in ("train", "validation", "test")}
            self.class_weights = {
                name: self.tensors[f"class_weights.{name}"].to(device) if name in WEIGHED else None for name in LABELS
            }
            self.orders = {}

        def real(self, name, rows):
            values = self.tensors[name][rows].to(self.device)
            return values.float() / 255 if name.removeprefix("input.") in PIXELS else values.float()

        def inputs(self, rows):
            """By name: [rows, ...]."""
            return {
                name: self.tensors[f"input.{name}"][rows].to(self.device).long() if name in IDS else self.real(f"input.{name}", rows)
                for name in INPUTS
            }

        def labels(self, rows):
            """By task: the labels [rows, ...], and a mask [rows] that is 1 where a sample has one."""
            labels, masks = {}, {}
            for t, tensor in LABELS.items():
                known = self.tensors[tensor][rows].to(self.device).long() if t in CLASSES else self.real(tensor, rows)
                labels[t], masks[t] = known, self.tensors[f"mask.{t}"][rows].to(self.device).float()
            return labels, masks

        def order(self, split, stream, number):
            """The rows of a split in the order of an epoch."""
            if (stream, number) not in self.orders:
                if len(self.orders) > 8:
                    self.orders.clear()
                rows = self.splits[split]
                self.orders[stream, number] = rows[RandomStream(SEED, stream, number).permutation(len(rows))]
            return self.orders[stream, number]

        def steps_per_epoch(self, batch):
            return len(self.splits["train"]) // batch

        def rows_of_step(self, step, batch):
            """The samples of a step, counted from 0. What is left over at the end of an epoch is left out of it."""
            epoch, place = divmod(step, self.steps_per_epoch(batch))
            return self.order("train", "shuffle", epoch)[place * batch:(place + 1) * batch]

        def further_rows(self, step, batch, split, stream):
            """The samples of a further batch of a step: of permutations one after the other, without end."""
            count = len(self.splits[split])
            places = range(step * batch, (step + 1) * batch)
            return torch.stack([self.order(split, stream, place // count)[place % count] for place in places])
  `;
}
