import { resolveData } from '../../../core/data/registry.ts';
import type { Dataset, LoadContext } from '../../../core/data/types.ts';
import { fillControls } from '../../../core/program/controls.ts';
import { stepFlops } from '../../../core/program/cost.ts';
import { initialParameters, initialState } from '../../../core/program/initialize.ts';
import type { Shape } from '../../../core/program/types.ts';
import type { Project } from '../../../core/project/schema.ts';
import { at } from '../../../core/util/assert-never.ts';
import { DiagnosticError, type Result } from '../../../core/util/diagnostics.ts';
import { randomStream } from '../../../core/util/random.ts';
import { type PreparedRun, prepareRun } from '../../training/prepare.ts';
import type { Run } from './run.ts';

/** Samples that are kept of a data set, and samples of a batch: the float64 reference is plain loops. */
const samples = 120;
const batchSize = 4;
/** Images larger than this are thinned out to at most so many pixels a side. */
const side = 14;
/** Layers wider than this are narrowed: a preset's graph is what is tested, and its shapes are those of the tests of kernels. */
const width = 16;
/** Parameters of layers that say how wide they are. */
const widths = new Set(['units', 'filters', 'width', 'hidden', 'features', 'dimension', 'dim', 'keyDim', 'feedForward']);

type Values = Float32Array | Int32Array;

/** The first `count` rows. */
const firstRows = (values: Values, total: number, count: number): Values => values.slice(0, (values.length / total) * count);

/** Every `step`-th row and column of images [count, height, width, channels]. */
function thinned(values: Values, [height = 1, columns = 1, channels = 1]: Shape, step: number): Values {
  const kept: number[] = [];
  const [rows, places] = [Math.floor(height / step), Math.floor(columns / step)];
  const count = values.length / (height * columns * channels);
  for (let i = 0; i < count; i++)
    for (let y = 0; y < rows; y++)
      for (let x = 0; x < places; x++)
        for (let c = 0; c < channels; c++) kept.push(at(values, ((i * height + y * step) * columns + x * step) * channels + c));
  return values instanceof Int32Array ? Int32Array.from(kept) : Float32Array.from(kept);
}

function fewSamples({ signature, inputs, targets }: Dataset): Dataset {
  const count = Math.min(samples, signature.count);
  const cut = (all: Dataset['inputs']): Dataset['inputs'] =>
    Object.fromEntries(Object.entries(all).map(([id, values]) => [id, firstRows(values, signature.count, count)]));
  return { signature: { ...signature, count }, inputs: cut(inputs), targets: cut(targets) };
}

function smallImages(dataset: Dataset): Dataset {
  const stepOf = (shape: Shape): number => (shape.length === 3 ? Math.ceil(Math.max(at(shape, 0), at(shape, 1)) / side) : 1);
  const inputs = dataset.signature.inputs.map((input) => {
    const step = stepOf(input.shape);
    const shape = input.shape.map((extent, axis) => (step > 1 && axis < 2 ? Math.floor(extent / step) : extent));
    return { ...input, shape };
  });
  const values = dataset.signature.inputs.map(({ id, shape }): [string, Values] => {
    const own = dataset.inputs[id] ?? new Float32Array(0);
    const step = stepOf(shape);
    return [id, step > 1 ? thinned(own, shape, step) : own];
  });
  const shapeOf = (id: string): Shape => inputs.find((input) => input.id === id)?.shape ?? [];
  const targets = dataset.signature.targets.map((target) =>
    target.format === 'input' ? { ...target, shape: shapeOf(target.input) } : target,
  );
  return {
    ...dataset,
    signature: { ...dataset.signature, inputs, targets },
    inputs: { ...dataset.inputs, ...Object.fromEntries(values) },
  };
}

const narrow = (project: Project): Project => ({
  ...project,
  graph: {
    ...project.graph,
    nodes: project.graph.nodes.map((node) => ({
      ...node,
      params: Object.fromEntries(
        Object.entries(node.params).map(([name, value]) => [
          name,
          widths.has(name) && typeof value === 'number' ? Math.min(value, width) : value,
        ]),
      ),
    })),
  },
});

const given = <T>(result: Result<T>): T => {
  if (result.ok) return result.value;
  throw new DiagnosticError(at(result.diagnostics, 0));
};

/**
 * Adam divides a gradient by its size: one that is 0 but for rounding (of a bias before a normalisation, of a key's bias) would become a
 * step of full length in a direction that is noise. A larger epsilon leaves such parameters where they are.
 */
function calm(project: Project): Project {
  const { optimizer } = project.training;
  if (!('epsilon' in optimizer)) return project;
  return {
    ...project,
    training: { ...project.training, optimizer: { ...optimizer, epsilon: Math.max(optimizer.epsilon, 1e-4) } },
  };
}

type SmallOptions = Parameters<typeof prepareRun>[2];

/** The smallest version of a document that still fits together. */
function prepareSmall(project: Project, dataset: Dataset, options: SmallOptions): PreparedRun {
  const few = calm({ ...project, training: { ...project.training, batchSize } });
  const versions = [
    [narrow(few), smallImages(dataset)],
    [few, smallImages(dataset)],
  ] as const;
  for (const [document, data] of versions) {
    const prepared = prepareRun(document, data, options);
    if (prepared.ok) return prepared.value;
  }
  return given(prepareRun(few, dataset, options));
}

/** Floating-point operations that the reference may take for one run: it does about 10⁸ a second. */
const referenceBudget = 2e8;
/** Even the largest runs train for so many steps. */
const fewest = 20;

/**
 * A document's own graph, optimiser and tasks, trained on a few real samples: 4 in a batch, images thinned out to 14 × 14, layers of at
 * most 16 units where the graph allows it. For `most` steps, or as many as the reference can do in a few seconds.
 */
export async function smallRun(
  project: Project,
  most: number,
  fetchPack: LoadContext['fetchPack'],
  more: SmallOptions = {},
): Promise<Run> {
  const { descriptor, options } = given(resolveData(project));
  const dataset = await descriptor.load(options, { seed: project.seed, fetchPack, onProgress: () => undefined });
  const { program, data, split } = prepareSmall(project, fewSamples(dataset), more);
  const { size } = program.controls;
  const affordable = Math.floor(referenceBudget / stepFlops(program));
  const steps = Math.min(most, Math.max(fewest, affordable));
  const controls = new Float32Array(steps * size);
  // Weights that differ, so that no task's gradient may stand for another's.
  const taskWeights = program.tasks.map((_, task) => 1 + 0.5 * task);
  for (let i = 0; i < steps; i++)
    fillControls(program, { step: i + 1, learningRate: 1e-3, taskWeights, seed: project.seed }, controls, i * size);
  const random = randomStream(project.seed, 'conformance');
  const rows = Int32Array.from({ length: steps * batchSize }, () => at(split.train, random.int(split.train.length)));
  return {
    program,
    data,
    parameters: initialParameters(program, project.seed),
    state: initialState(program),
    block: { count: steps, controls, rows },
    rows: Int32Array.from({ length: 11 }, (_, i) => i * 7),
  };
}
