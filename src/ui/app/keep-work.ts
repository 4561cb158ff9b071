import { diagnostic } from '../../core/util/diagnostics.ts';
import { reasonOf } from '../../core/util/reason.ts';
import { openTable } from '../../store/persistence/database.ts';
import { undoAsKept, undoOf, type Work } from '../../store/persistence/kept-work.ts';
import { newName } from '../../store/persistence/new-name.ts';
import { type SafeStorage, safeStorage } from '../../store/persistence/safe-storage.ts';
import { createWorkKeeper, type WorkKeeper } from '../../store/persistence/work-keeper.ts';
import type { Playground } from '../../store/playground.ts';
import { pageRunsOf } from '../../store/runs/page-runs.ts';

let made: WorkKeeper | null = null;

/** Brings back the run and the undo history that the page before this one left, and keeps those of this one. */
export function keepWork(playground: Playground, local: SafeStorage) {
  const { actions, project, run, runNews, runs, view } = playground;
  made ??= createWorkKeeper({
    table: openTable('work'),
    local,
    session: safeStorage(() => sessionStorage),
    now: () => performance.now(),
    after(ms, work) {
      const timer = setTimeout(work, ms);
      return () => clearTimeout(timer);
    },
    newName,
  });
  const keeper = made;
  const pageRuns = pageRunsOf(playground);

  function inHand(): Work {
    const { project: document, key } = project.getState();
    return {
      document,
      ...undoAsKept(project.temporal.getState(), key),
      run: actions.resumable(),
      example: view.getState().example?.preset ?? null,
    };
  }

  return {
    /** Resolves once scripts are told of the runs of earlier visits. */
    runsTold: pageRuns.told,
    /** `given`: the document on the screen is that of the address. Resolves with whether a run goes on. */
    async resume(given: boolean): Promise<boolean> {
      const { project: document, key } = project.getState();
      const work = await keeper.find(document, given);
      if (!work) return false;
      project.temporal.setState(undoOf(work, key));
      const { opened } = view.getState();
      if (work.example) view.set({ example: { preset: work.example, dataset: document.data.dataset, opened } });
      if (!work.run) return false;
      actions.resume(work.run);
      const { epoch, kept } = work.run;
      runNews.setState({ news: { type: 'restored', run: { epoch, step: kept.checkpoint.step } }, closed: false });
      return true;
    },
    /** Keeps what is in hand from now on. */
    keep(): void {
      const changed = (): void => keeper.changed(inHand, run.getState().history.status.state === 'running');
      import('../../store/persistence/make-room.ts').then(
        ({ spareVersions }) => spareVersions(),
        () => undefined,
      );
      for (const store of [run, runs, project, view]) store.subscribe(changed);
      const stopWaiting = run.subscribe(({ history: { status, recorded } }) => {
        // What was trained is worth keeping; a page that nobody has touched does not ask.
        if (status.state === 'running' || recorded.count === 0 || navigator.userActivation?.hasBeenActive === false) return;
        stopWaiting();
        import('../common/lasting-storage.ts').then(
          ({ askToLast }) => askToLast(),
          () => undefined,
        );
      });
      void pageRuns.keep();
      const flush = (): void => {
        keeper.flush(inHand);
        pageRuns.flush();
      };
      window.addEventListener('pagehide', flush);
      document.addEventListener('visibilitychange', () => {
        if (document.visibilityState === 'hidden') flush();
      });
      keeper.onFailure((error) => {
        run.notify([{ ...diagnostic('page.runNotKept', { reason: reasonOf(error) }, 'page'), lasting: true }]);
      });
      changed();
    },
  };
}
