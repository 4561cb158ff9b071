import { expect, it } from 'vitest';
import type { Project } from '../../core/project/schema.ts';
import { toyProject } from '../../engine/training/testing/projects.ts';
import type { Table } from './database.ts';
import { createRecentsKeeper, openRecent, recentDocuments } from './recent-documents.ts';

function browser() {
  const rows = new Map<string, unknown>();
  const table: Table = {
    all: async () => new Map(rows),
    one: async (key) => rows.get(key),
    change: async (key, decide) => {
      const { key: place, value } = decide(rows.get(key));
      rows.set(place, structuredClone(value));
    },
    put: async (key, value) => void rows.set(key, structuredClone(value)),
    remove: async (keys) => {
      for (const key of keys) rows.delete(key);
    },
  };
  let time = 0;
  let names = 0;
  let waiting: (() => void)[] = [];
  const world = {
    table,
    now: () => ++time,
    after(_ms: number, work: () => void) {
      waiting.push(work);
      return () => {
        waiting = waiting.filter((one) => one !== work);
      };
    },
    newName: () => `name-${++names}`,
  };
  const quiet = async (): Promise<void> => {
    for (const work of waiting) work();
    waiting = [];
    await settled();
  };
  const settled = async (): Promise<void> => {
    for (let i = 0; i < 20; i++) await Promise.resolve();
  };
  return { rows, table, world, quiet, settled, timers: () => waiting.length };
}

const named = (name: string): Project => ({ ...toyProject(), name });
const namesIn = async (table: Table) => (await recentDocuments(table)).map(({ name }) => name);

it('keeps each document that was worked on as it was left, the last edited first, and gives it back whole', async () => {
  const { table, world, quiet, settled, timers } = browser();
  const keeper = createRecentsKeeper(world);
  keeper.edited(named('a'));
  keeper.edited(named('a, further'));
  expect(timers()).toBe(1);
  expect(await namesIn(table)).toEqual([]);
  await quiet();
  keeper.edited(named('a, last'));
  keeper.opened();
  await settled();
  keeper.edited(named('b'));
  await quiet();
  expect(await namesIn(table)).toEqual(['b', 'a, last']);
  const [, first] = await recentDocuments(table);
  const read = first && openRecent(first);
  expect(read?.ok && read.value).toEqual(named('a, last'));
});

it('lists what is the same but once, keeps twelve, and passes over what it cannot read', async () => {
  const { rows, table, world, settled } = browser();
  rows.set('strange', { text: 7 });
  for (let i = 0; i < 15; i++) {
    const keeper = createRecentsKeeper(world);
    keeper.edited(named(`document ${Math.min(i, 13)}`));
    keeper.flush();
    await settled();
  }
  expect((await namesIn(table)).slice(0, 3)).toEqual(['document 13', 'document 12', 'document 11']);
  expect(rows.size).toBe(12);
});
