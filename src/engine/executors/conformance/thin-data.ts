import { loadDataset } from '../../../core/data/load.ts';
import { resolveData } from '../../../core/data/registry.ts';
import type { Dataset, LoadContext } from '../../../core/data/types.ts';
import type { Shape } from '../../../core/program/types.ts';
import type { Project } from '../../../core/project/schema.ts';
import type { DataSignature, InputInfo } from '../../../core/project/signature.ts';
import { generatedOf, storedWidth } from '../../../core/tasks/formats/format-of.ts';
import type { TargetInfo } from '../../../core/tasks/types.ts';
import { at } from '../../../core/util/assert-never.ts';
import { given } from '../../formats/testing.ts';

/** Samples that are kept of a data set. */
const samples = 120;
/** Positions that are kept of texts and sounds. */
const positions = 8;

type Values = Float32Array | Int32Array;

/** A document's data with its own knobs of size turned down: few samples, and each size of images that there is, the smallest first. */
export function smallerData(project: Project): Project[] {
  const { descriptor, options } = given(resolveData(project));
  const few = typeof options.samples === 'number' ? { ...options, samples: Math.min(options.samples, 2 * samples) } : options;
  const side = descriptor.fields.find(({ name }) => name === 'side');
  const versions = side?.control === 'choice' ? side.options.map(({ value }) => ({ ...few, side: value })) : [few];
  return versions.map((version) => ({ ...project, data: { ...project.data, options: version } }));
}

const known = new WeakMap<LoadContext['fetchPack'], Map<string, Promise<Dataset>>>();

/** The first samples of a document's data set, which are loaded once for all documents that have the same. Nobody writes into them. */
export function fewSamples(project: Project, fetchPack: LoadContext['fetchPack']): Promise<Dataset> {
  const { descriptor, options } = given(resolveData(project));
  const key = JSON.stringify([descriptor.id, options, project.seed]);
  const sets = known.get(fetchPack) ?? new Map<string, Promise<Dataset>>();
  known.set(fetchPack, sets);
  const loaded = sets.get(key) ?? firstSamples(project, fetchPack);
  sets.set(key, loaded);
  return loaded;
}

async function firstSamples(project: Project, fetchPack: LoadContext['fetchPack']): Promise<Dataset> {
  const { descriptor, options } = given(resolveData(project));
  const dataset = await loadDataset(descriptor, options, { seed: project.seed, fetchPack, onProgress: () => undefined });
  const { signature, inputs, targets } = dataset;
  const count = Math.min(samples, signature.count);
  const cut = (all: Dataset['inputs']): Dataset['inputs'] =>
    Object.fromEntries(
      Object.entries(all).map(([id, values]) => [id, values.slice(0, (values.length / signature.count) * count)]),
    );
  return { signature: { ...signature, count }, inputs: cut(inputs), targets: cut(targets) };
}

/** The elements of one sample that are kept of it, in their order. */
type Kept = readonly number[];

const picked = (values: Values, size: number, kept: Kept): Values => {
  const out =
    values instanceof Int32Array
      ? new Int32Array((values.length / size) * kept.length)
      : new Float32Array((values.length / size) * kept.length);
  for (let i = 0; i < out.length; i++) out[i] = at(values, Math.floor(i / kept.length) * size + at(kept, i % kept.length));
  return out;
};

const upTo = (count: number): number[] => Array.from({ length: count }, (_, i) => i);
const sizeOf = (shape: Shape): number => shape.reduce((size, extent) => size * extent, 1);

/** Of an image [height, width, channels], every how many pixels one is kept so that at most `side` a side are left. */
const stepOf = (shape: Shape, side: number): number =>
  shape.length === 3 ? Math.max(1, Math.ceil(Math.max(at(shape, 0), at(shape, 1)) / side)) : 1;

/** Every `step`-th row and column of an image [height, width, channels]. */
function fewerPixels(shape: Shape, step: number): { readonly shape: Shape; readonly kept: Kept } {
  const [height, width, channels] = [at(shape, 0), at(shape, 1), at(shape, 2)];
  const [rows, columns] = [Math.floor(height / step), Math.floor(width / step)];
  const pixel = (y: number, x: number): Kept => upTo(channels).map((c) => (y * step * width + x * step) * channels + c);
  return { shape: [rows, columns, channels], kept: upTo(rows).flatMap((y) => upTo(columns).flatMap((x) => pixel(y, x))) };
}

/** The first positions of a text or sound [length, ...]. */
function fewerPositions(shape: Shape): { readonly shape: Shape; readonly kept: Kept } {
  const [length = 1, ...rest] = shape;
  const few = Math.min(length, positions);
  return { shape: [few, ...rest], kept: upTo(few * sizeOf(rest)) };
}

type Thinned = ReadonlyMap<string, { readonly shape: Shape; readonly kept: Kept }>;

/** What is kept of every input. What a sequence target is taught with stays whole. */
function thinnedInputs({ inputs, targets }: DataSignature, side: number): Thinned {
  const taught = new Set(targets.map((target) => generatedOf(target)?.previous));
  const thin = ({ id, shape, vocabulary }: InputInfo) => {
    if ((vocabulary !== undefined || shape.length === 2) && !taught.has(id)) return fewerPositions(shape);
    return shape.length === 3 ? fewerPixels(shape, stepOf(shape, side)) : { shape, kept: upTo(sizeOf(shape)) };
  };
  return new Map(inputs.map((input) => [input.id, thin(input)]));
}

/** The signature of a data set with images of at most `side` pixels a side, and the beginnings of texts and sounds. */
export function smallSignature(signature: DataSignature, side: number): DataSignature {
  const thinned = thinnedInputs(signature, side);
  return {
    ...signature,
    inputs: signature.inputs.map((input) => ({ ...input, shape: thinned.get(input.id)?.shape ?? input.shape })),
    targets: signature.targets.map((target): TargetInfo => {
      if (target.format === 'input') return { ...target, shape: thinned.get(target.input)?.shape ?? target.shape };
      return target.format === 'tags' ? { ...target, length: Math.min(target.length, positions) } : target;
    }),
  };
}

/** The data set of that signature. */
export function smallInputs({ signature, inputs, targets }: Dataset, side: number): Dataset {
  const thinned = thinnedInputs(signature, side);
  const small = smallSignature(signature, side);
  const input = ({ id, shape }: InputInfo): [string, Values] => [
    id,
    picked(inputs[id] ?? new Float32Array(0), sizeOf(shape), thinned.get(id)?.kept ?? []),
  ];
  const target = (info: TargetInfo, i: number): [string, Values][] => {
    const values = targets[info.id];
    return values ? [[info.id, picked(values, storedWidth(info), upTo(storedWidth(at(small.targets, i))))]] : [];
  };
  return {
    signature: small,
    inputs: Object.fromEntries(signature.inputs.map(input)),
    targets: Object.fromEntries(signature.targets.flatMap(target)),
  };
}
