import { createHash } from 'node:crypto';
import { beforeEach, expect, test } from 'vitest';
import { KeptPacks, type PackCache } from './kept-packs.ts';
import type { Pack } from './protocol.ts';

const base = 'https://host.example/sub/';
const revisionOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/** What the host has. */
let host: Map<string, string>;
let asked: string[];
let kept: Map<string, Response>;
const cache: PackCache = {
  match: async (key) => kept.get(String(key))?.clone(),
  put: async (key, response) => void kept.set(String(key), response),
  delete: async (key) => kept.delete(String(key)),
  keys: async () => [...kept.keys()].map((url) => new Request(url)),
};
const pack = (folder: string, files: Record<string, string>): Pack => ({
  folder,
  files: Object.entries(files).map(([name, text]) => ({
    url: `data/${folder}/${name}`,
    revision: revisionOf(text),
    bytes: text.length,
  })),
});
const keeper = (...packs: Pack[]): KeptPacks =>
  new KeptPacks(
    packs,
    base,
    async () => cache,
    async (url) => {
      asked.push(url);
      const text = host.get(url);
      return text === undefined ? new Response('no', { status: 404 }) : new Response(text);
    },
  );
const one = pack('one', { 'a.bin': 'aaa', 'b.bin': 'bbbbb' });
const a = `${base}data/one/a.bin`;
const b = `${base}data/one/b.bin`;

/** Answers, and waits for what goes on behind the answer. */
async function answered(packs: KeptPacks, url: string): Promise<string> {
  const behind: Promise<unknown>[] = [];
  const response = await packs.answer(url, (work) => behind.push(work));
  await Promise.all(behind);
  return response.text();
}

beforeEach(() => {
  host = new Map([
    [a, 'aaa'],
    [b, 'bbbbb'],
  ]);
  asked = [];
  kept = new Map();
});

test('a file that is used once is there without the host; a folder is kept when all its files are', async () => {
  const packs = keeper(one);
  expect(packs.has(a)).toBe(true);
  expect(packs.has(`${base}data/one/c.bin`)).toBe(false);
  expect(await answered(packs, a)).toBe('aaa');
  expect(await packs.states()).toEqual([{ folder: 'one', bytes: 8, kept: false }]);
  host.clear();
  expect(await answered(packs, a)).toBe('aaa');
  expect(asked).toEqual([a]);
});

test('a folder is kept on request, what is there already is not fetched again, and it is dropped', async () => {
  const packs = keeper(one);
  await answered(packs, b);
  await packs.keep('one');
  expect(asked).toEqual([b, a]);
  expect(await packs.states()).toEqual([{ folder: 'one', bytes: 8, kept: true }]);
  await packs.drop('one');
  expect(kept.size).toBe(0);
  expect(await packs.states()).toEqual([{ folder: 'one', bytes: 8, kept: false }]);
});

test('what cannot be had is not kept, and who asked for it hears why', async () => {
  host.delete(b);
  const packs = keeper(one);
  await expect(packs.keep('one')).rejects.toThrow(/404/);
  expect((await packs.answer(b, () => undefined)).status).toBe(404);
  expect([...kept.keys()].filter((key) => key.startsWith(b))).toEqual([]);
});

test('bytes of another version are handed on, but never kept', async () => {
  host.set(a, 'of tomorrow');
  const packs = keeper(one);
  expect(await answered(packs, a)).toBe('of tomorrow');
  await expect(packs.keep('one')).rejects.toThrow(/Another version/);
  expect([...kept.keys()].filter((key) => key.startsWith(a))).toEqual([]);
});

test('another version drops what it does not know, keeps what is the same, and fetches what has changed', async () => {
  await keeper(one, pack('gone', {})).keep('one');
  const next = keeper(pack('one', { 'a.bin': 'aaa', 'b.bin': 'new' }));
  await next.prune();
  expect([...kept.keys()]).toEqual([`${a}?revision=${revisionOf('aaa')}`]);
  host.set(b, 'new');
  expect(await answered(next, b)).toBe('new');
  expect(await next.states()).toEqual([{ folder: 'one', bytes: 6, kept: true }]);
});
