import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createRunLibrary } from '../runs/run-library.ts';
import { openTable } from './database.ts';

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
