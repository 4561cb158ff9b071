import type { Project } from '../../core/project/schema.ts';
import { pageProjectsOf } from '../../store/persistence/page-projects.ts';
import type { Playground } from '../../store/playground.ts';

/** Keeps the documents that are worked on from now on as projects; `first` was on the screen, `edited` by an earlier visit. */
export function keepProjects(
  playground: Playground,
  first: { readonly project: Project; readonly key: string },
  edited?: number,
): void {
  const { keep, keeper } = pageProjectsOf(playground);
  keep(first, edited);
  window.addEventListener('pagehide', keeper.flush);
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') keeper.flush();
  });
}
