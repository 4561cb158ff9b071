import { sizeOf } from '../../../core/program/shapes.ts';
import { parseProject } from '../../../core/project/parse.ts';
import type { Project } from '../../../core/project/schema.ts';
import type { ModelFile } from '../../../core/runs/model-formats.ts';
import type { NamedWeights } from '../../../core/runs/protocol.ts';
import type { Budget } from '../../../core/util/budget.ts';
import { DiagnosticError, diagnostic, ok, type Result, refused } from '../../../core/util/diagnostics.ts';
import { ownValue } from '../../../core/util/own-value.ts';
import { readJson } from '../../../core/util/read-json.ts';
import { openZip, type ZipArchive } from '../zip/zip-archive.ts';
import { metadataKey } from './metadata-key.ts';
import { nodeLayerNames } from './sketch.ts';
import { transposed } from './stock-mixtures.ts';

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

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isShape = (value: unknown): value is number[] =>
  Array.isArray(value) && value.every((extent) => Number.isSafeInteger(extent) && extent > 0);

const problem = (code: 'file.badTensor' | 'file.repeatedTensor' | 'file.unusedBytes', name: string): DiagnosticError =>
  new DiagnosticError(diagnostic(code, { name }, 'file'));

const modelName = 'model.json';

/** The model of an archive and the folder it stands in, which ends with a slash; null where there is none, or several. */
function modelOf(
  archive: ZipArchive,
  budget: Budget,
): { readonly json: Record<string, unknown>; readonly folder: string } | null {
  const [path, ...others] = archive.paths.filter((one) => one === modelName || one.endsWith(`/${modelName}`));
  const bytes = path === undefined || others.length > 0 ? undefined : archive.read(path);
  if (path === undefined || !bytes) return null;
  try {
    const json = readJson(new TextDecoder('utf-8', { fatal: true }).decode(bytes), budget);
    return isRecord(json) ? { json, folder: path.slice(0, -modelName.length) } : null;
  } catch (error) {
    if (error instanceof DiagnosticError) throw error;
    return null;
  }
}

/** A tensor as it lies in the bytes of its group. */
interface Placed {
  readonly name: string;
  readonly shape: readonly number[];
  readonly bytes: Uint8Array;
}

/** The bytes of a group: its files one after the other. Each file belongs to one group. */
function bytesOf(paths: readonly unknown[], taken: Set<string>, read: (path: string) => Uint8Array | undefined, budget: Budget) {
  const shards = paths.map((path) => {
    if (typeof path !== 'string') throw problem('file.badTensor', 'weightsManifest');
    if (taken.has(path)) throw problem('file.repeatedTensor', path);
    taken.add(path);
    const shard = read(path);
    if (!shard) throw problem('file.badTensor', path);
    return shard;
  });
  const [only, ...others] = shards;
  if (only && others.length === 0) return only;
  const length = shards.reduce((sum, shard) => sum + shard.length, 0);
  budget.bytes(length);
  const all = new Uint8Array(length);
  let filled = 0;
  for (const shard of shards) {
    all.set(shard, filled);
    filled += shard.length;
  }
  return all;
}

/** The tensors of the manifest in its order. They fill their groups, and no name stands twice. */
function tensorsOf(groups: readonly unknown[], archive: ZipArchive, folder: string, budget: Budget): Placed[] {
  const taken = new Set<string>();
  const names = new Set<string>();
  budget.parts(groups.length);
  return groups.flatMap((group) => {
    if (!isRecord(group) || !Array.isArray(group.paths) || !Array.isArray(group.weights)) {
      throw problem('file.badTensor', 'weightsManifest');
    }
    budget.parts(group.paths.length + group.weights.length);
    const all = bytesOf(group.paths, taken, (path) => archive.read(folder + path), budget);
    let offset = 0;
    const tensors = group.weights.map((spec): Placed => {
      if (!isRecord(spec) || typeof spec.name !== 'string') throw problem('file.badTensor', 'weightsManifest');
      const { name, shape, dtype } = spec;
      const length = isShape(shape) ? 4 * sizeOf(shape) : Number.NaN;
      if (dtype !== 'float32' || !isShape(shape) || !(offset + length <= all.length)) throw problem('file.badTensor', name);
      if (names.has(name)) throw problem('file.repeatedTensor', name);
      names.add(name);
      offset += length;
      return { name, shape, bytes: all.subarray(offset - length, offset) };
    });
    if (offset < all.length) throw problem('file.unusedBytes', String(group.paths[group.paths.length - 1]));
    return tensors;
  });
}

/** From `LAYER/WEIGHT` to `NODE/PARAMETER`. What belongs to helper layers is left out, and no numbers are made of it. */
function weightsOf(tensors: readonly Placed[], project: Project, budget: Budget): NamedWeights {
  const names = nodeLayerNames(project.graph.nodes.map(({ id }) => id));
  const nodes = new Map(project.graph.nodes.map((node) => [names.get(node.id), node]));
  return Object.fromEntries(
    tensors.flatMap(({ name, shape, bytes }) => {
      const slash = name.indexOf('/');
      const node = nodes.get(name.slice(0, slash));
      if (!node) return [];
      const weight = name.slice(slash + 1);
      budget.bytes(bytes.length);
      const value = { shape, data: new Float32Array(bytes.slice().buffer) };
      const own = ownValue(ownReadings, node.kind)?.(value) ?? { [ownValue(ourNames, weight) ?? weight]: value };
      return Object.entries(own).map(([parameter, read]) => [`${node.id}/${parameter}`, read]);
    }),
  );
}

/**
 * Reads an archive that `writeModelZip` wrote. Refuses `file.brokenZip`, `file.notAModelZip`, `file.noDocument`, `file.badTensor`,
 * `file.repeatedTensor`, `file.unusedBytes`, and broken documents; throws the `DiagnosticError` of a budget that would be passed.
 */
export function readModelZip(bytes: Uint8Array, budget: Budget): Result<ModelFile> {
  const archive = openZip(bytes, budget);
  const model = modelOf(archive, budget);
  if (!model || !Array.isArray(model.json.weightsManifest)) return refused(diagnostic('file.notAModelZip', {}, 'file'));
  const metadata = model.json.userDefinedMetadata;
  if (!isRecord(metadata) || !Object.hasOwn(metadata, metadataKey)) return refused(diagnostic('file.noDocument', {}, 'file'));
  const project = parseProject(metadata[metadataKey]);
  if (!project.ok) return project;
  const tensors = tensorsOf(model.json.weightsManifest, archive, model.folder, budget);
  const { step } = metadata;
  const said = typeof step === 'number' && Number.isSafeInteger(step) && step >= 0 ? { step } : {};
  return ok({ project: project.value, weights: weightsOf(tensors, project.value, budget), ...said });
}
