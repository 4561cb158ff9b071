import { pageProjectsOf } from '../../store/persistence/page-projects.ts';
import type { Playground } from '../../store/playground.ts';
import type { ProjectState } from '../../store/project-store.ts';

/** Keeps the documents that are worked on as projects: those that were `seen` before, and all from now on; an earlier visit had `edited` the first. */
export function keepProjects(playground: Playground, seen: readonly ProjectState[], edited?: number): void {
  const { keep, keeper } = pageProjectsOf(playground);
  keep(seen, edited);
  window.addEventListener('pagehide', keeper.flush);
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') keeper.flush();
  });
}
