import type { RunSummary } from '../../core/runs/run-summary.ts';
import type { Diagnostic } from '../../core/util/diagnostics.ts';
import type { Playground } from '../playground.ts';
import type { ProjectState } from '../project-store.ts';
import { pageRunsOf } from '../runs/page-runs.ts';
import { weightsOpened } from '../weights-opened.ts';
import { openTable, type Table } from './database.ts';
import type { KeptProject } from './kept-project.ts';
import { newName } from './new-name.ts';
import { createProjectShelf, documentIn } from './project-shelf.ts';
import { createProjectsKeeper } from './projects-keeper.ts';
import { createVersions } from './versions.ts';

export interface PageProjectsOptions {
  readonly tables: Readonly<Record<'projects' | 'versions' | 'weights', Table>>;
  readonly runs: ReturnType<typeof pageRunsOf>;
  /** In ms since 1970. */
  readonly now: () => number;
  readonly after: (ms: number, work: () => void) => () => void;
  /** When the page was opened, in ms since 1970. */
  readonly began: number;
}

/** The projects of a page, and what it does with them: keeps, lists, opens. */
export function createPageProjects(playground: Playground, { tables, runs, now, after, began }: PageProjectsOptions) {
  const { actions, project, run } = playground;
  const shelf = createProjectShelf({ ...tables, now, newName });
  const versions = createVersions(tables.versions, now);
  const keeper = createProjectsKeeper({
    table: tables.projects,
    versions,
    now,
    after,
    newName,
    moved(from, to) {
      if (project.getState().key === from) project.keepAs(to);
    },
  });
  let keeping = false;

  /** The newest run of a project whose last weights are kept. */
  const trainedRun = (key: string): RunSummary | undefined =>
    runs.library.getState().runs.findLast((one) => one.project === key && one.bytes.last > 0);

  /** `seen`: what was on the screen until now, the first as the page began, which an earlier visit had `edited` then, in ms since 1970. */
  function keep(seen: readonly ProjectState[], edited?: number): void {
    const [first, ...later] = seen;
    if (keeping || !first) return;
    keeping = true;
    keeper.shown(first, began);
    if (edited !== undefined) keeper.catchUp(first, edited);
    let last = first;
    const hear = (state: ProjectState): void => {
      if (state.key !== last.key) keeper.shown(state);
      else keeper.edited(state);
      last = state;
    };
    later.forEach(hear);
    project.subscribe((state) => {
      if (!project.isPlacing()) hear(state);
    });
    void shelf.tidy().catch(() => undefined);
  }

  return {
    shelf,
    versions,
    keeper,
    keep,
    trainedRun,
    /** Opens a project, with the weights that it has. Resolves with why it cannot be. */
    async open(kept: KeptProject): Promise<readonly Diagnostic[]> {
      const { key } = kept;
      const read = documentIn(kept);
      if (!read.ok) return read.diagnostics;
      await runs.told;
      const document = read.value;
      // Where it cannot be shown, `open` says so.
      if (!(await actions.lookAhead(document).catch(() => true))) return [];
      const trained = trainedRun(key);
      if (trained) {
        await runs.open(trained.id, 'last', { document, key });
        return [];
      }
      const file = kept.weights ? await shelf.weightsOf(key) : null;
      const weights = file && (await actions.request({ kind: 'read', fileName: `${kept.name}.safetensors`, bytes: file }));
      if (weights?.ok && weights.value.weights) {
        actions.open(document, { from: 'weights', weights: weights.value.weights }, key);
        run.notify([weightsOpened(kept.name, weights.value.step)]);
      } else actions.open(document, undefined, key);
      return weights && !weights.ok ? weights.diagnostics : [];
    },
  };
}

export type PageProjects = ReturnType<typeof createPageProjects>;

const made = new WeakMap<Playground, PageProjects>();

/** The projects of a page, made when they are first asked for. */
export function pageProjectsOf(playground: Playground): PageProjects {
  const known = made.get(playground);
  if (known) return known;
  const pageProjects = createPageProjects(playground, {
    tables: { projects: openTable('recent'), versions: openTable('versions'), weights: openTable('project-weights') },
    runs: pageRunsOf(playground),
    now: Date.now,
    began: performance.timeOrigin,
    after(ms, work) {
      const timer = setTimeout(work, ms);
      return () => clearTimeout(timer);
    },
  });
  made.set(playground, pageProjects);
  return pageProjects;
}
