import { expect, it } from 'vitest';
import { randomStream } from '../../core/util/random.ts';
import { memoryTable } from '../runs/testing/memory-table.ts';
import { makeRoom } from './make-room.ts';
import { most } from './thinned-versions.ts';
import { createVersions } from './versions.ts';

function history() {
  const { table, rows } = memoryTable();
  const clock = { now: 1_000_000_000_000 };
  return { table, rows, clock, versions: createVersions(table, () => clock.now) };
}

/** Text that hardly shrinks. */
const noise = (letters: number): string => {
  const random = randomStream(1, 'noise');
  return Array.from({ length: letters }, () => String.fromCharCode(33 + random.int(94))).join('');
};

it('gives back what was kept, the newest first, and never twice in a row the same', async () => {
  const { versions, clock } = history();
  for (const text of ['a', 'a', 'b', 'b', 'a']) {
    clock.now += 1000;
    await versions.keep('p', text);
  }
  await versions.keep('q', 'another');
  expect((await versions.of('p')).map(({ text, at }) => [text, at - 1_000_000_000_000])).toEqual([
    ['a', 5000],
    ['b', 3000],
    ['a', 1000],
  ]);
  expect((await versions.of('q')).map(({ text }) => text)).toEqual(['another']);
  expect(await versions.of('none')).toEqual([]);
});

it('a year of work stays small, with its first and its last', async () => {
  const { versions, clock } = history();
  for (let i = 0; i < 400; i++) {
    clock.now += i % 20 === 0 ? 5 * 86_400_000 : 40_000;
    await versions.keep('p', `version ${i}`);
  }
  const kept = await versions.of('p');
  expect(kept.length).toBeLessThanOrEqual(most.versions);
  expect([kept.at(-1)?.text, kept[0]?.text]).toEqual(['version 0', 'version 399']);
  // Those of the last ten minutes are all there.
  expect(kept.slice(0, 14).map(({ text }) => text)).toEqual(Array.from({ length: 14 }, (_, i) => `version ${399 - i}`));
});

it('a document that would take half of the room by itself is no version, and what cannot be read is none', async () => {
  const { versions, rows } = history();
  await versions.keep('p', 'short');
  await versions.keep('p', noise(most.bytes));
  expect((await versions.of('p')).map(({ text }) => text)).toEqual(['short']);
  rows.set('broken', { versions: [{ at: 1, packed: new Uint8Array([255, 255, 255]) }] });
  rows.set('strange', 'nothing');
  expect([await versions.of('broken'), await versions.of('strange')]).toEqual([[], []]);
});

it('gives way document by document, those left alone for longest first, until nothing is left', async () => {
  const { table, rows, versions, clock } = history();
  for (const project of ['old', 'middle', 'new']) {
    clock.now += 1000;
    await versions.keep(project, project);
  }
  expect(await makeRoom(table)).toBe(true);
  expect([...rows.keys()]).toEqual(['new']);
  expect([await makeRoom(table), await makeRoom(table)]).toEqual([true, false]);
  expect(rows.size).toBe(0);
});
