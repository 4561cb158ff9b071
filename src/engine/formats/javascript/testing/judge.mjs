/** Compares exported projects with what the page computed: judge.mjs FOLDER, where cases.json says what to compare. Prints how far they are apart. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as tf from '@tensorflow/tfjs';

const root = process.argv[2];

/** The largest difference, relative where numbers are larger than 1. */
function apart(found, expected) {
  if (found.length !== expected.length) return Number.POSITIVE_INFINITY;
  let most = 0;
  for (let i = 0; i < found.length; i++) {
    const gap = Math.abs(found[i] - expected[i]) / Math.max(1, Math.abs(expected[i]));
    if (!(gap <= most)) most = Number.isNaN(gap) ? Number.POSITIVE_INFINITY : gap;
  }
  return most;
}

async function judge(name, { rows, outputs, batches, losses }) {
  const module = (file) => import(pathToFileURL(join(root, name, file)));
  const { loadModel, evaluate } = await module('train.js');
  const { predict } = await module('predict.js');
  const { takeStep, learningRate } = await module('step.js');
  const { makeOptimizer } = await module('optimizer.js');
  const { Data } = await module('data.js');
  const { readTensors, readBeside } = await module('tensors.js');
  const model = await loadModel();
  const data = new Data(readTensors(await readBeside('data.safetensors')));
  const predicted = Object.values(predict(model, data.batch(rows).inputs));
  const stepsPerEpoch = Math.floor(data.splits.train.length / (batches[0]?.length ?? 1));
  const optimizer = makeOptimizer(learningRate(1, stepsPerEpoch));
  const taken = batches.flatMap((batch, step) => {
    optimizer.learningRate = learningRate(step + 1, stepsPerEpoch);
    return tf.tidy(() => takeStep(model, optimizer, data.batch(batch)));
  });
  return {
    predictions: Math.max(...predicted.map((values, i) => apart(values.dataSync(), outputs[i]))),
    losses: apart(taken, losses),
    figures: Object.keys(evaluate(model, data, data.splits.test.slice(0, 8))),
  };
}

await tf.setBackend('cpu');
const results = {};
for (const [name, one] of Object.entries(JSON.parse(readFileSync(join(root, 'cases.json'), 'utf8')))) {
  try {
    results[name] = await judge(name, one);
  } catch (problem) {
    // One project that does not run must not hide the others.
    results[name] = { error: String(problem.stack) };
  }
  tf.disposeVariables();
}
process.stdout.write(`${JSON.stringify(results)}\n`);
