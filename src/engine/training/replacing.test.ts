import { describe, expect, it } from 'vitest';
import { at } from '../../core/util/assert-never.ts';
import { fake } from './testing/fake-bench.ts';
import { toyProject } from './testing/projects.ts';

describe('a document that replaces another', () => {
  it('goes on from the present weights and step where it is told to, with the curves complete up to there', async () => {
    const { bench } = fake({ stepMs: 3 });
    await bench.load(toyProject({ epochs: 1000 }));
    bench.send({ type: 'train', runId: 'r', steps: null });
    await bench.next((event) => event.type === 'metrics');
    const project = toyProject({ epochs: 1000 });
    const nodes = project.graph.nodes.map((node) =>
      node.id === 'shared-2' ? { ...node, params: { ...node.params, units: 9 } } : node,
    );
    const status = await bench.load({ ...project, graph: { ...project.graph, nodes } }, { from: 'current' });
    expect(status.step).toBeGreaterThan(0);
    expect(bench.metrics().steps).toEqual(Array.from({ length: status.step }, (_, i) => i + 1));
    expect(bench.of('marker').at(-1)?.marker).toEqual({ kind: 'applied', step: status.step });
    const held = await bench.ask({ kind: 'checkpoint' });
    expect(held.ok && held.value.kind === 'checkpoint' && held.value.checkpoint.parameters[0]).toBe(status.step);
  });

  it('keeps the weights for the next attempt when it is refused', async () => {
    const { bench } = fake();
    await bench.load(toyProject());
    await bench.train(11);
    expect(await bench.load(toyProject({ batchSize: 900 }), { from: 'current' })).toMatchObject({ state: 'failed' });
    expect(await bench.load(toyProject(), { from: 'current' })).toMatchObject({ state: 'idle', step: 11 });
  });

  it('warns when the checkpoint belongs to another network', async () => {
    const { bench } = fake();
    await bench.load(toyProject());
    await bench.train(5);
    const checkpoint = at(bench.of('checkpoint'), 0).checkpoint;
    const status = await bench.load(toyProject({ optimizer: { kind: 'sgd' } }), { from: 'checkpoint', checkpoint }, 'next');
    expect(status).toMatchObject({ state: 'idle', step: 0 });
    expect(bench.of('diagnostics').at(-1)?.diagnostics).toMatchObject([
      { code: 'training.checkpointMismatch', severity: 'warning' },
    ]);
  });
});

it('uses one device for one document after another, until another is asked for', async () => {
  const { bench, devices } = fake();
  for (const id of ['a', 'b', 'c']) await bench.load(toyProject(), { from: 'initial' }, id);
  expect(devices.length).toBe(1);
  const dataUrl = 'https://here/data/';
  bench.send({
    type: 'load',
    generation: 1,
    runId: 'd',
    project: toyProject(),
    choice: { backend: 'cpu' },
    dataUrl,
    start: { from: 'initial' },
  });
  await bench.until('idle');
  expect(devices.length).toBe(2);
});
