import { expect, it } from 'vitest';
import { attackDefaults } from '../../core/runs/attack.ts';
import { toyProject } from '../../engine/training/testing/projects.ts';
import { directPlayground, untilState } from '../../store/testing/direct-playground.ts';
import { createScripting } from './scripting.ts';

async function prepared() {
  const project = toyProject();
  const playground = directPlayground(project);
  playground.actions.load({ from: 'initial' });
  await untilState(playground, 'idle');
  return { api: createScripting(playground, '0'), playground, project };
}

it('tells how the layers are, all of them or one, as plain JSON, and what the next step does to them', async () => {
  const { api, project } = await prepared();
  await api.train({ steps: 3 });
  const all = await api.health();
  expect(JSON.parse(JSON.stringify(all))).toEqual(all);
  expect(all.step).toBe(3);
  const dense = project.graph.nodes.filter(({ kind }) => kind === 'dense').map(({ id }) => id);
  expect(Object.keys(all.layers)).toEqual(dense);
  for (const id of dense) {
    const layer = all.layers[id];
    expect(layer?.gradient).toBeGreaterThan(0);
    expect(layer?.spread).toBeGreaterThan(0);
    expect(layer?.update).toBeGreaterThan(0);
    expect(layer?.update).toBeLessThan(0.5);
    expect(layer?.sign).toBeNull();
  }
  const [first = ''] = dense;
  expect(await api.health({ node: first })).toEqual({ step: 3, layers: { [first]: all.layers[first] } });
  // Asking leaves the run as it is.
  expect(api.status().step).toBe(3);
});

it('attacks every task by rising strengths, beside noise', async () => {
  const { api, project } = await prepared();
  await api.train({ epochs: 2 });
  const found = await api.attack({ epsilon: 0.5, samples: 60, method: 'pgd', steps: 5 });
  expect(JSON.parse(JSON.stringify(found))).toEqual(found);
  const tasks = project.tasks.map(({ id }) => id);
  expect(found.samples).toBe(60);
  expect(found.strengths).toEqual([0, 0.125, 0.25, 0.375, 0.5]);
  expect(found.attack.map((row) => Object.keys(row))).toEqual(found.strengths.map(() => tasks));
  expect(found.noise[0]).toEqual(found.attack[0]?.[tasks[0] ?? '']);
  for (const task of tasks) {
    expect(found.metrics[task]).toBe('accuracy');
    const [before, after] = [found.attack[0]?.[task]?.[task], found.attack.at(-1)?.[task]?.[task]];
    expect(after).toBeLessThan((before ?? 0) - 0.2);
    expect(after).toBeLessThan(found.noise.at(-1)?.[task] ?? 0);
  }
  expect((await api.attack()).strengths.at(-1)).toBe(attackDefaults.epsilon);
});

it('refuses nodes, options and settings that do not exist, and says which do', async () => {
  const { api } = await prepared();
  const call = async (method: 'health' | 'attack', options: unknown): Promise<unknown> =>
    Reflect.apply(api[method], api, [options]);
  for (const options of [{ node: 'gone' }, { node: 7 }, { nodes: 'x' }, 'x', null, { node: '__proto__' }])
    await expect(call('health', options)).rejects.toMatchObject({ diagnostics: [{ code: 'page.badArgument' }] });
  for (const settings of [{ epsilon: -1 }, { epsilon: '1' }, { steps: 0.5 }, { method: 'cw' }, { toString: 1 }, [], 3, null])
    await expect(call('attack', settings)).rejects.toMatchObject({ diagnostics: [{ code: 'page.badArgument' }] });
});
