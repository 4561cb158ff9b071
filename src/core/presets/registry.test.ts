import { describe, expect, it } from 'vitest';
import { compileProject } from '../compile/compile.ts';
import { buildData } from '../data/build.ts';
import { loadDataset } from '../data/load.ts';
import { builtInDatasets, signatureOf } from '../data/registry.ts';
import { splitRows } from '../data/split.ts';
import type { Dataset } from '../data/types.ts';
import { analyzeGraph } from '../graph/analyze.ts';
import { fillControls } from '../program/controls.ts';
import { initialOptimizer, initialParameters, initialState } from '../program/initialize.ts';
import { ReferenceTrainer } from '../program/reference/trainer.ts';
import { sizeOf } from '../program/shapes.ts';
import { decodeProject, encodeProject } from '../project/codec.ts';
import { parseProject } from '../project/parse.ts';
import type { Project } from '../project/schema.ts';
import type { DataSignature } from '../project/signature.ts';
import { taskKinds } from '../tasks/registry.ts';
import { at, invariant } from '../util/assert-never.ts';
import type { Result } from '../util/diagnostics.ts';
import { permutation, randomStream } from '../util/random.ts';
import { digitsShared } from './digits.ts';
import { presetNames } from './names.ts';
import { presetGroups } from './preset.ts';
import { presets } from './registry.ts';

function accepted<T>(result: Result<T>): T {
  invariant(result.ok, JSON.stringify(result));
  return result.value;
}

/** Images that can be told apart: a random prototype per class, with noise. Few of them: core reads no packs. */
function prototypes(signature: DataSignature): Dataset {
  const count = 64;
  const { id, shape } = at(signature.inputs, 0);
  const random = randomStream(3, 'prototypes');
  const size = sizeOf(shape);
  const pictures = Array.from({ length: 10 }, () => Float32Array.from({ length: size }, () => random.next()));
  const digit = Int32Array.from({ length: count }, () => random.int(10));
  const image = new Float32Array(count * size);
  digit.forEach((label, row) => {
    image.set(
      at(pictures, label).map((value) => Math.min(1, Math.max(0, value + 0.2 * random.normal()))),
      row * size,
    );
  });
  const targets = { digit, group: digit.map((label) => label >> 1) };
  return { signature: { ...signature, count }, inputs: { [id]: image }, targets };
}

async function dataOf(project: Project): Promise<Dataset> {
  const descriptor = builtInDatasets.find(project.data.dataset);
  invariant(descriptor, project.data.dataset);
  if (!descriptor.synthetic) return prototypes(accepted(signatureOf(project)));
  const options = descriptor.schema.parse(project.data.options);
  const fetchPack = () => Promise.reject(new Error('a synthetic data set fetches nothing'));
  return loadDataset(descriptor, options, { seed: project.seed, fetchPack, onProgress: () => undefined });
}

/** Trains on random batches in float64 and returns the weighted loss of each step. */
async function train(preset: Project, steps: number): Promise<number[]> {
  // Small batches: the reference executor is exact, not fast.
  const project = { ...preset, training: { ...preset.training, batchSize: 16 } };
  const dataset = await dataOf(project);
  const { program } = accepted(compileProject(project, dataset.signature));
  const split = splitRows(dataset.signature.count, project.data.split, project.seed);
  const trainer = new ReferenceTrainer(program, buildData(project, dataset, split));
  trainer.parameters.set(initialParameters(program, project.seed));
  trainer.state.set(initialState(program));
  trainer.optimizer.set(initialOptimizer(program));
  const taskWeights = project.tasks.map((task) => task.weight);
  const controls = new Float32Array(program.controls.size);
  return Array.from({ length: steps }, (_, i) => {
    const { seed, training } = project;
    fillControls(program, { step: i + 1, learningRate: training.learningRate, taskWeights, seed }, controls, 0);
    const order = permutation(split.train.length, randomStream(seed, 'batch', i));
    const rows = order.subarray(0, program.batchSize).map((index) => at(split.train, index));
    return trainer.step(controls, rows).reduce((sum, loss, task) => sum + loss * at(taskWeights, task), 0);
  });
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

it('begins with what a first visitor sees, and has every id once, group by group', () => {
  expect(presets[0]).toMatchObject({ id: 'digits-shared', project: digitsShared });
  expect(new Set(presets.map(({ id }) => id)).size).toBe(presets.length);
  const groups = presets.map(({ group }) => group);
  expect(groups.filter((group, i) => group !== groups[i - 1])).toEqual([...presetGroups]);
});

it('are listed by id and English title before they are fetched', () => {
  expect(presetNames).toEqual(presets.map(({ id, text }) => ({ id, title: text.title.en })));
});

it('keeps the ids that links may carry', () => {
  const ids = presets.map(({ id }) => id);
  for (const id of [
    'digits-independent',
    'digits-hierarchical',
    'digits-fully-shared',
    'digits-cnn',
    'toy-related',
    'toy-conflicting',
  ])
    expect(ids).toContain(id);
});

describe.each(presets.map((preset) => [preset.id, preset] as const))('%s', (_id, preset) => {
  const project = preset.project();
  const signature = accepted(signatureOf(project));

  it('is a valid document that survives a link', () => {
    expect(parseProject(project)).toEqual({ ok: true, value: project });
    expect(decodeProject(encodeProject(project))).toEqual({ ok: true, value: project });
  });

  it('has nothing wrong with its graph, and compiles without a warning', () => {
    expect(analyzeGraph(project, signature)).toMatchObject({ trainable: true, diagnostics: [] });
    expect(compileProject(project, signature)).toMatchObject({ ok: true, value: { warnings: [] } });
  });

  it('has every node in a place of its own, right of what it depends on', () => {
    const { nodes, edges } = project.graph;
    const xOf = new Map(nodes.map(({ id, position }) => [id, position.x]));
    expect(new Set(nodes.map(({ position }) => `${position.x},${position.y}`)).size).toBe(nodes.length);
    for (const { source, target } of edges) expect(xOf.get(target)).toBeGreaterThan(xOf.get(source) ?? 0);
  });

  it('is judged by a metric of each task', () => {
    expect(Object.keys(preset.outcome.tasks)).toEqual(project.tasks.map(({ id }) => id));
    for (const task of project.tasks) {
      const metric = preset.outcome.tasks[task.id]?.metric;
      const target = signature.targets.find(({ id }) => id === task.target);
      invariant(target, task.target);
      const info = taskKinds[task.kind].metrics(target).find(({ id }) => id === metric);
      expect(info?.better).toBe('higher');
    }
  });
});

// What core can load by itself: other data comes in packs, and is trained on in engine/training.
describe.each(presets.filter(({ group }) => group === 'digits' || group === 'points'))('$id', ({ project }) => {
  it('learns', async () => {
    const losses = await train(project(), 20);
    expect(mean(losses.slice(-5))).toBeLessThan(mean(losses.slice(0, 5)));
  });
});

describe('sharing in the presets', () => {
  const sharing = (id: string) => {
    const project = presets.find((preset) => preset.id === id)?.project();
    invariant(project, id);
    const { nodes } = analyzeGraph(project, accepted(signatureOf(project)));
    const counted = [...nodes.values()];
    const count = (shared: boolean) =>
      counted.filter((node) => node.shared === shared).reduce((sum, node) => sum + node.parameterCount, 0);
    return { shared: count(true), private: count(false) };
  };
  const first = 784 * 256 + 256;
  const logits = 256 * 15 + 15;

  it('is as their names say', () => {
    expect(sharing('digits-shared')).toEqual({ shared: first, private: logits });
    expect(sharing('digits-independent')).toEqual({ shared: 0, private: 2 * first + logits });
    expect(sharing('digits-hierarchical')).toEqual({ shared: first, private: 2 * (256 * 64 + 64) + 64 * 15 + 15 });
    expect(sharing('digits-fully-shared')).toEqual({ shared: first + logits, private: 0 });
  });
});
