import type { Project } from '../../core/project/schema.ts';
import { serializeProject } from '../../core/project/serialize.ts';
import { structureKey } from '../../core/project/structure.ts';
import type { Table } from './database.ts';
import { type ProjectRow, parseKeptProject, told } from './kept-project.ts';
import type { Versions } from './versions.ts';

/** Once no edit came for so long, what was edited is written; once for so long, it is a version. In ms. */
const quietMs = { writing: 1500, version: 30_000 };
/** What is there before the structure changes is a version, unless one was kept so short a time ago, in ms. */
const burstMs = 20_000;

export interface ProjectsWorld {
  readonly table: Table;
  readonly versions: Pick<Versions, 'keep'>;
  /** In ms since 1970. */
  readonly now: () => number;
  /** Calls `work` after so many milliseconds, unless the function that comes back is called before. */
  readonly after: (ms: number, work: () => void) => () => void;
  /** A name that no other page makes. */
  readonly newName: () => string;
  /** What was kept as `from` is kept as `to` from now on: another tab has written `from`, or deleted it. */
  readonly moved: (from: string, to: string) => void;
}

type Beside = Pick<ProjectRow, 'named' | 'weights'>;

interface Shown {
  readonly project: Project;
  readonly key: string;
}

/** Keeps every document that is worked on under its key, and its versions at moments that mean something. */
export function createProjectsKeeper({ table, versions, now, after, newName, moved }: ProjectsWorld) {
  const writer = newName();
  /** On the screen. */
  let shown: (Shown & { readonly edited: boolean }) | null = null;
  let unsaved: (Shown & { readonly edited: number }) | null = null;
  /** Of every key, when this page took it up, what it was called then, and and what this page wrote there beside the document; null: nothing. */
  const known = new Map<string, { readonly since: number; readonly name: string; wrote: Beside | null }>();
  /** Where keys went that another tab has written. */
  const places = new Map<string, string>();
  let versionAt = Number.NEGATIVE_INFINITY;
  let writing: Promise<unknown> = Promise.resolve();
  let cancelWriting = (): void => undefined;
  let cancelVersion = (): void => undefined;

  const placeOf = (key: string): string => places.get(key) ?? key;

  // Where it cannot be kept, it is not listed: the document on the screen is kept elsewhere, which says so.
  function queue(work: () => Promise<unknown>): void {
    writing = writing.then(work).catch(() => undefined);
  }

  function keepVersion({ project, key }: Shown): void {
    cancelVersion();
    versionAt = now();
    queue(() => versions.keep(placeOf(key), serializeProject(project)));
  }

  async function write({ project, key, edited }: Shown & { readonly edited: number }): Promise<void> {
    const from = placeOf(key);
    const met = known.get(key);
    let place = from;
    let beside: Beside = { named: false, weights: false };
    await table.change(from, (stored) => {
      const there = parseKeptProject(stored);
      const fresh = told(project);
      beside = { named: there?.named ?? false, weights: there?.weights ?? false };
      if (there && there.text === fresh.text && there.removedAt === undefined) return { key: from, value: stored };
      const others = there !== null && there.writer !== writer && there.edited > (met?.since ?? 0);
      place = others || there?.removedAt !== undefined ? newName() : from;
      if (fresh.name !== (there?.name ?? met?.name)) beside = { ...beside, named: true };
      // Weights that came with it stay where they are.
      if (place !== from) beside = { ...beside, weights: false };
      return { key: place, value: { ...fresh, ...beside, edited, writer } };
    });
    if (met) met.wrote = beside;
    if (place === from) return;
    places.set(key, place);
    known.set(place, { since: now(), name: project.name, wrote: beside });
    moved(from, place);
  }

  function save(): void {
    cancelWriting();
    if (!unsaved) return;
    const document = unsaved;
    unsaved = null;
    queue(() => write(document));
  }

  function leave(): void {
    save();
    if (shown?.edited) keepVersion(shown);
    cancelVersion();
  }

  function takeUp({ project, key }: Shown, since = now()): void {
    if (!known.has(key)) known.set(key, { since, name: project.name, wrote: null });
  }

  async function settled(): Promise<void> {
    save();
    await writing;
  }

  return {
    /** A document is on the screen as it was kept, or as it begins; `since`: in ms since 1970, now where that is left out. */
    shown(document: Shown, since?: number): void {
      // One that went to another place is the same there.
      if (shown && placeOf(shown.key) === document.key && shown.project === document.project) {
        shown = { ...document, edited: shown.edited };
        takeUp(document);
        return;
      }
      leave();
      takeUp(document, since);
      shown = { ...document, edited: false };
    },
    /** A page that was closed may not have had time to write this document, which it edited then, in ms since 1970. */
    catchUp({ project, key }: Shown, edited: number): void {
      queue(async () => {
        const there = parseKeptProject(await table.one(key));
        if (there && there.removedAt === undefined && there.edited < edited) await write({ project, key, edited });
      });
    },
    /** The same document, after an edit. */
    edited(document: Shown): void {
      const before = shown?.key === document.key ? shown : null;
      if (before?.project === document.project) return;
      takeUp(document);
      if (before) {
        const changes = now() - versionAt >= burstMs && structureKey(before.project) !== structureKey(document.project);
        if (changes || !before.edited) keepVersion(before);
      }
      shown = { ...document, edited: true };
      unsaved = { ...document, edited: now() };
      cancelWriting();
      cancelWriting = after(quietMs.writing, save);
      cancelVersion();
      cancelVersion = after(quietMs.version, () => keepVersion(document));
    },
    /** Keeps the document as it is, whether it was edited or not, as one that a hand asked to keep. */
    async keep(document: Shown): Promise<void> {
      await settled();
      const there = parseKeptProject(await table.one(placeOf(document.key)));
      const beside = { named: true, weights: there?.weights ?? false };
      await table.put(placeOf(document.key), { ...told(document.project), ...beside, edited: there?.edited ?? now(), writer });
      takeUp(document);
      const met = known.get(document.key);
      if (met) met.wrote = beside;
    },
    /** A version of what is on the screen, now. */
    async keepVersion(): Promise<void> {
      if (shown) keepVersion(shown);
      await writing;
    },
    /** Resolves once what was edited is written. */
    settled,
    /** Writes what is not yet written: the page may be gone after this, and has no time to look at what is there. */
    flush(): void {
      const wrote = unsaved && known.get(unsaved.key)?.wrote;
      if (unsaved && wrote) {
        cancelWriting();
        const { project, key, edited } = unsaved;
        unsaved = null;
        const named = wrote.named || project.name !== known.get(key)?.name;
        table.put(placeOf(key), { ...told(project), ...wrote, edited, named, writer }).catch(() => undefined);
      }
      leave();
    },
  };
}

export type ProjectsKeeper = ReturnType<typeof createProjectsKeeper>;
