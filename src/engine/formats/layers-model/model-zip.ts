import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { describeShape, sizeOf } from '../../../core/program/shapes.ts';
import { parseProject } from '../../../core/project/parse.ts';
import type { Project, Task } from '../../../core/project/schema.ts';
import { ordered } from '../../../core/project/serialize.ts';
import type { FileBytes, ModelFile, ModelSource } from '../../../core/runs/model-formats.ts';
import type { NamedWeights } from '../../../core/runs/protocol.ts';
import { taskKinds } from '../../../core/tasks/registry.ts';
import { diagnostic, ok, type Result, refused } from '../../../core/util/diagnostics.ts';
import { nodeLayerNames } from './sketch.ts';
import { transposed } from './stock-mixtures.ts';
import { type ModelTopology, modelTopology } from './topology.ts';

/** A fixed date in the archive, so that equal models are equal files. */
const mtime = new Date(2020, 0, 1);
/** The most that an archive may unfold to: a file may come from strangers. */
const largestModel = 1 << 30;
const metadataKey = 'mtlPlayground';

/** Our names of running statistics, by the names that they have in Keras. */
const ourNames: Readonly<Record<string, string>> = {
  moving_mean: 'movingMean',
  moving_variance: 'movingVariance',
  recurrent_kernel: 'recurrentKernel',
  depthwise_kernel: 'depthwiseKernel',
  pointwise_kernel: 'kernel',
};

/** What the layer that bears a node's name holds, where that is not the node's own weight of that name. */
const ownReadings: Readonly<Record<string, (value: NamedWeights[string]) => NamedWeights>> = {
  // A matrix of zeros and ones.
  slice: () => ({}),
  mixture: (value) => ({ gate: value }),
  // A row of ones multiplies the score.
  ordinalThresholds: (value): NamedWeights => (value.shape.length === 1 ? { bias: value } : {}),
  learnedSum({ shape, data }) {
    const [columns = 0, rows = 0] = shape;
    return { coefficients: { shape: [rows, columns], data: transposed(data, columns, rows) } };
  },
};

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
 * A zip of model.json and weights.bin that `tf.loadLayersModel` opens, with the document in its metadata. Throws the `DiagnosticError`
 * `file.noStockLayer` where a layer has no counterpart there.
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

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The files of an archive by their names without folders; null where it is broken or unfolds to too much. */
function unzip(bytes: Uint8Array): Map<string, Uint8Array> | null {
  let total = 0;
  try {
    const files = unzipSync(bytes, {
      filter({ originalSize }) {
        total += originalSize;
        if (total > largestModel) throw new RangeError('the archive is too large');
        return true;
      },
    });
    return new Map(Object.entries(files).map(([path, data]) => [path.slice(path.lastIndexOf('/') + 1), data]));
  } catch {
    return null;
  }
}

function parseJson(bytes: Uint8Array): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(strFromU8(bytes));
    return isRecord(value) ? value : null;
  } catch {
    return null;
  }
}

/**
 * Reads an archive that `writeModelZip` wrote. Refuses `file.brokenZip`, `file.notAModelZip`, `file.noDocument`, `file.badTensor`, and
 * broken documents.
 */
export function readModelZip(bytes: Uint8Array): Result<ModelFile> {
  const files = unzip(bytes);
  if (!files) return refused(diagnostic('file.brokenZip', {}, 'file'));
  const json = files.get('model.json');
  const model = json && parseJson(json);
  if (!model || !Array.isArray(model.weightsManifest)) return refused(diagnostic('file.notAModelZip', {}, 'file'));
  const metadata = model.userDefinedMetadata;
  if (!isRecord(metadata) || !(metadataKey in metadata)) return refused(diagnostic('file.noDocument', {}, 'file'));
  const project = parseProject(metadata[metadataKey]);
  if (!project.ok) return project;
  const weights: Record<string, NamedWeights[string]> = {};
  for (const group of model.weightsManifest) {
    const read = readGroup(group, files);
    if (!read.ok) return read;
    Object.assign(weights, read.value);
  }
  return ok({ project: project.value, weights: renamed(weights, project.value) });
}

/** The weights of one manifest group, by their names in the file. */
function readGroup(group: unknown, files: ReadonlyMap<string, Uint8Array>): Result<NamedWeights> {
  const bad = (name: string) => refused<NamedWeights>(diagnostic('file.badTensor', { name }, 'file'));
  if (!isRecord(group) || !Array.isArray(group.paths) || !Array.isArray(group.weights)) return bad('weightsManifest');
  const shards = group.paths.map((path) => files.get(String(path)));
  const bytes = shards.flatMap((shard) => (shard ? [shard] : []));
  if (bytes.length !== shards.length) return bad(group.paths.join(', '));
  const all = new Uint8Array(bytes.reduce((sum, shard) => sum + shard.length, 0));
  let filled = 0;
  for (const shard of bytes) {
    all.set(shard, filled);
    filled += shard.length;
  }
  const weights: Record<string, NamedWeights[string]> = {};
  let offset = 0;
  for (const spec of group.weights) {
    if (!isRecord(spec) || typeof spec.name !== 'string') return bad('weightsManifest');
    const { name, shape, dtype } = spec;
    if (dtype !== 'float32' || !isShape(shape) || offset + 4 * sizeOf(shape) > all.length) return bad(name);
    weights[name] = { shape, data: new Float32Array(all.buffer.slice(offset, offset + 4 * sizeOf(shape))) };
    offset += 4 * sizeOf(shape);
  }
  return ok(weights);
}

const isShape = (value: unknown): value is number[] =>
  Array.isArray(value) && value.every((extent) => Number.isSafeInteger(extent) && extent > 0);

/** From `LAYER/WEIGHT` to `NODE/PARAMETER`. What belongs to helper layers is left out. */
function renamed(weights: NamedWeights, project: Project): NamedWeights {
  const names = nodeLayerNames(project.graph.nodes.map(({ id }) => id));
  const nodes = new Map(project.graph.nodes.map((node) => [names.get(node.id), node]));
  return Object.fromEntries(
    Object.entries(weights).flatMap(([name, value]) => {
      const slash = name.indexOf('/');
      const node = nodes.get(name.slice(0, slash));
      if (!node) return [];
      const weight = name.slice(slash + 1);
      const own = ownReadings[node.kind]?.(value) ?? { [ourNames[weight] ?? weight]: value };
      return Object.entries(own).map(([parameter, read]) => [`${node.id}/${parameter}`, read]);
    }),
  );
}
