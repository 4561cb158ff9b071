import { expect, it } from 'vitest';
import { splitIntoGroups } from '../../core/graph/split.ts';
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

it('tells how the gradients agree, over all that is shared or on a node, as plain JSON', async () => {
  const { api, playground, project } = await prepared();
  await api.train({ steps: 3 });
  const all = await api.conflict();
  expect(JSON.parse(JSON.stringify(all))).toEqual(all);
  expect(all.step).toBe(3);
  expect(all.tasks).toEqual(project.tasks.map(({ id }) => id));
  const [[aa = 0, ab = 0] = [], [ba = 0, bb = 0] = []] = all.gramian.map((row) => row.map((value) => value ?? 0));
  expect(ab).toBe(ba);
  expect(all.cosine[0]?.[1]).toBeCloseTo(ab / Math.sqrt(aa * bb), 12);
  expect(all.magnitude[1]?.[0]).toBeCloseTo((2 * Math.sqrt(aa * bb)) / (aa + bb), 12);
  // Nodes add up to the whole.
  const nodes = playground.project.getState().project.graph.nodes.map(({ id }) => id);
  const each = await Promise.all(nodes.map((node) => api.conflict({ node }).catch(() => null)));
  const sum = each.reduce((total, one) => total + (one?.gramian[0]?.[1] ?? 0), 0);
  expect(each.filter(Boolean).length).toBeGreaterThan(0);
  expect(sum).toBeCloseTo(ab, 6);
  // Asking leaves the run as it is.
  expect(api.status().step).toBe(3);
});

it('tells what a step for one task does to the others, to first order or tried out, and which belong together', async () => {
  const { api } = await prepared();
  const first = await api.affinity();
  const exact = await api.affinity({ exact: true });
  expect(first.matrix.map((row) => row.length)).toEqual([2, 2]);
  expect(first.matrix[0]?.[0]).toBeGreaterThan(0);
  expect(exact.matrix[1]?.[1]).toBeGreaterThan(0);
  expect(exact.groups.flat().sort()).toEqual([...exact.tasks].sort());
});

it('has no gradients to compare where tasks share nothing', async () => {
  const { api, playground } = await prepared();
  playground.project.edit((project) => {
    const tasks = project.tasks.map(({ id }) => [id]);
    return splitIntoGroups(
      project,
      project.graph.nodes.map(({ id }) => id),
      tasks,
    );
  });
  await untilState(playground, 'idle');
  const { gramian, cosine } = await api.conflict();
  expect(gramian).toEqual([
    [0, 0],
    [0, 0],
  ]);
  expect(cosine).toEqual([
    [null, null],
    [null, null],
  ]);
});

it('refuses nodes and options that do not exist, and says which do', async () => {
  const { api } = await prepared();
  const call = async (method: 'conflict' | 'affinity', options: unknown): Promise<unknown> =>
    Reflect.apply(api[method], api, [options]);
  for (const options of [{ node: 'gone' }, { node: 7 }, { nodes: 'x' }, 'x', null])
    await expect(call('conflict', options)).rejects.toMatchObject({ diagnostics: [{ code: 'page.badArgument' }] });
  for (const options of [{ exact: 'yes' }, { steps: 1 }, 3])
    await expect(call('affinity', options)).rejects.toMatchObject({ diagnostics: [{ code: 'page.badArgument' }] });
});

it('rejects with what is wrong where the document cannot be trained', async () => {
  const { api, playground, project } = await prepared();
  playground.actions.open({ ...project, training: { ...project.training, batchSize: 1_000_000 } });
  for (const asked of [api.conflict(), api.affinity(), api.affinity({ exact: true })])
    await expect(asked).rejects.toMatchObject({ diagnostics: [{ code: 'training.batchTooLarge' }] });
});
