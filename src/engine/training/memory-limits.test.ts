import { describe, expect, it } from 'vitest';
import { presets } from '../../core/presets/registry.ts';
import type { Project } from '../../core/project/schema.ts';
import type { MemoryForecast } from '../../core/runs/executor-info.ts';
import { invariant } from '../../core/util/assert-never.ts';
import { type Diagnostic, diagnosticText } from '../../core/util/diagnostics.ts';
import { createExecutorChooser } from '../executors/choose.ts';
import type { GpuProbe } from '../executors/decision.ts';
import { adapter, geforce, none } from '../executors/testing/fake-choice.ts';
import { given } from '../executors/tfjs/testing.ts';
import { checkMemoryLimits } from './memory-limits.ts';
import { precompile } from './precompile.ts';

const gibibyte = 2 ** 30;

function preset(id: string): Project {
  const found = presets.find((one) => one.id === id);
  invariant(found, `there is a preset ${id}`);
  return found.project();
}

/** The document with parameters of one node changed. */
const withNode = (project: Project, id: string, params: Record<string, unknown>): Project => ({
  ...project,
  graph: {
    ...project.graph,
    nodes: project.graph.nodes.map((node) => (node.id === id ? { ...node, params: { ...node.params, ...params } } : node)),
  },
});

async function forecasts(project: Project, probe: GpuProbe, limit: number): Promise<readonly MemoryForecast[]> {
  const chooser = createExecutorChooser({
    probeGpu: async () => probe,
    tfjsThreads: 1,
    wasmThreads: [],
    memoryLimitBytes: () => limit,
    selfTest: async () => null,
    start: () => Promise.reject(new Error('nothing is started')),
  });
  return chooser.forecast({}, given(precompile(project)).program);
}

async function refusal(project: Project, probe: GpuProbe = none, limit = 2 * gibibyte): Promise<Diagnostic | null> {
  return checkMemoryLimits(project, given(precompile(project)).program, await forecasts(project, probe, limit));
}

describe('what cannot fit is refused beside its cause, with the numbers', () => {
  it('a layer', async () => {
    const scenes = preset('scenes-224');
    expect(await refusal(scenes)).toBeNull();
    const input = scenes.graph.nodes.find(({ kind }) => kind === 'input');
    const edges = scenes.graph.edges.map((edge) => (edge.target === 'flat' && input ? { ...edge, source: input.id } : edge));
    const wide = withNode({ ...scenes, graph: { ...scenes.graph, edges } }, 'shared', { units: 16_384 });
    const found = await refusal(wide);
    expect(found).toMatchObject({ code: 'training.tooLargeLayer', severity: 'error', where: 'node:shared' });
    // 224 · 224 · 3 → 16,384, with biases: weights, their gradient and Adam's two moments, 36.8 GiB.
    expect(found?.values?.most).toBe(`${((16 * (224 * 224 * 3 + 1) * 16_384) / gibibyte).toFixed(1)} GiB`);
    expect(found?.values).toMatchObject({ limit: '2.0 GiB', executor: 'WebAssembly' });
    expect(found?.message).toContain('GiB');
  });

  it('a batch, with one that would fit', async () => {
    const scenes = preset('scenes-64');
    const project: Project = {
      ...scenes,
      data: { ...scenes.data, options: { ...scenes.data.options, side: '32', samples: 6000 } },
      training: { ...scenes.training, batchSize: 4096 },
    };
    const found = await refusal(withNode(project, 'conv-32', { filters: 256, stride: [1, 1] }));
    expect(found).toMatchObject({ code: 'training.tooLargeBatch', where: 'training.batchSize', values: { batch: 4096 } });
    const fitting = Number(found?.values?.fitting);
    expect(fitting).toBeGreaterThan(0);
    const smaller = withNode({ ...project, training: { ...project.training, batchSize: Math.floor(0.9 * fitting) } }, 'conv-32', {
      filters: 256,
      stride: [1, 1],
    });
    expect(await refusal(smaller)).toBeNull();
  });

  it('data: ten thousand images of 224 pixels, before one of them is painted', async () => {
    const scenes = preset('scenes-224');
    const project = { ...scenes, data: { ...scenes.data, options: { ...scenes.data.options, samples: 10_000 } } };
    const found = await refusal(project);
    expect(found).toMatchObject({ code: 'training.tooMuchData', where: 'data', values: { samples: 10_000 } });
  });

  it('in both languages', async () => {
    const scenes = preset('scenes-64');
    const found = await refusal(withNode(scenes, 'shared', { units: 16_384 }), none, gibibyte / 4);
    expect(found).not.toBeNull();
    if (!found) return;
    for (const language of ['en', 'zh-CN'] as const) {
      const { message, hint } = diagnosticText(found, language);
      expect(message).toMatch(/\d (GiB|MiB).*256 MiB/);
      expect(`${message}${hint}`).not.toMatch(/\{\{|\[object/);
    }
  });
});

describe('where one executor lacks memory and another does not', () => {
  it('nothing is refused: a GPU whose buffers are too small leaves the work to WebAssembly', async () => {
    const project = preset('scenes-224');
    const small: GpuProbe = { ...adapter(geforce), kind: 'adapter', adapter: geforce, largestBuffer: 2 ** 27 };
    expect(await refusal(project, small)).toBeNull();
    const [gpu] = await forecasts(project, small, 2 * gibibyte);
    expect(gpu).toMatchObject({ id: 'webgpu', largestLimitBytes: 2 ** 27 });
    expect(gpu?.largestBytes).toBeGreaterThan(2 ** 27);
  });
});
