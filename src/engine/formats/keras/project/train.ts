import type { TrainingSettings } from '../../../../core/project/schema.ts';
import { python } from '../../pytorch/python.ts';

/** train.py */
export const trainFile = (className: string, { epochs, batchSize }: TrainingSettings, seed: number): string => python`
    """Trains the network with model.fit and a weight for every task: python train.py"""
    import argparse

    import keras
    from keras import ops

    from data import Data
    from losses import TASKS
    from model import ${className}
    from optimizer import make_optimizer
    from tensors import read_tensors

    EPOCHS, BATCH_SIZE, SEED = ${epochs}, ${batchSize}, ${seed}


    class Learner(${className}):
        """The network with its training loss, the sum of weight * loss over the tasks and the penalty: the same on every backend of Keras."""

        class_weights = {}

        def losses_of(self, logits, labels):
            """By task: the mean loss over the samples that have a label."""
            losses = {}
            for name, task in TASKS.items():
                own, mask = labels[name]
                each = task.loss(logits[name], own, mask, self.class_weights.get(name))
                losses[name] = ops.sum(each * mask) / ops.maximum(ops.sum(mask), 1.0)
            return losses

        def compute_loss(self, x=None, y=None, y_pred=None, sample_weight=None, training=True):
            losses = self.losses_of(y_pred, y)
            return sum(TASKS[name].weight * loss for name, loss in losses.items()) + self.penalty()


    def load_model(data=None):
        """The model with its exported weights."""
        model = Learner().load(read_tensors("weights.safetensors"))
        if data is not None:
            model.class_weights = {name: values for name, values in data.class_weights.items() if values is not None}
        return model


    def main():
        parser = argparse.ArgumentParser()
        parser.add_argument("--epochs", type=int, default=EPOCHS)
        parser.add_argument("--out", default="model.weights.h5")
        options = parser.parse_args()
        keras.utils.set_random_seed(SEED)
        data = Data()
        model = load_model(data)
        rows, held_out = data.splits["train"], data.splits["validation"]
        model.compile(optimizer=make_optimizer(max(1, len(rows) // BATCH_SIZE)))
        model.fit(
            data.inputs(rows),
            data.labels(rows),
            batch_size=BATCH_SIZE,
            epochs=options.epochs,
            validation_data=(data.inputs(held_out), data.labels(held_out)),
        )
        losses = model.losses_of(model(data.inputs(held_out)), data.labels(held_out))
        print({name: float(loss) for name, loss in losses.items()})
        model.save_weights(options.out)


    if __name__ == "__main__":
        main()
`;

/** predict.py */
export const predictFile = python`
    """What the network says of the first samples of the test split: python predict.py [how many]"""
    import sys

    from data import Data
    from losses import TASKS
    from train import load_model


    def predict(model, inputs):
        """By task: probabilities, or values."""
        return {name: TASKS[name].outputs(logits) for name, logits in model(inputs).items()}


    if __name__ == "__main__":
        data = Data()
        rows = data.splits["test"][:int(sys.argv[1]) if len(sys.argv) > 1 else 3]
        for name, values in predict(load_model(), data.inputs(rows)).items():
            print(name, values)
`;
