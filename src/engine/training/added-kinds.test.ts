import { describe, expect, it, vi } from 'vitest';
import { describeDataset } from '../../core/data/describe.ts';
import type { Dataset } from '../../core/data/types.ts';
import { analyzeGraph } from '../../core/graph/analyze.ts';
import { kindsFor } from '../../core/graph/task-fit.ts';
import { layerKind } from '../../core/layers/layer-kinds.ts';
import { parseProject } from '../../core/project/parse.ts';
import type { Project } from '../../core/project/schema.ts';
import { isRight, readOutput, readTruth, sayReading } from '../../core/tasks/reading.ts';
import { headlineOf, taskKind, taskKindIds } from '../../core/tasks/task-kinds.ts';
import { at } from '../../core/util/assert-never.ts';
import { hasErrors } from '../../core/util/diagnostics.ts';
import { randomStream } from '../../core/util/random.ts';
import { evaluateRows } from './evaluate-rows.ts';
import { trained } from './testing/trained.ts';

// A layer kind, a format of labels and a task kind, each in a file of its own: one line in each registry is all that is changed. The metric's
// line is in the list of its task kind.
vi.mock('../../core/layers/registry.ts', async (original) => {
  const { squared } = await import('../../core/graph/testing/added/squared.ts');
  const { layers } = await original<typeof import('../../core/layers/registry.ts')>();
  return { layers: { ...layers, squared } };
});
vi.mock('../../core/tasks/formats/registry.ts', async (original) => {
  const { percentFormat } = await import('../../core/graph/testing/added/percent.ts');
  const { formats } = await original<typeof import('../../core/tasks/formats/registry.ts')>();
  return { formats: { ...formats, percent: percentFormat } };
});
vi.mock('../../core/tasks/registry.ts', async (original) => {
  const { proportion } = await import('../../core/graph/testing/added/proportion.ts');
  const { taskKinds } = await original<typeof import('../../core/tasks/registry.ts')>();
  return { taskKinds: { ...taskKinds, proportion } };
});

const count = 200;
const random = randomStream(3, 'added kinds');
const x = Float32Array.from({ length: 2 * count }, () => random.normal());
/** The farther out, the larger: what squares make easy. The last sample's is not known. */
const percent = Float32Array.from({ length: count }, (_, i) =>
  i === count - 1 ? Number.NaN : 100 * (1 - Math.exp(-((x[2 * i] ?? 0) ** 2 + (x[2 * i + 1] ?? 0) ** 2))),
);

/** As it comes out of files and workers, which know nothing of the types of today. */
const asData = (value: object) => JSON.parse(JSON.stringify(value));
const dataset: Dataset = {
  signature: asData({
    inputs: [{ id: 'x', shape: [2], dtype: 'f32' }],
    targets: [{ id: 'far', title: { en: 'far', 'zh-CN': '远' }, format: 'percent' }],
    count,
  }),
  inputs: { x },
  targets: { far: percent },
};
const target = at(dataset.signature.targets, 0);

const document = (scale: number): unknown => ({
  format: 'mtl-playground',
  version: 1,
  data: { dataset: 'added' },
  tasks: [{ id: 'far', name: 'Far', target: 'far', kind: 'proportion', loss: 'softCrossEntropy' }],
  graph: {
    nodes: [
      { id: 'x', kind: 'input', params: { input: 'x' } },
      { id: 'squares', kind: 'squared', params: { scale } },
      { id: 'one', kind: 'dense', params: { units: 1, activation: 'none' } },
      { id: 'head', kind: 'head', params: { task: 'far' } },
    ],
    edges: [
      { id: 'e1', source: 'x', target: 'squares' },
      { id: 'e2', source: 'squares', target: 'one' },
      { id: 'e3', source: 'one', target: 'head' },
    ],
  },
  training: { batchSize: 20, learningRate: 0.05 },
});

function read(scale = 1): Project {
  const parsed = parseProject(document(scale));
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.diagnostics));
  return parsed.value;
}

describe('a layer kind, a format, a task kind and a metric that somebody adds', () => {
  it('are offered', () => {
    expect(layerKind('squared')?.text.title.en).toBe('Squares');
    expect(taskKindIds).toContain('proportion');
    expect(kindsFor(target)).toEqual(['proportion']);
  });

  it('are validated, and refused beside their cause', () => {
    const { diagnostics, nodes } = analyzeGraph(read(), dataset.signature);
    expect(hasErrors(diagnostics)).toBe(false);
    expect(nodes.get('squares')).toMatchObject({ shape: [2], parameterCount: 2 });
    expect(analyzeGraph(read(11), dataset.signature).diagnostics).toMatchObject([
      { code: 'graph.badParameter', where: 'node:squares' },
    ]);
  });

  it('are lowered, trained and judged', async () => {
    const judged = async (steps: number) => {
      const { run, session, losses } = await trained(read(), dataset, steps);
      const env = { now: () => 0, defer: () => Promise.resolve() };
      const evaluation = await evaluateRows({ run, session, rows: run.split.test, env, aborted: () => false });
      return { off: evaluation?.far?.metrics.pointsOff ?? Number.NaN, loss: losses.at(-1) ?? Number.NaN, run };
    };
    const [before, after] = [await judged(1), await judged(400)];
    expect(after.loss).toBeLessThan(before.loss);
    expect(after.off).toBeLessThan(before.off / 2);
    expect(after.run.program.predict.outputs).toHaveProperty('output:far');
    // What is not known counts as unlabelled.
    expect(at(after.run.tasks, 0).mask.reduce((sum, one) => sum + one, 0)).toBe(count - 1);
  });

  it('are described, and read in words', () => {
    const [summary] = describeDataset(dataset).targets;
    expect(summary).toMatchObject({ id: 'far', labelled: count - 1, counts: null });
    expect(at(summary?.ranges ?? [], 0).largest).toBeGreaterThan(50);
    const [{ kind }] = [at(read().tasks, 0)];
    expect(headlineOf(kind, target)).toMatchObject({ id: 'pointsOff', better: 'lower' });
    expect(taskKind('proportion')?.text.title['zh-CN']).toBe('占比');
    const entry = { task: { kind }, target };
    const predicted = readOutput(entry, Float32Array.of(0.42));
    const truth = readTruth(entry, Float32Array.of(10, 44), 1);
    expect(sayReading(entry, predicted, 'en')).toBe('42 %');
    expect([isRight(entry, predicted, truth), isRight(entry, predicted, readTruth(entry, percent.fill(90), 0))]).toEqual([
      true,
      false,
    ]);
  });
});
