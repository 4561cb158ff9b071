import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createRunLibrary } from '../runs/run-library.ts';
import { openTable } from './database.ts';
import { spareVersions } from './make-room.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** What a browser answers when the database is to be opened; nothing at first. */
const pending = (): { onsuccess?: () => void; result?: unknown } => ({});

const faults: Readonly<Record<string, [made: unknown, reason: RegExp]>> = {
  'is not there': [undefined, /indexedDB|undefined/],
  throws: [
    {
      open() {
        throw new DOMException('The operation is insecure.', 'SecurityError');
      },
    },
    /insecure/,
  ],
  'never answers': [{ open: pending }, /no answer/],
};

it.each(Object.entries(faults))(
  'a database that %s rejects whatever is asked of it, and the list of runs says why',
  async (_, fault) => {
    const [made, reason] = fault;
    vi.stubGlobal('indexedDB', made);
    const table = openTable('work');
    const asked = [
      table.all(),
      table.one('a'),
      table.change('a', () => ({ key: 'a', value: 1 })),
      table.put('a', 1),
      table.remove(['a']),
    ].map((answer) => expect(answer).rejects.toThrow(reason));
    const [summaries, records, weights] = [openTable('runs'), openTable('run-records'), openTable('run-weights')];
    const library = createRunLibrary({ summaries, records, weights, clock: () => 0 });
    const loaded = library.load();
    await vi.advanceTimersByTimeAsync(5000);
    await Promise.all(asked);
    await loaded;
    expect(library.getState()).toMatchObject({ read: true, runs: [], full: expect.stringMatching(reason) });
  },
);

it('a database that opens after nobody waits any more is closed', async () => {
  const opening = pending();
  vi.stubGlobal('indexedDB', { open: () => opening });
  const asked = expect(openTable('work').all()).rejects.toThrow('no answer');
  await vi.advanceTimersByTimeAsync(5000);
  await asked;
  const close = vi.fn();
  opening.result = { close };
  opening.onsuccess?.();
  await vi.advanceTimersByTimeAsync(0);
  expect(close).toHaveBeenCalledOnce();
});

it('what is put in a database that is open is asked for and committed before the page has time for anything else', async () => {
  const opening = pending();
  const done: string[] = [];
  const transaction = { commit: () => done.push('commit') };
  const store = { put: (value: unknown, key: string) => done.push(`${key} = ${value}`), transaction };
  opening.result = { transaction: () => Object.assign(transaction, { objectStore: () => store }) };
  vi.stubGlobal('indexedDB', { open: () => opening });
  const table = openTable('work');
  void table.put('a', 1);
  opening.onsuccess?.();
  await vi.advanceTimersByTimeAsync(0);
  void table.put('a', 2);
  // A page that is being closed does what waits for nothing but promises, and nothing later.
  for (let turn = 0; turn < 5; turn++) await Promise.resolve();
  expect(done).toEqual(['a = 1', 'commit', 'a = 2', 'commit']);
});

it('a page that is left gives up what waits for an answer, begins nothing of that kind, and still puts what it has in hand', async () => {
  const page = new EventTarget();
  vi.stubGlobal('window', page);
  vi.resetModules();
  const { openTable: openAnew } = await import('./database.ts');
  const opening = pending();
  const begun: { mode: string; aborted: boolean; committed: boolean; onabort?: () => void }[] = [];
  const transaction = (_: string, mode: string) => {
    const made = {
      mode,
      aborted: false,
      committed: false,
      onabort: () => undefined,
      abort() {
        if (made.committed) throw new DOMException('It is being committed.', 'InvalidStateError');
        made.aborted = true;
        made.onabort();
      },
      commit() {
        made.committed = true;
      },
      objectStore: () => ({ get: pending, put: () => undefined, delete: () => undefined, transaction: made }),
    };
    begun.push(made);
    return made;
  };
  opening.result = { transaction };
  vi.stubGlobal('indexedDB', { open: () => opening });
  const table = openAnew('recent');
  const change = table.change('a', () => ({ key: 'a', value: 1 }));
  const read = table.one('a');
  void table.put('b', 2);
  opening.onsuccess?.();
  await vi.advanceTimersByTimeAsync(0);
  expect(begun.map(({ mode, committed }) => [mode, committed])).toEqual([
    ['readwrite', false],
    ['readonly', false],
    ['readwrite', true],
  ]);
  const refused = [expect(change).rejects.toThrow('left'), expect(read).rejects.toThrow('left')];
  page.dispatchEvent(new Event('pagehide'));
  await Promise.all(refused);
  expect(begun.map(({ aborted }) => aborted)).toEqual([true, true, false]);

  await expect(table.change('a', () => ({ key: 'a', value: 3 }))).rejects.toThrow('left');
  expect(begun).toHaveLength(3);
  void table.put('c', 4);
  void table.remove(['d']);
  await vi.advanceTimersByTimeAsync(0);
  expect(begun.slice(3).map(({ committed }) => committed)).toEqual([true, true]);
  // Who goes back to it finds it at work.
  page.dispatchEvent(new Event('pageshow'));
  void table.change('a', () => ({ key: 'a', value: 5 }));
  await vi.advanceTimersByTimeAsync(0);
  expect(begun.at(-1)).toMatchObject({ mode: 'readwrite', aborted: false, committed: false });
});

it('a database of an earlier page gets what is new, and keeps what it has', async () => {
  const opening: { onupgradeneeded?: () => void; onsuccess?: () => void; result?: unknown } = {};
  const before = ['documents', 'work', 'runs', 'run-records', 'run-weights', 'recent', 'own-data'];
  const made: string[] = [];
  opening.result = {
    objectStoreNames: { contains: (name: string) => before.includes(name) },
    createObjectStore: (name: string) => made.push(name),
  };
  const asked: unknown[] = [];
  const open = (...how: unknown[]) => {
    asked.push(...how);
    return opening;
  };
  vi.stubGlobal('indexedDB', { open });
  void openTable('recent')
    .one('a')
    .catch(() => undefined);
  await vi.advanceTimersByTimeAsync(0);
  opening.onupgradeneeded?.();
  expect(asked).toEqual(['mtl-playground', 6]);
  expect(made).toEqual(['versions', 'project-weights']);
});

/** A database in memory with room for so many rows. */
function smallDatabase(room: number) {
  const tables = new Map<string, Map<string, unknown>>();
  const rowsOf = (name: string): Map<string, unknown> => {
    const rows = tables.get(name) ?? new Map<string, unknown>();
    tables.set(name, rows);
    return rows;
  };
  const size = (): number => [...tables.values()].reduce((sum, rows) => sum + rows.size, 0);
  function transaction(name: string) {
    const rows = rowsOf(name);
    const done: { oncomplete?: () => void; onabort?: () => void; error?: unknown } = {};
    const answer = (result: unknown) => {
      const request: { result: unknown; onsuccess?: () => void } = { result };
      queueMicrotask(() => request.onsuccess?.());
      return request;
    };
    const store = {
      get: (key: string) => answer(rows.get(key)),
      getAll: () => answer([...rows.values()]),
      getAllKeys: () => answer([...rows.keys()]),
      delete: (key: string) => rows.delete(key),
      put(value: unknown, key: string) {
        if (size() >= room && !rows.has(key)) done.error = new DOMException('The quota has been exceeded.', 'QuotaExceededError');
        else rows.set(key, value);
      },
      transaction: { commit: () => undefined },
    };
    setTimeout(() => (done.error ? done.onabort?.() : done.oncomplete?.()));
    return Object.assign(done, { objectStore: () => store });
  }
  const opening = pending();
  opening.result = { transaction };
  const open = () => {
    setTimeout(() => opening.onsuccess?.());
    return opening;
  };
  vi.stubGlobal('indexedDB', { open });
  return { rowsOf };
}

it('where the database is full, earlier versions give way to what is written, and only what then finds no room is refused', async () => {
  vi.useRealTimers();
  spareVersions();
  const { rowsOf } = smallDatabase(4);
  for (const [key, at] of [
    ['old', 1],
    ['older', 0],
    ['new', 2],
  ] as const)
    rowsOf('versions').set(key, { versions: [{ at, packed: new Uint8Array([1]) }] });
  const table = openTable('documents');
  await table.put('a', 1);
  await table.put('b', 2);
  expect([...rowsOf('versions').keys()]).toEqual(['new']);
  await table.put('c', 3);
  await table.change('d', () => ({ key: 'd', value: 4 }));
  expect([...rowsOf('versions').keys()]).toEqual([]);
  expect([...rowsOf('documents').values()]).toEqual([1, 2, 3, 4]);
  await expect(table.put('e', 5)).rejects.toThrow('quota');
  await expect(openTable('versions').put('x', 5)).rejects.toThrow('quota');
});
