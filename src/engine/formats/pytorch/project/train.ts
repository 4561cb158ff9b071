import type { TrainingSettings } from '../../../../core/project/schema.ts';
import { assertNever } from '../../../../core/util/assert-never.ts';
import { python } from '../python.ts';

/** The learning rate of a step, counted from 1, as statements of a function of `step` and `steps_per_epoch`. */
function scheduleLines({ schedule }: Pick<TrainingSettings, 'schedule'>): string {
  switch (schedule.kind) {
    case 'constant':
      return `${' '.repeat(8)}return LEARNING_RATE`;
    case 'step':
      return python`
        epoch = min(EPOCHS - 1, (step - 1) // steps_per_epoch)
        return LEARNING_RATE * ${schedule.factor} ** (epoch // ${schedule.everyEpochs})
      `
        .trimEnd()
        .replace(/^(?=.)/gm, ' '.repeat(8));
    case 'cosine':
      return python`
        warm, last = ${schedule.warmupSteps}, EPOCHS * steps_per_epoch
        if step < warm:
            return LEARNING_RATE * step / warm
        peak = max(1, warm)
        progress = min(1.0, (step - peak) / max(1, last - peak))
        return LEARNING_RATE * (${schedule.floor} + (1 - ${schedule.floor}) * (1 + math.cos(math.pi * progress)) / 2)
      `
        .trimEnd()
        .replace(/^(?=.)/gm, ' '.repeat(8));
    default:
      return assertNever(schedule);
  }
}

export interface TrainFacts {
  readonly training: TrainingSettings;
  readonly seed: number;
  readonly className: string;
  /** The task that early stopping watches; null: the mean of all; undefined: it does not stop early. */
  readonly watch: string | null | undefined;
}

/** train.py */
export function trainFile({ training, seed, className, watch }: TrainFacts): string {
  const { epochs, learningRate, batchSize, earlyStopping } = training;
  return python`
    """Trains the network: python train.py, or torchrun --nproc-per-node N train.py on N processors or GPUs."""
    import argparse
    import csv
    import json
    import math
    import os
    import time

    import torch

    from data import Data
    from losses import TASKS
    from model import ${className}
    from optimizer import make_optimizer
    from parallel import World
    from step import Stepper, parameter_groups
    from tensors import read_tensors

    EPOCHS, BATCH_SIZE, LEARNING_RATE, SEED = ${epochs}, ${batchSize}, ${learningRate}, ${seed}
    PATIENCE = ${watch === undefined ? 'None' : earlyStopping.patienceEpochs}  # epochs without a lower validation loss, after which training stops; None: it goes on
    WATCH = ${watch ? JSON.stringify(watch) : 'None'}  # the task whose validation loss is watched; None: the mean of all
    RESTORE_BEST = ${earlyStopping.restoreBest ? 'True' : 'False'}


    def learning_rate(step, steps_per_epoch):
        """Of a step, counted from 1."""
${scheduleLines(training)}


    @torch.no_grad()
    def evaluate(model, data, rows, size=256):
        """Loss and figures of every task over samples that have a label."""
        model.eval()
        kept = {name: ([], [], []) for name in TASKS}
        for part in rows.split(size):
            labels, masks = data.labels(part)
            for name, logits in model(**data.inputs(part)).items():
                for held, tensor in zip(kept[name], (logits, labels[name], masks[name])):
                    held.append(tensor)
        figures = {}
        for name, task in TASKS.items():
            logits, labels, mask = (torch.cat(held) for held in kept[name])
            own = mask > 0
            if own.any():
                figures[name] = {
                    "loss": mean_loss(task, logits, labels, mask, data.class_weights[name]),
                    **task.metrics(task.activate(logits[own]), labels[own]),
                }
        model.train()
        return figures


    def mean_loss(task, logits, labels, mask, class_weights):
        """Over batches as large as those that train, because some losses compare the samples of a batch; None where none has any to compare."""
        total = count = 0
        for part in zip(logits.split(BATCH_SIZE), labels.split(BATCH_SIZE), mask.split(BATCH_SIZE)):
            own = part[2] > 0
            if own.any() and task.measures(part[1][own]):
                total += (task.loss(*part, class_weights) * part[2]).sum().item()
                count += own.sum().item()
        return total / count if count else None


    def watched(figures):
        """The validation loss that early stopping looks at."""
        losses = [own["loss"] for name, own in figures.items() if WATCH in (None, name) and own["loss"] is not None]
        return sum(losses) / len(losses) if losses else math.nan


    def save(path, content):
        """So that there is a whole file at any time, whenever a process ends."""
        torch.save(content, f"{path}.part")
        os.replace(f"{path}.part", path)


    class Log:
        """history.csv, and TensorBoard where it is installed."""

        def __init__(self, folder, leads):
            self.path, self.board = os.path.join(folder, "history.csv"), None
            self.leads = leads
            try:
                from torch.utils.tensorboard import SummaryWriter

                self.board = SummaryWriter(folder) if leads else None
            except ImportError:
                pass

        def add(self, kind, step, figures):
            if not self.leads:
                return
            with open(self.path, "a", newline="") as file:
                for name, value in figures.items():
                    csv.writer(file).writerow([kind, step, name, value])
                    if self.board and value is not None:
                        self.board.add_scalar(f"{kind}/{name}", value, step)

        def close(self):
            """What the board still holds is written."""
            if self.board:
                self.board.close()


    def arguments():
        parser = argparse.ArgumentParser(description=__doc__)
        parser.add_argument("--epochs", type=int, default=EPOCHS)
        parser.add_argument("--batch-size", type=int, default=BATCH_SIZE, help="samples of a step in each process")
        parser.add_argument("--steps", type=int, help="stop after so many steps")
        parser.add_argument("--fresh", action="store_true", help="begin with new weights instead of those in weights.safetensors")
        parser.add_argument("--seed", type=int, default=SEED, help="of new weights and dropout; the split is the page's")
        parser.add_argument("--out", default="run", help="folder of checkpoints and history")
        parser.add_argument("--checkpoint-every", type=int, help="steps; by default an epoch")
        parser.add_argument("--resume", action="store_true", help="go on from the last checkpoint in --out, where there is one")
        parser.add_argument("--device", help="cpu or cuda; by default a GPU where there is one")
        return parser.parse_args()


    def main():
        given = arguments()
        world = World(given.device)
        here = os.path.dirname(os.path.abspath(__file__))
        os.makedirs(given.out, exist_ok=True)
        last_path, best_path = (os.path.join(given.out, name) for name in ("last.pt", "best.pt"))
        torch.manual_seed(given.seed)
        model = ${className}().to(world.device)
        if given.fresh:
            model.initialise()
        else:
            model.load_state_dict(read_tensors(os.path.join(here, "weights.safetensors")))
        world.same(model.state_dict().values())
        torch.manual_seed(given.seed * 1009 + world.rank)  # every process drops out others
        data = Data(os.path.join(here, "data.safetensors"), world.device)
        optimizer = make_optimizer(parameter_groups(model))
        stepper = Stepper(model, data, optimizer, world, given.batch_size, SEED)
        per_epoch = stepper.steps_per_epoch
        if per_epoch == 0:
            raise SystemExit(f"{len(data.splits['train'])} training samples are fewer than a batch of {given.batch_size * world.size}.")
        at = {"step": 0, "lowest": math.inf, "without": 0}
        if given.resume and os.path.exists(last_path):
            kept = torch.load(last_path, map_location=world.device, weights_only=False)  # a file of our own
            model.load_state_dict(kept["model"])
            optimizer.load_state_dict(kept["optimizer"])
            stepper.load_state(kept["stepper"])
            torch.set_rng_state(kept["random"][world.rank].cpu() if world.rank < len(kept["random"]) else torch.get_rng_state())
            at = kept["at"]
            if world.leads:
                print(f"goes on from step {at['step']}", flush=True)
        log = Log(given.out, world.leads)
        total = min(given.epochs * per_epoch, math.inf if given.steps is None else given.steps)
        every, started = given.checkpoint_every or per_epoch, time.time()
        stopped = PATIENCE is not None and at["without"] >= PATIENCE

        def checkpoint():
            states = [torch.zeros_like(torch.get_rng_state()) for _ in range(world.size)]
            if world.size > 1:
                torch.distributed.all_gather_object(states, torch.get_rng_state())
            else:
                states = [torch.get_rng_state()]
            if world.leads:
                content = {"model": model.state_dict(), "optimizer": optimizer.state_dict(), "stepper": stepper.state()}
                save(last_path, {**content, "random": states, "at": at})

        model.train()
        while at["step"] < total and not stopped:
            number = at["step"] + 1
            losses = stepper.take(number, learning_rate(number, per_epoch))
            at["step"] = number
            named = dict(zip(TASKS, losses.tolist()))
            log.add("loss", number, named)
            if number % per_epoch == 0 or number == total:
                # The first process judges, and tells the others.
                figures = world.share(evaluate(model, data, data.splits["validation"]) if world.leads else None)
                for name, own in figures.items():
                    log.add(f"validation {name}", number, own)
                if world.leads:
                    shown = {name: {k: v if v is None else round(v, 4) for k, v in own.items()} for name, own in figures.items()}
                    print(f"epoch {number / per_epoch:.4g}, {time.time() - started:.0f} s: {json.dumps(shown)}", flush=True)
                now = watched(figures)
                if now < at["lowest"]:
                    at["lowest"], at["without"] = now, 0
                    if world.leads:
                        save(best_path, model.state_dict())
                elif not math.isnan(now):
                    at["without"] += 1
                stopped = PATIENCE is not None and at["without"] >= PATIENCE
            if number % every == 0 or number == total or stopped:
                checkpoint()
        if world.leads:
            if PATIENCE is not None and RESTORE_BEST and os.path.exists(best_path):
                model.load_state_dict(torch.load(best_path, map_location=world.device))
            print(f"test: {json.dumps(evaluate(model, data, data.splits['test']))}", flush=True)
            torch.save(model.state_dict(), os.path.join(given.out, "model.pt"))
        log.close()
        world.close()


    if __name__ == "__main__":
        main()
  `;
}
