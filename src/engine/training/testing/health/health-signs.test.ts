import { describe, expect, it } from 'vitest';
import { presets } from '../../../../core/presets/registry.ts';
import { head, input, layer, sketch, task, wires } from '../../../../core/presets/sketch.ts';
import type { Project } from '../../../../core/project/schema.ts';
import { healthSigns } from '../../../../core/runs/health-signs.ts';
import { kernelBytes } from '../../../executors/wasm/testing/kernel-bytes.ts';
import { createWasmExecutor } from '../../../executors/wasm/wasm-executor.ts';
import { measuredHealth } from './looks-file.ts';
import { healthKey, measureHealth, reportsOf } from './measured.ts';

const executor = await createWasmExecutor(kernelBytes());

/** Penguins through a chain of layers. */
function chain(depth: number, activation: string, initializer = 'auto', training: Partial<Project['training']> = {}): Project {
  const names = Array.from({ length: depth }, (_, i) => `layer-${i + 1}`);
  return sketch({
    name: 'chain',
    data: { dataset: 'penguins' },
    tasks: [task('species', 'classification', 'Species'), task('sex', 'binary', 'Sex')],
    nodes: [
      input('bird', 0, 0),
      ...names.map((id, i) => layer('dense', id, i + 1, 0, { units: 16, activation, initializer })),
      layer('dense', 'species-out', depth + 1, 0, { units: 3 }),
      layer('dense', 'sex-out', depth + 1, 1, { units: 1 }),
      head('species', depth + 2, 0),
      head('sex', depth + 2, 1),
    ],
    edges: wires(['bird', ...names, 'species-out', 'species-head'], [names.at(-1) ?? '', 'sex-out', 'sex-head']),
    training: { batchSize: 32, ...training },
  });
}

/** What is marked after the last look. */
async function marked(project: Project): Promise<Record<string, string>> {
  const signs = healthSigns(reportsOf(await measureHealth(executor, 'chain', project)));
  return Object.fromEntries([...signs].map(([node, { kind }]) => [node, kind]));
}

describe('what is wrong with layers', () => {
  it('is seen in a deep chain of sigmoids, whose first layers get no gradient, and not in one of ReLUs', async () => {
    const signs = await marked(chain(8, 'sigmoid'));
    expect(signs).toMatchObject({ 'layer-1': 'vanishing', 'layer-2': 'vanishing' });
    expect(signs).not.toHaveProperty('layer-8');
    expect(await marked(chain(8, 'relu'))).toEqual({});
  });

  it('is seen where all begins with zeros: units are dead, and nothing comes through', async () => {
    expect(await marked(chain(3, 'relu', 'zeros'))).toMatchObject({ 'layer-1': 'dead', 'layer-2': 'dead', 'layer-3': 'dead' });
    expect(await marked(chain(3, 'tanh', 'zeros'))).toEqual({ 'layer-1': 'vanishing', 'layer-2': 'vanishing' });
  });

  it('is seen where a rate is far too high', async () => {
    const high = await marked(chain(3, 'tanh', 'auto', { learningRate: 5, optimizer: { kind: 'sgd' }, clipNorm: null }));
    const steps = await marked(chain(3, 'leakyRelu', 'auto', { learningRate: 0.5 }));
    expect([...Object.values(high), ...Object.values(steps)]).toContain('exploding');
  });
});

it('nothing is marked in any example in its first epochs, however many looks there were', () => {
  const measured = measuredHealth();
  expect(measured.map(({ id, key }) => [id, key])).toEqual(presets.map(({ id, project }) => [id, healthKey(project())]));
  for (const one of measured) {
    const reports = reportsOf(one);
    const wrong = reports.flatMap((_, i) =>
      [...healthSigns(reports.slice(0, i + 1))].map(([node, sign]) => [one.id, node, sign]),
    );
    expect(wrong).toEqual([]);
  }
});
