import * as tf from '@tensorflow/tfjs';
import { strFromU8, unzipSync } from 'fflate';
import { expect } from 'vitest';
import { looking } from '../../../../core/compile/looking.ts';
import { inputData } from '../../../../core/graph/catalogue.ts';
import { sizeOf } from '../../../../core/program/shapes.ts';
import { inputKind, type Project } from '../../../../core/project/schema.ts';
import type { DataSignature } from '../../../../core/project/signature.ts';
import type { ModelSource } from '../../../../core/runs/model-formats.ts';
import { at } from '../../../../core/util/assert-never.ts';
import { randomStream } from '../../../../core/util/random.ts';
import { kernelBytes } from '../../../executors/wasm/testing/kernel-bytes.ts';
import { createWasmExecutor } from '../../../executors/wasm/wasm-executor.ts';
import { trainedModel } from '../../testing.ts';
import { writeModelZip } from '../model-zip.ts';

const samples = 5;
const executor = await createWasmExecutor(kernelBytes());

/** What anybody with tfjs would do with the archive: unpack it and load model.json with the weights beside it. */
async function loadStock(zip: Uint8Array): Promise<tf.LayersModel> {
  const files = unzipSync(zip);
  const json = JSON.parse(strFromU8(at([files['model.json']], 0) ?? new Uint8Array(0)));
  const weights = files['weights.bin'] ?? new Uint8Array(0);
  return tf.loadLayersModel({
    load: async () => ({
      modelTopology: json.modelTopology,
      format: json.format,
      generatedBy: json.generatedBy,
      convertedBy: json.convertedBy,
      userDefinedMetadata: json.userDefinedMetadata,
      weightSpecs: json.weightsManifest[0].weights,
      weightData: weights.slice().buffer,
    }),
  });
}

/** Random samples for every input of the data set, by input id; sequences of ids end in padding, the last of them is nothing else. */
function randomFeeds({ signature }: ModelSource): Record<string, Float32Array | Int32Array> {
  const random = randomStream(3, 'feeds');
  return Object.fromEntries(
    signature.inputs.map(({ id, shape, dtype, vocabulary = 2 }) => {
      const length = samples * sizeOf(shape);
      if (dtype === 'f32') return [id, Float32Array.from({ length }, () => random.next())];
      const valid = (i: number): boolean =>
        (i % at(shape, 0)) * (samples - 1) < at(shape, 0) * (samples - 1 - Math.floor(i / at(shape, 0)));
      return [id, Int32Array.from({ length }, (_, i) => (valid(i) ? 1 + random.int(vocabulary - 1) : 0))];
    }),
  );
}

/** The predictions of our own executor, task by task. */
async function ownPredictions(
  { program, checkpoint }: ModelSource,
  feeds: Record<string, Float32Array | Int32Array>,
): Promise<Float32Array[]> {
  const session = await executor.load(
    { ...looking(program), predict: program.predict, predictBatchSize: program.predictBatchSize },
    {},
  );
  await session.write('parameters', checkpoint.parameters);
  await session.write('state', checkpoint.state);
  const outputs = await session.predict(feeds, samples);
  session.dispose();
  return program.tasks.map(({ output }) => outputs[output] ?? new Float32Array(0));
}

/** The predictions of the loaded model, in the order of its outputs. */
function stockPredictions(
  model: tf.LayersModel,
  source: ModelSource,
  feeds: Record<string, Float32Array | Int32Array>,
): Float32Array[] {
  const inputs = source.project.graph.nodes
    .filter((node) => node.kind === inputKind)
    .map((node) => {
      const id = inputData(node);
      const info = at(
        source.signature.inputs.filter((item) => item.id === id),
        0,
      );
      return tf.tensor(feeds[id] ?? [], [samples, ...info.shape], info.dtype === 'i32' ? 'int32' : 'float32');
    });
  const predicted = model.predict(inputs.length === 1 ? at(inputs, 0) : inputs, { batchSize: samples });
  return [predicted].flat().map((tensor) => Float32Array.from(tensor.dataSync()));
}

/** What our executor and the model that stock tfjs loads predict of the same random samples, task by task. */
export async function predictionsOfBoth(
  source: ModelSource,
): Promise<{ readonly own: Float32Array[]; readonly stock: Float32Array[]; readonly model: tf.LayersModel }> {
  const feeds = randomFeeds(source);
  const own = await ownPredictions(source, feeds);
  const model = await loadStock(writeModelZip(source));
  return { own, stock: stockPredictions(model, source, feeds), model };
}

/** Our executor and the model that stock tfjs loads predict alike, within 1e-5; resolves with that model. */
export async function expectSamePredictions(project: Project, signature?: DataSignature): Promise<tf.LayersModel> {
  const source = signature ? trainedModel(project, signature) : trainedModel(project);
  const { own, stock, model } = await predictionsOfBoth(source);
  expect(stock).toHaveLength(source.program.tasks.length);
  own.forEach((values, i) => {
    const theirs = at(stock, i);
    expect(theirs).toHaveLength(values.length);
    expect(new Set(values).size).toBeGreaterThan(1);
    values.forEach((value, k) => {
      expect(Math.abs(at(theirs, k) - value)).toBeLessThan(1e-5);
    });
  });
  return model;
}
