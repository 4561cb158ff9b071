import { createStore } from 'zustand/vanilla';
import { type Importer, startImporter } from '../../client/importer.ts';
import type { Described } from '../../core/data/import/described.ts';
import { describedOf, type OwnDataset } from '../../core/data/import/own-dataset.ts';
import { proposedDocument } from '../../core/graph/proposed-document.ts';
import type { Project } from '../../core/project/schema.ts';
import type { TargetInfo } from '../../core/tasks/types.ts';
import { type Diagnostic, diagnostic, type Result } from '../../core/util/diagnostics.ts';
import { reasonOf } from '../../core/util/reason.ts';
import { pageDatasets } from '../datasets.ts';
import { openTable } from '../persistence/database.ts';
import type { Playground } from '../playground.ts';
import { pageRunsOf } from '../runs/page-runs.ts';
import { createOwnDataLibrary, type KeptData, type OwnDataLibrary } from './own-data-library.ts';

/** Data that the document describes and that is not here. */
export interface MissingData {
  readonly id: string;
  readonly described: Described;
}

/** A file or a run that is kept, and the room it takes. */
export type Droppable = { readonly id: string; readonly name: string; readonly bytes: number } & (
  | { readonly kind: 'data' }
  | { readonly kind: 'run'; readonly number: number }
);

export interface OwnDataState {
  /** null: the document needs nothing that is not here. */
  readonly missing: MissingData | null;
  /** How much of its file has been read, 0 … 1; null: nothing is being read. */
  readonly reading: number | null;
  /** What was wrong with the file that was chosen for it. */
  readonly problem: Diagnostic | null;
  /** Files of earlier visits and this one, the last first; null: not yet listed. */
  readonly kept: readonly KeptData[] | null;
  /** A file that there was no room for, which can be kept once something else is deleted. */
  readonly unkept: { readonly own: OwnDataset; readonly file: Blob; readonly reason: string } | null;
}

export interface OwnDataWorld {
  readonly library: OwnDataLibrary;
  readonly startImporter: () => Importer;
  /** In ms since 1970. */
  readonly now: () => number;
  /** Lets others have the page between pieces of work; absent: nobody waits for it. */
  readonly rest?: () => Promise<void>;
}

/** What the visitor brings: joins the page, is kept from visit to visit, and comes back when a document asks for it. */
function createOwnData(playground: Playground, world: OwnDataWorld) {
  const { library } = world;
  const store = createStore<OwnDataState>(() => ({ missing: null, reading: null, problem: null, kept: null, unkept: null }));
  const { getState: now, setState: set } = store;
  const document = (): Project => playground.project.getState().project;
  /** Ids that the library was asked for: it is asked once. */
  const asked = new Set<string>();

  async function list(): Promise<void> {
    // Where nothing can be kept, nothing is.
    set({ kept: await library.list().catch(() => []) });
  }

  async function keep(own: OwnDataset, file: Blob): Promise<boolean> {
    const { name, file: read, rows } = own.described;
    try {
      await library.keep(read.hash, file, { name, file: read.name, rows, added: world.now() });
      set({ unkept: null });
      await list();
      return true;
    } catch (error) {
      const reason = reasonOf(error);
      set({ unkept: { own, file, reason } });
      playground.run.notify([diagnostic('import.quota', { file: read.name, reason }, 'data')]);
      await list();
      return false;
    }
  }

  /** Reads the file that a document means; refused where it is another one. */
  async function restoreFrom(file: File, { id, described }: MissingData): Promise<Result<OwnDataset>> {
    const importer = world.startImporter();
    set({ reading: 0, problem: null });
    const restored = await importer.restore(file.name, file, { id, described }, (done) => set({ reading: done }));
    importer.end();
    set({ reading: null });
    return restored;
  }

  /** Whether the bytes of the document's data are here; where they are kept, they are read. */
  async function look(): Promise<void> {
    const { dataset, options } = document().data;
    const described = pageDatasets.find(dataset) ? null : describedOf(dataset, options);
    if (!described) {
      if (now().missing) set({ missing: null, problem: null });
      return;
    }
    if (now().missing?.id === dataset) return;
    const missing: MissingData = { id: dataset, described };
    set({ missing, problem: null });
    if (asked.has(dataset)) return;
    asked.add(dataset);
    const file = await library.file(described.file.hash).catch(() => null);
    if (file) await supply(file);
  }

  /** Takes a file for what is missing; what is wrong with it stands in `problem`. */
  async function supply(file: File): Promise<void> {
    const { missing } = now();
    if (!missing) return;
    const restored = await restoreFrom(file, missing);
    if (!restored.ok) {
      set({ problem: restored.diagnostics[0] ?? null });
      return;
    }
    joinAndForget(restored.value);
    void keep(restored.value, file);
  }

  function joinAndForget(own: OwnDataset): void {
    const joined = playground.actions.joinDataset(own);
    if (!joined.ok) playground.run.notify(joined.diagnostics);
    if (now().missing?.id === own.id) set({ missing: null, problem: null });
  }

  playground.project.subscribe(() => void look());
  void look();

  return {
    ...store,
    list,
    supply,
    /**
     * Data joins the page, and the document that is proposed for it takes the place of the one before: one undo step. `say` gives what is written into its
     * note.
     */
    async use(
      own: OwnDataset,
      file: Blob,
      words: {
        readonly titleOf: (target: TargetInfo) => string;
        readonly say: (proposal: { readonly branches: number; readonly heads: number }) => string;
      },
    ): Promise<boolean> {
      // Each in a task of its own, between which hands have the page.
      joinAndForget(own);
      await world.rest?.();
      const descriptor = pageDatasets.find(own.id);
      if (!descriptor) return false;
      const { described } = own;
      const proposal = proposedDocument(own.id, described, descriptor.signature(described), words.titleOf);
      const { actions } = playground;
      await world.rest?.();
      const next = actions.arranged({ ...proposal.project, name: described.name.slice(0, 120), note: words.say(proposal) });
      // Where it cannot be shown, `open` says so; where another document was opened meanwhile, that one stays.
      if (await actions.lookAhead(next, 'any').catch(() => true)) actions.open(next);
      return keep(own, file);
    },
    /** Once more for what there was no room for. */
    keepAgain(): void {
      const { unkept } = now();
      if (unkept) void keep(unkept.own, unkept.file);
    },
    /** What takes room and could be deleted for `unkept`, the largest first; the run that is shown is not among it. */
    async droppable(): Promise<readonly Droppable[]> {
      await list();
      const runs = pageRunsOf(playground).library;
      await runs.load();
      const { id: shown } = playground.runs.getState().shown;
      return [
        ...(now().kept ?? []).map(({ hash, name, bytes }): Droppable => ({ kind: 'data', id: hash, name, bytes })),
        ...runs
          .getState()
          .runs.filter(({ id }) => id !== shown)
          .map(({ id, name, number, bytes: { record, last, best } }): Droppable => {
            return { kind: 'run', id, name, number, bytes: record + last + best };
          }),
      ].sort((a, b) => b.bytes - a.bytes);
    },
    /** Deletes these for good, then keeps what there was no room for; false where that was not enough. */
    async makeRoom(dropped: readonly Droppable[]): Promise<boolean> {
      const idsOf = (kind: Droppable['kind']): readonly string[] =>
        dropped.filter((one) => one.kind === kind).map(({ id }) => id);
      for (const hash of idsOf('data')) await library.remove(hash).catch(() => undefined);
      await pageRunsOf(playground).library.purge(idsOf('run'));
      const { unkept } = now();
      return unkept ? keep(unkept.own, unkept.file) : true;
    },
    async rename(hash: string, name: string): Promise<void> {
      await library.rename(hash, name).catch(() => undefined);
      await list();
    },
    async remove(hash: string): Promise<void> {
      await library.remove(hash).catch(() => undefined);
      await list();
    },
    file: (hash: string): Promise<File | null> => library.file(hash).catch(() => null),
    startImporter: world.startImporter,
  };
}

export type OwnData = ReturnType<typeof createOwnData>;

const ofPlaygrounds = new WeakMap<Playground, OwnData>();

/** The one of a page. `world`: for tests. */
export function ownDataOf(
  playground: Playground,
  world: OwnDataWorld = {
    library: createOwnDataLibrary(openTable('own-data')),
    startImporter,
    now: Date.now,
    rest: () => new Promise((rested) => setTimeout(rested)),
  },
): OwnData {
  const known = ofPlaygrounds.get(playground);
  if (known) return known;
  const made = createOwnData(playground, world);
  ofPlaygrounds.set(playground, made);
  return made;
}
