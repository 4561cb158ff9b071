import { expect, it } from 'vitest';
import { mostNameLetters, type Project } from '../../core/project/schema.ts';
import { serializeProject } from '../../core/project/serialize.ts';
import { toyProject } from '../../engine/training/testing/projects.ts';
import { memoryTable } from '../runs/testing/memory-table.ts';
import { tasksOf } from './kept-project.ts';
import { createProjectShelf, documentIn, freeName, mostUnnamed, recentProjects } from './project-shelf.ts';

function shelf() {
  const [projects, versions, weights] = [memoryTable(), memoryTable(), memoryTable()];
  const clock = { now: 1_000_000 };
  let names = 0;
  const tables = { projects: projects.table, versions: versions.table, weights: weights.table };
  const made = createProjectShelf({ ...tables, now: () => ++clock.now, newName: () => `name-${++names}` });
  return { ...made, tables, projects, versions, weights, clock };
}

const named = (name: string): Project => ({ ...toyProject(), name });

it('lists what an earlier page kept as it was in its time, and renames it', async () => {
  const { projects, all, rename } = shelf();
  // As it was written before there were projects.
  projects.rows.set('old', { text: serializeProject(named('old')), name: 'old', dataset: 'toys', edited: 7 });
  projects.rows.set('strange', { text: 7 });
  const { projects: found } = await all();
  expect(found).toMatchObject([{ key: 'old', name: 'old', dataset: 'toys', edited: 7, named: false, weights: false }]);
  expect(found.map(tasksOf)).toEqual([['Half-plane A', 'Half-plane B']]);
  await rename('old', 'new');
  const [first] = await recentProjects(projects.table);
  expect(first).toMatchObject({ name: 'new', named: true });
  const read = first && documentIn(first);
  expect(read?.ok && read.value).toEqual(named('new'));
});

it('takes in documents under names that are free, with their weights', async () => {
  const { add, all, rename, weightsOf, projects } = shelf();
  const first = await add(named('a'), null);
  const second = await add(named('a'), new Uint8Array([1, 2, 3]));
  await add(named('a (2)'), null);
  const { projects: found } = await all();
  expect(found.map(({ name, weights }) => [name, weights])).toEqual([
    ['a (3)', false],
    ['a (2)', true],
    ['a', false],
  ]);
  expect(await weightsOf(first)).toBeNull();
  expect(await weightsOf(second)).toEqual(new Uint8Array([1, 2, 3]));
  projects.rows.set('broken', { ...(projects.rows.get(first) as object), text: '{}' });
  expect(await rename('broken', 'x')).toMatchObject({ ok: false });
  expect(projects.rows.get('broken')).toMatchObject({ name: 'a' });
  expect(await rename('nowhere', 'x')).toMatchObject({ ok: true });
});

it('a name that is free is no longer than a name may be, whatever it is made of', () => {
  const long = '🧠'.repeat(mostNameLetters / 2);
  const free = freeName(long, [long]);
  expect(free.length).toBeLessThanOrEqual(mostNameLetters);
  expect(free).toMatch(/^(🧠)+ \(2\)$/u);
  expect(freeName('a', [])).toBe('a');
  expect(freeName('a (2)', ['a (2)', 'a (3)'])).toBe('a (4)');
});

it('what is deleted comes back whole; ten minutes later it is gone, with its versions and weights', async () => {
  const { add, all, remove, bringBack, tidy, projects, versions, weights, clock } = shelf();
  const key = await add(named('a'), new Uint8Array([1]));
  versions.rows.set(key, 'versions');
  const before = projects.rows.get(key);
  await remove(key);
  await tidy();
  expect(await all()).toMatchObject({ projects: [], removed: [{ key, name: 'a' }] });
  expect(await recentProjects(projects.table)).toEqual([]);
  await bringBack(key);
  expect(projects.rows.get(key)).toEqual(before);
  await remove(key);
  clock.now += 600_001;
  expect(await all()).toEqual({ projects: [], removed: [] });
  await tidy();
  expect([projects, versions, weights].map(({ rows }) => rows.size)).toEqual([0, 0, 0]);
  await bringBack(key);
  expect(projects.rows.size).toBe(0);
});

it('of those that nobody named the oldest give way, of others none', async () => {
  const { add, all, tidy, projects } = shelf();
  for (let i = 0; i < 5; i++) await add(named(`named ${i}`), null);
  const text = serializeProject(named('by itself'));
  for (let i = 0; i < mostUnnamed + 3; i++)
    projects.rows.set(`${i}`, { text, name: `${i}`, dataset: 'toys', edited: 9_000_000 + i });
  await tidy();
  const { projects: found } = await all();
  expect(found.filter(({ named }) => named)).toHaveLength(5);
  expect(found.filter(({ named }) => !named).map(({ name }) => Number(name))).toEqual(
    Array.from({ length: mostUnnamed }, (_, i) => mostUnnamed + 2 - i),
  );
});

it('lists what is the same but once among the last', async () => {
  const { projects } = shelf();
  const row = { text: serializeProject(named('twice')), name: 'twice', dataset: 'toys' };
  projects.rows.set('a', { ...row, edited: 1 });
  projects.rows.set('b', { ...row, edited: 2 });
  expect((await recentProjects(projects.table)).map(({ key }) => key)).toEqual(['b']);
});
