import type { Project } from '../../core/project/schema.ts';
import { serializeProject } from '../../core/project/serialize.ts';
import { thinnedTo } from '../../core/runs/recorded.ts';
import { numbersIn } from '../../core/runs/run-record.ts';
import { hashString } from '../../core/util/random.ts';
import type { Table } from './database.ts';
import { readWork, type Work, writeWork } from './kept-work.ts';
import type { SmallStorage } from './safe-storage.ts';
import { withTimeout } from './with-timeout.ts';
import { workKey } from './work-key.ts';

/** Throttle of writing, in ms; while a run trains, it changes all the time. */
const restMs = { still: 100, training: 1500 };
/** And so many times as long as a writing took. */
const restTimes = 20;
/** Timeout of the database, in ms: the page begins without it. */
const timeoutMs = 2000;
/** Of so many pages, the last ones; each holds a run with its weights. */
const mostKept = 4;
/** Of a longer run, steps in between are left out of what is written while it trains, which holds nobody up; all are written when it pauses. */
const mostRowsWhileTraining = 2 ** 15;
/** A run that holds more numbers than this, at 4 bytes each, is not kept: 256 MiB. */
const mostNumbers = 2 ** 26;

const tabKey = 'mtl-playground.work-of-tab';

export interface WorkWorld {
  readonly table: Table;
  readonly local: SmallStorage;
  /** Outlasts a reload of the tab, and nothing else. */
  readonly session: SmallStorage;
  /** In ms, monotonic. */
  readonly now: () => number;
  /** Calls `work` after so many milliseconds, unless the function that comes back is called before. */
  readonly after: (ms: number, work: () => void) => () => void;
  /** A name that no other page makes. */
  readonly newName: () => string;
}

/** What is kept by one page: its name, and which document it had on the screen. */
type Entry = readonly [name: string, document: number];

/** Documents are immutable, so that each is written once, however often it is kept. */
const texts = new WeakMap<Project, number>();
function hashOf(project: Project): number {
  const known = texts.get(project) ?? hashString(serializeProject(project));
  texts.set(project, known);
  return known;
}

const numbersOf = ({ run }: Work): number =>
  run === null ? 0 : numbersIn(run.record.recorded) + run.kept.checkpoint.parameters.length * 3;

/**
 * Keeps what a visit has in hand from one page to the next: the run with its weights, and the undo history. A page writes under a name of
 * its own, and begins with what the page before it in the same tab left, or with the newest that has the same document. A link
 * begins afresh in another tab.
 */
export function createWorkKeeper({ table, local, session, now, after, newName }: WorkWorld) {
  const name = newName();
  let written: { readonly work: Work; readonly whole: boolean } | null = null;
  let cancel: (() => void) | null = null;
  let due = Number.POSITIVE_INFINITY;
  let restUntil = Number.NEGATIVE_INFINITY;
  let failed: ((reason: unknown) => void) | null = null;

  function entries(): readonly Entry[] {
    try {
      const value: unknown = JSON.parse(local.getItem(workKey) ?? '[]');
      if (!Array.isArray(value)) return [];
      return value.filter((one): one is Entry => Array.isArray(one) && typeof one[0] === 'string' && typeof one[1] === 'number');
    } catch {
      return [];
    }
  }

  async function write(work: Work): Promise<void> {
    const all: readonly Entry[] = [[name, hashOf(work.document)] as const, ...entries().filter(([one]) => one !== name)];
    try {
      // First, and at once: a page that is being closed has time to begin a writing, not to hear of its end.
      const writing = table.put(name, writeWork(work));
      local.setItem(workKey, JSON.stringify(all.slice(0, mostKept)));
      session.setItem(tabKey, name);
      await writing;
      const old = all.slice(mostKept).map(([one]) => one);
      if (old.length > 0) await table.remove(old);
    } catch (error) {
      failed?.(error);
      failed = null;
    }
  }

  function save(take: () => Work | null, training = false): void {
    cancel?.();
    cancel = null;
    due = Number.POSITIVE_INFINITY;
    const work = take();
    if (work === null || numbersOf(work) > mostNumbers) return;
    const short = training ? shortened(work) : work;
    const whole = short === work;
    if (written && (written.whole || !whole) && same(work, written.work)) return;
    written = { work, whole };
    const from = now();
    void write(short).then(() => {
      restUntil = now() + restTimes * (now() - from);
    });
  }

  return {
    /** What the page that shows `document` goes on with; null where nothing fits. `given`: by the address, and not by what was kept. */
    async find(document: Project, given: boolean): Promise<Work | null> {
      const all = entries();
      const mine = session.getItem(tabKey);
      const equal = ([, of]: Entry): boolean => of === hashOf(document);
      const own = all.find(([one]) => one === mine);
      const found = own && (!given || equal(own)) ? own : given ? undefined : all.find(equal);
      if (!found) return null;
      try {
        return readWork(await withTimeout(table.one(found[0]), timeoutMs, after));
      } catch {
        return null;
      }
    },
    /** Something of it may have changed. */
    changed(take: () => Work | null, training: boolean): void {
      const at = Math.max(now() + (training ? restMs.training : restMs.still), restUntil);
      // A run that pauses need not wait as long as one that trains.
      if (at >= due) return;
      cancel?.();
      due = at;
      cancel = after(at - now(), () => save(take, training));
    },
    /** Writes at once what is not yet written: the page may be gone after this. */
    flush: (take: () => Work | null): void => save(take),
    /** Hears once why nothing can be kept. */
    onFailure(listener: (reason: unknown) => void): void {
      failed = listener;
    },
  };
}

export type WorkKeeper = ReturnType<typeof createWorkKeeper>;

/** With no more of a long run than can be written in no time. */
function shortened(work: Work): Work {
  const { run } = work;
  if (run === null) return work;
  const recorded = thinnedTo(run.record.recorded, mostRowsWhileTraining);
  return recorded === run.record.recorded ? work : { ...work, run: { ...run, record: { ...run.record, recorded } } };
}

const same = (a: Work, b: Work): boolean =>
  a.document === b.document &&
  a.example === b.example &&
  a.past.length === b.past.length &&
  a.future.length === b.future.length &&
  a.run?.kept.checkpoint === b.run?.kept.checkpoint &&
  a.run?.record.recorded === b.run?.record.recorded &&
  a.run?.record.name === b.run?.record.name;
