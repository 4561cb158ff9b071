import { expect, it } from 'vitest';
import type { Project } from '../../core/project/schema.ts';
import { toyProject } from '../../engine/training/testing/projects.ts';
import { memoryTable } from '../runs/testing/memory-table.ts';
import { documentIn, recentProjects } from './project-shelf.ts';
import { createProjectsKeeper } from './projects-keeper.ts';
import { createVersions } from './versions.ts';

/** A browser, whose tabs are keepers over the same tables and the same clock. */
function browser() {
  const { table, rows } = memoryTable();
  const history = memoryTable();
  const clock = { now: 1_000_000 };
  const versions = createVersions(history.table, () => clock.now);
  let names = 0;
  function tab() {
    let timers: { at: number; work: () => void }[] = [];
    const moved: [string, string][] = [];
    const keeper = createProjectsKeeper({
      table,
      versions,
      now: () => ++clock.now,
      after(ms, work) {
        const timer = { at: clock.now + ms, work };
        timers.push(timer);
        return () => {
          timers = timers.filter((one) => one !== timer);
        };
      },
      newName: () => `name-${++names}`,
      moved: (from, to) => moved.push([from, to]),
    });
    return {
      keeper,
      moved,
      async pass(ms: number): Promise<void> {
        clock.now += ms;
        const due = timers.filter(({ at }) => at <= clock.now);
        timers = timers.filter(({ at }) => at > clock.now);
        for (const { work } of due) work();
        await settled();
      },
    };
  }
  const settled = async (): Promise<void> => {
    for (let i = 0; i < 60; i++) await Promise.resolve();
  };
  const namesKept = async () => (await recentProjects(table)).map(({ name }) => name);
  const namesOf = async (key: string) => (await versions.of(key)).map(({ text }) => JSON.parse(text).name);
  return { rows, table, tab, settled, namesKept, namesOf };
}

const named = (name: string): Project => ({ ...toyProject(), name });
/** With another structure. */
const wider = (project: Project, units: number): Project => ({
  ...project,
  graph: {
    ...project.graph,
    nodes: project.graph.nodes.map((node) => ('units' in node.params ? { ...node, params: { ...node.params, units } } : node)),
  },
});

it('keeps each document that was worked on as it was left, the last edited first, and gives it back whole', async () => {
  const { table, tab, settled, namesKept } = browser();
  const { keeper, pass } = tab();
  keeper.shown({ project: named('a'), key: 'A' });
  keeper.edited({ project: named('a, further'), key: 'A' });
  await settled();
  expect(await namesKept()).toEqual([]);
  await pass(1500);
  expect(await namesKept()).toEqual(['a, further']);
  keeper.edited({ project: named('a, last'), key: 'A' });
  keeper.shown({ project: named('b'), key: 'B' });
  await settled();
  keeper.edited({ project: named('b, edited'), key: 'B' });
  keeper.shown({ project: named('only looked at'), key: 'C' });
  await keeper.settled();
  expect(await namesKept()).toEqual(['b, edited', 'a, last']);
  const [, first] = await recentProjects(table);
  const read = first && documentIn(first);
  expect(read?.ok && read.value).toEqual(named('a, last'));
  expect(first).toMatchObject({ tasks: ['Half-plane A', 'Half-plane B'], named: true });
});

it('a document is the same project from visit to visit, and undoing to another one goes on with that', async () => {
  const { tab, rows, namesKept } = browser();
  const one = tab();
  one.keeper.shown({ project: named('a'), key: 'A' });
  one.keeper.edited({ project: named('a, edited'), key: 'A' });
  one.keeper.flush();
  await one.pass(0);
  const two = tab();
  two.keeper.shown({ project: named('a, edited'), key: 'A' });
  two.keeper.edited({ project: named('a, again'), key: 'A' });
  two.keeper.shown({ project: named('b'), key: 'B' });
  two.keeper.edited({ project: named('b, edited'), key: 'B' });
  two.keeper.shown({ project: named('a, again'), key: 'A' });
  two.keeper.edited({ project: named('a, undone'), key: 'A' });
  await two.keeper.settled();
  expect(await namesKept()).toEqual(['a, undone', 'b, edited']);
  expect([...rows.keys()].sort()).toEqual(['A', 'B']);
  expect(two.moved).toEqual([]);
});

it('where another tab has written the same project since, or deleted it, there are two', async () => {
  const { rows, tab, namesKept } = browser();
  const [one, two] = [tab(), tab()];
  for (const { keeper } of [one, two]) keeper.shown({ project: named('shared'), key: 'A' });
  one.keeper.edited({ project: named('one'), key: 'A' });
  await one.keeper.settled();
  two.keeper.edited({ project: named('two'), key: 'A' });
  await two.keeper.settled();
  one.keeper.edited({ project: named('one, further'), key: 'A' });
  await one.keeper.settled();
  const [[, place] = []] = two.moved;
  expect(two.moved).toEqual([['A', expect.any(String)]]);
  // The page takes it up under its new key, and goes on there.
  two.keeper.shown({ project: named('two'), key: String(place) });
  two.keeper.edited({ project: named('two, further'), key: String(place) });
  await two.keeper.settled();
  expect(await namesKept()).toEqual(['two, further', 'one, further']);
  expect(one.moved).toEqual([]);

  rows.set('A', { ...(rows.get('A') as object), removedAt: 5 });
  one.keeper.edited({ project: named('one, after all'), key: 'A' });
  await one.keeper.settled();
  expect(await namesKept()).toEqual(['one, after all', 'two, further']);
  expect(rows.get('A')).toMatchObject({ name: 'one, further', removedAt: 5 });
});

it('what a page that was closed had no time to write is written by the next, of projects alone, and what was written is as it was', async () => {
  const { rows, tab, namesKept } = browser();
  const one = tab();
  one.keeper.shown({ project: named('a'), key: 'A' });
  one.keeper.edited({ project: named('a, edited'), key: 'A' });
  await one.keeper.settled();
  const before = rows.get('A') as { readonly edited: number };
  const begins = async (name: string, key: string, edited: number): Promise<void> => {
    const { keeper } = tab();
    keeper.shown({ project: named(name), key });
    keeper.catchUp({ project: named(name), key }, edited);
    await keeper.settled();
  };
  await begins('a, edited', 'A', before.edited + 1);
  // Another tab has gone on with it.
  await begins('a, long ago', 'A', before.edited - 1);
  await begins('never kept', 'B', before.edited + 1);
  expect(rows.get('A')).toEqual(before);
  expect(await namesKept()).toEqual(['a, edited']);
  await begins('a, later', 'A', before.edited + 1);
  expect(rows.get('A')).toMatchObject({ name: 'a, later', edited: before.edited + 1 });
});

it('versions: what was there first, what was left alone for a while, what comes before another structure, and what was left for another document', async () => {
  const { tab, namesOf } = browser();
  const { keeper, pass } = tab();
  keeper.shown({ project: named('first'), key: 'A' });
  keeper.edited({ project: named('typing'), key: 'A' });
  keeper.edited({ project: named('typed'), key: 'A' });
  await pass(2000);
  expect(await namesOf('A')).toEqual(['first']);
  await pass(30_000);
  expect(await namesOf('A')).toEqual(['typed', 'first']);
  await pass(30_000);
  keeper.edited({ project: named('trained'), key: 'A' });
  await pass(1000);
  keeper.edited({ project: wider(named('wider'), 9), key: 'A' });
  await pass(1000);
  // In a burst of such edits what is between them is none.
  keeper.edited({ project: wider(named('wider still'), 10), key: 'A' });
  await pass(1000);
  expect(await namesOf('A')).toEqual(['trained', 'typed', 'first']);
  keeper.shown({ project: named('b'), key: 'B' });
  await keeper.settled();
  expect(await namesOf('A')).toEqual(['wider still', 'trained', 'typed', 'first']);
  expect(await namesOf('B')).toEqual([]);
});

it('a document that a hand asks to keep is kept as it is, without an edit', async () => {
  const { rows, tab, namesKept } = browser();
  const { keeper } = tab();
  keeper.shown({ project: named('an example'), key: 'A' });
  await keeper.keep({ project: named('an example'), key: 'A' });
  expect(await namesKept()).toEqual(['an example']);
  expect(rows.get('A')).toMatchObject({ named: true });
  keeper.edited({ project: wider(named('an example'), 9), key: 'A' });
  keeper.flush();
  await keeper.settled();
  expect(rows.get('A')).toMatchObject({ named: true, text: expect.stringMatching(/"units": 9/) });
});
