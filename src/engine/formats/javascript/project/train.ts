import type { TrainingSettings } from '../../../../core/project/schema.ts';
import { assertNever } from '../../../../core/util/assert-never.ts';
import { javascript } from '../source.ts';

/** The learning rate of a step, counted from 1, as statements of a function of `step` and `stepsPerEpoch`. */
function scheduleLines({ schedule }: Pick<TrainingSettings, 'schedule'>): string {
  switch (schedule.kind) {
    case 'constant':
      return 'return LEARNING_RATE;';
    case 'step':
      return `const epoch = Math.min(EPOCHS - 1, Math.floor((step - 1) / stepsPerEpoch));
      return LEARNING_RATE * ${schedule.factor} ** Math.floor(epoch / ${schedule.everyEpochs});`;
    case 'cosine':
      return `const [warm, last] = [${schedule.warmupSteps}, EPOCHS * stepsPerEpoch];
      if (step < warm) return (LEARNING_RATE * step) / warm;
      const peak = Math.max(1, warm);
      const progress = Math.min(1, (step - peak) / Math.max(1, last - peak));
      return LEARNING_RATE * (${schedule.floor} + ((1 - ${schedule.floor}) * (1 + Math.cos(Math.PI * progress))) / 2);`;
    default:
      return assertNever(schedule);
  }
}

/** step.js */
export function stepFile(training: TrainingSettings): string {
  const { epochs, learningRate, batchSize, clipNorm } = training;
  return javascript`
    import * as tf from '@tensorflow/tfjs';
    import { TASKS } from './losses.js';

    export const EPOCHS = ${epochs};
    export const BATCH_SIZE = ${batchSize};
    const LEARNING_RATE = ${learningRate};
    const CLIP_NORM = ${clipNorm ?? 'null'}; // longer gradients are shortened to this length; null: none is

    /** Of a step, counted from 1. */
    export function learningRate(step, stepsPerEpoch) {
      ${scheduleLines(training)}
    }

    /** The mean loss of every task over the samples that have a label. */
    export function lossesOf(logits, { labels, masks, classWeights }) {
      return Object.entries(TASKS).map(([name, task]) => {
        const each = task.loss(logits[name], labels[name], masks[name], classWeights[name]);
        return tf.div(tf.sum(tf.mul(each, masks[name])), tf.maximum(tf.sum(masks[name]), 1));
      });
    }

    /** A step along the gradient of Σ weight · loss + penalty; the losses of its batch before it. */
    export function takeStep(model, optimizer, batch) {
      return tf.tidy(() => {
        let losses = [];
        const { grads } = tf.variableGrads(() => {
          // Kept beyond the function: they are read once the step is taken.
          losses = lossesOf(model.forward(batch.inputs, true), batch).map((loss) => tf.keep(loss));
          const weighed = Object.values(TASKS).map(({ weight }, i) => tf.mul(weight, losses[i]));
          return tf.addN([...weighed, model.penalty()].map((part) => tf.reshape(part, [])));
        }, model.trained());
        if (CLIP_NORM !== null) {
          const norm = Math.sqrt(tf.addN(Object.values(grads).map((gradient) => tf.sum(tf.square(gradient)))).dataSync()[0]);
          if (norm > CLIP_NORM) for (const name of Object.keys(grads)) grads[name] = tf.mul(grads[name], CLIP_NORM / norm);
        }
        optimizer.applyGradients(grads);
        const values = losses.map((loss) => loss.dataSync()[0]);
        tf.dispose(losses);
        return values;
      });
    }
  `;
}

/** train.js */
export const trainFile = (className: string): string => javascript`
  /** Trains the network and writes its weights: node train.js [epochs] */
  import * as tf from '@tensorflow/tfjs';
  import { Data } from './data.js';
  import { TASKS } from './losses.js';
  import { ${className} } from './model.js';
  import { makeOptimizer } from './optimizer.js';
  import { BATCH_SIZE, EPOCHS, learningRate, lossesOf, takeStep } from './step.js';
  import { readBeside, readTensors } from './tensors.js';

  /** The model with its exported weights. */
  export async function loadModel() {
    const read = readTensors(await readBeside('weights.safetensors'));
    return tf.tidy(() => new ${className}().load(Object.fromEntries(Object.entries(read).map(([name, { shape, data }]) => [name, tf.tensor(data, shape)]))));
  }

  /** Losses by task over a split, batch by batch. */
  export function evaluate(model, data, rows) {
    const sums = Object.keys(TASKS).map(() => 0);
    let count = 0;
    for (let from = 0; from < rows.length; from += BATCH_SIZE) {
      const part = rows.slice(from, from + BATCH_SIZE);
      tf.tidy(() => {
        const batch = data.batch(part);
        for (const [i, loss] of lossesOf(model.forward(batch.inputs), batch).entries()) sums[i] += loss.dataSync()[0] * part.length;
      });
      count += part.length;
    }
    return Object.fromEntries(Object.keys(TASKS).map((name, i) => [name, sums[i] / count]));
  }

  /** Goes on from the model's weights; onEpoch is told the losses. */
  export async function train(model, data, { epochs = EPOCHS, onEpoch = () => {} } = {}) {
    const rows = Int32Array.from(data.splits.train);
    const stepsPerEpoch = Math.floor(rows.length / BATCH_SIZE);
    const optimizer = makeOptimizer(learningRate(1, stepsPerEpoch));
    let step = 0;
    for (let epoch = 1; epoch <= epochs; epoch++) {
      tf.util.shuffle(rows);
      for (let k = 0; k < stepsPerEpoch; k++) {
        step++;
        optimizer.learningRate = learningRate(step, stepsPerEpoch);
        tf.tidy(() => takeStep(model, optimizer, data.batch(rows.subarray(k * BATCH_SIZE, (k + 1) * BATCH_SIZE))));
      }
      await onEpoch(epoch, evaluate(model, data, data.splits.validation));
    }
  }

  if (typeof process !== 'undefined' && process.argv[1]?.endsWith('train.js')) {
    const [model, data] = [await loadModel(), new Data(readTensors(await readBeside('data.safetensors')))];
    const epochs = Number(process.argv[2] ?? EPOCHS);
    await train(model, data, { epochs, onEpoch: (epoch, losses) => console.log('epoch', epoch, JSON.stringify(losses)) });
  }
`;

/** predict.js */
export const predictFile = `/** What the network says of the first samples of the test split: node predict.js [how many] */
import * as tf from '@tensorflow/tfjs';
import { Data } from './data.js';
import { TASKS } from './losses.js';
import { readBeside, readTensors } from './tensors.js';
import { loadModel } from './train.js';

/** By task: probabilities, or values. */
export const predict = (model, inputs) =>
  tf.tidy(() => Object.fromEntries(Object.entries(model.forward(inputs)).map(([name, logits]) => [name, TASKS[name].outputs(logits)])));

if (typeof process !== 'undefined' && process.argv[1]?.endsWith('predict.js')) {
  const data = new Data(readTensors(await readBeside('data.safetensors')));
  const outputs = predict(await loadModel(), data.batch(data.splits.test.slice(0, Number(process.argv[2] ?? 3))).inputs);
  for (const [name, values] of Object.entries(outputs)) console.log(name, values.arraySync());
}
`;
