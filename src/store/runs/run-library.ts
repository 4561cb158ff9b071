import { createStore } from 'zustand/vanilla';
import type { KeptCheckpoint } from '../../client/last-checkpoint.ts';
import { numbersIn, type RunRecord } from '../../core/runs/run-record.ts';
import { parseRunSummary, type RunRemarks, type RunSummary } from '../../core/runs/run-summary.ts';
import { reasonOf } from '../../core/util/reason.ts';
import type { Table } from '../persistence/database.ts';
import { readKeptCheckpoint, recordAsTexts, recordFromTexts, writeKeptCheckpoint } from '../persistence/kept-record.ts';

export type WhichWeights = 'last' | 'best';

/** The most bytes that weights of all runs take together: those of the oldest runs go first, of starred ones last. */
export const weightsBudget = 256 * 2 ** 20;

/** What a run is beside its summary. Weights that are left out stay as they were kept. */
export interface RunParts {
  readonly record: RunRecord;
  readonly last?: KeptCheckpoint | null;
  readonly best?: KeptCheckpoint | null;
}

export interface RunLibrarySlice {
  /** Whether what earlier visits kept is among them. */
  readonly read: boolean;
  /** Oldest first. */
  readonly runs: readonly RunSummary[];
  /** What was removed last, and can be brought back. */
  readonly removed: readonly RunSummary[];
  /** Why nothing more can be written, in the browser's words; what could not be is held in memory until something is dropped. */
  readonly full: string | null;
}

export interface RunLibraryOptions {
  readonly summaries: Table;
  readonly records: Table;
  readonly weights: Table;
  /** In ms since 1970. */
  readonly clock: () => number;
  readonly budget?: number;
}

type Summarised = Omit<RunSummary, keyof RunRemarks | 'bytes'>;

/** So long a removed run can still be brought back by another page, in ms. */
const graceMs = 600_000;

const weightBytes = ({ checkpoint: { parameters, optimizer, state } }: KeptCheckpoint): number =>
  parameters.byteLength + optimizer.byteLength + state.byteLength;

const weightKey = (id: string, which: WhichWeights): string => `${id}/${which}`;

const noRecord: ReadonlyMap<string, RunParts> = new Map();

/** Every run that was trained, from visit to visit: its summary, what it recorded, and its weights within a budget. */
export function createRunLibrary({ summaries, records, weights, clock, budget = weightsBudget }: RunLibraryOptions) {
  const store = createStore<RunLibrarySlice>(() => ({ read: false, runs: [], removed: [], full: null }));
  /** What is still to be written, by run: all that was, where the storage is full. */
  let unwritten = noRecord;
  let writing: Promise<void> = Promise.resolve();

  const find = (id: string): RunSummary | undefined => store.getState().runs.find((run) => run.id === id);

  /** Takes runs into the list, in the order of their beginnings. */
  function put(...summaries: readonly RunSummary[]): void {
    const given = new Map(summaries.map((summary) => [summary.id, summary]));
    store.setState(({ runs }) => {
      const known = runs.map((run) => given.get(run.id) ?? run);
      const fresh = summaries.filter(({ id }) => !runs.some((run) => run.id === id));
      if (fresh.length === 0) return { runs: known };
      return { runs: [...known, ...fresh].sort((a, b) => (a.started < b.started ? -1 : a.started > b.started ? 1 : 0)) };
    });
  }

  /** One writing after the other; one that fails says why, and takes nothing else with it. */
  function queue(work: () => Promise<void>): Promise<void> {
    writing = writing.then(work).catch((error: unknown) => store.setState({ full: reasonOf(error) }));
    return writing;
  }

  const writeSummary = (summary: RunSummary): Promise<void> =>
    summaries.change(summary.id, () => ({ key: summary.id, value: summary }));

  async function write(id: string): Promise<void> {
    const parts = unwritten.get(id);
    const summary = find(id);
    if (!parts || !summary) return;
    await writeSummary(summary);
    await records.change(id, () => ({ key: id, value: recordAsTexts(parts.record) }));
    for (const which of ['last', 'best'] as const) {
      const kept = parts[which];
      if (kept)
        await weights.change(weightKey(id, which), () => ({ key: weightKey(id, which), value: writeKeptCheckpoint(kept) }));
    }
    // What came meanwhile is written next.
    if (unwritten.get(id) === parts) unwritten = new Map([...unwritten].filter(([other]) => other !== id));
    store.setState({ full: null });
    await withinBudget();
  }

  const writeAll = (): Promise<void> =>
    queue(async () => {
      for (const id of [...unwritten.keys()]) await write(id);
    });

  const heldBytes = (): number => store.getState().runs.reduce((sum, { bytes }) => sum + bytes.last + bytes.best, 0);

  async function dropWeightsOf(run: RunSummary): Promise<void> {
    await weights.remove([weightKey(run.id, 'last'), weightKey(run.id, 'best')]);
    const changed = { ...(find(run.id) ?? run), bytes: { ...run.bytes, last: 0, best: 0 } };
    put(changed);
    const held = unwritten.get(run.id);
    if (held) unwritten = new Map([...unwritten, [run.id, { record: held.record }]]);
    else await writeSummary(changed);
  }

  async function withinBudget(): Promise<void> {
    const { runs } = store.getState();
    const heavy = runs.slice(0, -1).filter(({ bytes }) => bytes.last + bytes.best > 0);
    const order = [...heavy.filter(({ starred }) => !starred), ...heavy.filter(({ starred }) => starred)];
    for (const run of order) {
      if (heldBytes() <= budget) return;
      await dropWeightsOf(run);
    }
  }

  function change(id: string, remarks: Partial<RunRemarks>): Promise<void> {
    const known = find(id);
    if (!known) return Promise.resolve();
    put({ ...known, ...remarks });
    return queue(async () => {
      const now = find(id);
      if (now && !unwritten.has(id)) await writeSummary(now);
    });
  }

  return {
    ...store,
    find,
    /** Reads what other pages kept; what this one knows better stays. */
    async load(): Promise<void> {
      try {
        const rows = await summaries.all();
        const known = new Set(store.getState().runs.map(({ id }) => id));
        const gone = [...rows].flatMap(([key, value]) =>
          value instanceof Object && 'removedAt' in value && clock() - Number(value.removedAt) > graceMs ? [key] : [],
        );
        const fresh = [...rows].flatMap(([key, value]) => (known.has(key) ? [] : (parseRunSummary(value) ?? [])));
        put(...fresh.filter(({ id }) => rows.has(id)));
        store.setState({ read: true });
        if (gone.length > 0)
          await queue(async () => {
            await records.remove(gone);
            await weights.remove(gone.flatMap((id) => [weightKey(id, 'last'), weightKey(id, 'best')]));
            await summaries.remove(gone);
          });
      } catch (error) {
        store.setState({ read: true, full: reasonOf(error) });
      }
    },
    /** Takes in a run as it stands; what the visitor said of it stays. Resolves once it is written, or cannot be. */
    keep(summary: Summarised, parts: RunParts, remarks: Partial<RunRemarks> = {}): Promise<void> {
      const known = find(summary.id);
      const bytesOf = (which: WhichWeights): number => {
        const kept = parts[which];
        return kept ? weightBytes(kept) : (known?.bytes[which] ?? 0);
      };
      put({
        ...{ name: '', note: '', starred: false, colour: null, pinned: false },
        ...known,
        ...summary,
        ...remarks,
        bytes: { record: 4 * numbersIn(parts.record.recorded), last: bytesOf('last'), best: bytesOf('best') },
      });
      const before = unwritten.get(summary.id);
      unwritten = new Map([...unwritten, [summary.id, { ...before, ...parts }]]);
      return writeAll();
    },
    change,
    /** They are no longer listed; `bringBack` undoes it. */
    remove(ids: readonly string[]): Promise<void> {
      const removed = store.getState().runs.filter(({ id }) => ids.includes(id));
      store.setState(({ runs }) => ({ removed, runs: runs.filter(({ id }) => !ids.includes(id)) }));
      return queue(async () => {
        const value = { removedAt: clock() };
        for (const id of ids) await summaries.change(id, () => ({ key: id, value }));
      });
    },
    bringBack(): Promise<void> {
      const { removed } = store.getState();
      store.setState({ removed: [] });
      put(...removed);
      return queue(async () => {
        for (const run of removed) if (!unwritten.has(run.id)) await writeSummary(run);
      }).then(writeAll);
    },
    /** Makes room: the weights of these runs are gone for good, everything else stays. */
    dropWeights: (ids: readonly string[]): Promise<void> =>
      queue(async () => {
        for (const run of store.getState().runs.filter(({ id }) => ids.includes(id))) await dropWeightsOf(run);
        store.setState({ full: null });
      }).then(writeAll),
    /** Deletes these runs for good, without a way back, and tries again to write what could not be. */
    purge: (ids: readonly string[]): Promise<void> =>
      queue(async () => {
        await summaries.remove(ids);
        await records.remove(ids);
        await weights.remove(ids.flatMap((id) => [weightKey(id, 'last'), weightKey(id, 'best')]));
        unwritten = new Map([...unwritten].filter(([id]) => !ids.includes(id)));
        store.setState(({ runs }) => ({ full: null, runs: runs.filter(({ id }) => !ids.includes(id)) }));
      }).then(writeAll),
    /** What a run recorded; null where that is not kept. */
    async record(id: string): Promise<RunRecord | null> {
      const held = unwritten.get(id)?.record;
      if (held) return held;
      const found = recordFromTexts(await records.one(id).catch(() => null));
      const name = find(id)?.name;
      return found && { ...found, name: name ?? found.name };
    },
    async weightsOf(id: string, which: WhichWeights): Promise<KeptCheckpoint | null> {
      return unwritten.get(id)?.[which] ?? readKeptCheckpoint(await weights.one(weightKey(id, which)).catch(() => null));
    },
  };
}

export type RunLibrary = ReturnType<typeof createRunLibrary>;
