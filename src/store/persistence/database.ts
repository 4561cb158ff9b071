import { TimeoutError, withTimeout } from './with-timeout.ts';

/**
 * What the page keeps from visit to visit in IndexedDB, by name and of any form: whoever reads it looks at it. Everything here rejects where
 * the browser refuses, or does not open the database in five seconds: whoever would wait less sets himself a limit.
 */
export interface Table {
  all(): Promise<ReadonlyMap<string, unknown>>;
  /** What is kept under this key; undefined where nothing is. */
  one(key: string): Promise<unknown>;
  /** One transaction: `decide` sees what is kept under `key` and says what is put where; two tabs never do so at once. */
  change(key: string, decide: (stored: unknown) => { readonly key: string; readonly value: unknown }): Promise<void>;
  /** Puts `value` under `key`, whatever is there. Once the database is open, a page that is closed right after has put it too. */
  put(key: string, value: unknown): Promise<void>;
  remove(keys: readonly string[]): Promise<void>;
}

const databaseName = 'mtl-playground';
/** Counts what was added to `tables`. */
const version = 6;
/** `recent` holds the projects: that is what they were at first. */
const tables = [
  'documents',
  'work',
  'runs',
  'run-records',
  'run-weights',
  'recent',
  'own-data',
  'versions',
  'project-weights',
] as const;

/** Makes room for a table where that was what failed, and says whether it did: who knows what can be spared sets it. */
export const spared = { give: async (_for: string, _failed: unknown): Promise<boolean> => false };

/** Under way, of all tables. */
const underWay = new Set<IDBTransaction>();
let left = false;

/**
 * A page that is left hears no more answers. WebKit keeps such a page for a while, and with it whatever it had begun and not committed: the
 * next page would wait for that. What only its answer would have completed is given up, and nothing of that kind is begun any more.
 */
function leave(): void {
  left = true;
  for (const transaction of underWay) {
    try {
      transaction.abort();
    } catch {
      // It is being committed.
    }
  }
}

if (typeof window !== 'undefined') {
  window.addEventListener('pagehide', leave);
  // Somebody goes back to it.
  window.addEventListener('pageshow', () => {
    left = false;
  });
}

const openingMs = 5000;

function later(ms: number, work: () => void): () => void {
  const timer = setTimeout(work, ms);
  return () => clearTimeout(timer);
}

const settled = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

async function openDatabase(onClose: () => void): Promise<IDBDatabase> {
  const opening = indexedDB.open(databaseName, version);
  opening.onupgradeneeded = () => {
    const { result } = opening;
    for (const table of tables) if (!result.objectStoreNames.contains(table)) result.createObjectStore(table);
  };
  const waiting = settled(opening);
  const database = await withTimeout(waiting, openingMs, later).catch((error: unknown) => {
    // Nobody waits for what comes after all, and open it would hold up a newer version.
    if (error instanceof TimeoutError) waiting.then((late) => late.close()).catch(() => undefined);
    throw error;
  });
  database.onclose = onClose;
  // Another tab has a newer version of the page, which waits for this one to let go.
  database.onversionchange = () => {
    database.close();
    onClose();
  };
  return database;
}

/** A table of the database. It is opened when it is first used, and stays open: a page that closes has no time to open it. */
export function openTable(name: (typeof tables)[number]): Table {
  let opened: Promise<IDBDatabase> | null = null;
  const forget = (): void => {
    opened = null;
  };

  /**
   * Resolves once everything that `act` asked for is written. What it does later, it does through `guarded`: nothing is written where that
   * throws. `committed`: it commits at once what it asks for.
   */
  async function transaction<T>(
    mode: IDBTransactionMode,
    act: (store: IDBObjectStore, guarded: (work: () => void) => () => void) => T,
    committed = false,
  ): Promise<T> {
    opened ??= openDatabase(forget);
    opened.catch(forget);
    const database = await opened;
    if (left && !committed) throw new DOMException('The page was left.', 'AbortError');
    const begun = database.transaction(name, mode);
    underWay.add(begun);
    return new Promise((resolve, reject) => {
      begun.onabort = () => {
        underWay.delete(begun);
        reject(begun.error ?? new DOMException('The page was left.', 'AbortError'));
      };
      const guarded = (work: () => void) => () => {
        try {
          work();
        } catch (error) {
          reject(error);
          begun.abort();
        }
      };
      const made = act(begun.objectStore(name), guarded);
      begun.oncomplete = () => {
        underWay.delete(begun);
        resolve(made);
      };
    });
  }

  /** What can be spared gives way to whatever is written, until there is none. */
  async function written(act: Parameters<typeof transaction>[1], committed = false): Promise<void> {
    for (;;) {
      try {
        await transaction('readwrite', act, committed);
        return;
      } catch (error) {
        if (!(await spared.give(name, error))) throw error;
      }
    }
  }

  return {
    async all() {
      const [keys, values] = await transaction('readonly', (store) => [store.getAllKeys(), store.getAll()] as const);
      return new Map(keys.result.map((key, i) => [String(key), values.result[i]]));
    },
    async one(key) {
      return (await transaction('readonly', (store) => store.get(key))).result;
    },
    async change(key, decide) {
      await written((store, guarded) => {
        const known = store.get(key);
        known.onsuccess = guarded(() => {
          const { key: place, value } = decide(known.result);
          store.put(value, place);
        });
      });
    },
    async put(key, value) {
      await written((store) => {
        store.put(value, key);
        // A page that is closed has no time to hear that it was put, which would commit it, and the browser would take it back.
        store.transaction.commit();
      }, true);
    },
    async remove(keys) {
      await transaction(
        'readwrite',
        (store) => {
          for (const key of keys) store.delete(key);
          store.transaction.commit();
        },
        true,
      );
    },
  };
}
