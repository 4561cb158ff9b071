import { strToU8, zipSync } from 'fflate';
import { describeShape } from '../../../core/program/shapes.ts';
import type { Task } from '../../../core/project/schema.ts';
import { ordered } from '../../../core/project/serialize.ts';
import type { FileBytes, ModelSource } from '../../../core/runs/model-formats.ts';
import { taskKinds } from '../../../core/tasks/registry.ts';
import { metadataKey } from './metadata-key.ts';
import { type ModelTopology, modelTopology } from './topology.ts';

/** A fixed date in the archive, so that equal models are equal files. */
const mtime = new Date(2020, 0, 1);

/** What an output means, and what its reader should know. */
function meaning({ kind, name }: Task): string {
  const { exportNote } = taskKinds[kind];
  return `(${kind}: ${name})${exportNote === undefined ? '' : `; ${exportNote}`}`;
}

function readme({ inputs, outputs }: ModelTopology): string {
  const list = (items: readonly string[]): string => items.map((item) => `  ${item}`).join('\n');
  return `A TensorFlow.js LayersModel, made with MTL Playground.

Unpack it, and load it with any version of TensorFlow.js since 4:
  const model = await tf.loadLayersModel('model.json');
  const [${outputs.map((_, i) => `output${i + 1}`).join(', ')}] = [model.predict(x)].flat();

Inputs (a batch axis comes first):
${list(inputs.map(({ name, shape }) => `${name}: ${describeShape(shape)}`))}
Outputs, in this order:
${list(outputs.map(({ task, name, shape }) => `${name}: ${describeShape(shape)} ${meaning(task)}`))}

The document is in model.json under userDefinedMetadata: drop the archive on the playground to go on from here.
`;
}

/**
 * A zip of model.json and weights.bin that `tf.loadLayersModel` opens, with the document in its metadata. Throws a
 * `DiagnosticError` that names the cause where a layer has no counterpart there.
 */
export function writeModelZip(source: ModelSource): FileBytes {
  const model = modelTopology(source);
  const numbers = new Float32Array(model.weights.reduce((sum, { data }) => sum + data.length, 0));
  let offset = 0;
  for (const { data } of model.weights) {
    numbers.set(data, offset);
    offset += data.length;
  }
  const specs = model.weights.map(({ name, shape }) => ({ name, shape, dtype: 'float32' }));
  const json = {
    format: 'layers-model',
    generatedBy: 'MTL Playground',
    convertedBy: null,
    modelTopology: model.json,
    userDefinedMetadata: { [metadataKey]: ordered(source.project), step: source.checkpoint.step },
    weightsManifest: [{ paths: ['weights.bin'], weights: specs }],
  };
  const files = {
    'model.json': strToU8(JSON.stringify(json)),
    'weights.bin': new Uint8Array(numbers.buffer),
    'README.txt': strToU8(readme(model)),
  };
  return new Uint8Array(zipSync(files, { level: 6, mtime }));
}
