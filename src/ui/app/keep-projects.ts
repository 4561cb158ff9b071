import type { Project } from '../../core/project/schema.ts';
import { pageProjectsOf } from '../../store/persistence/page-projects.ts';
import type { Playground } from '../../store/playground.ts';

/** Keeps the documents that are worked on from now on as projects; `first` was on the screen, and an earlier visit kept it (`kept`). */
export function keepProjects(
  playground: Playground,
  first: { readonly project: Project; readonly key: string },
  kept: boolean,
): void {
  const { keep, keeper } = pageProjectsOf(playground);
  keep(first, kept);
  window.addEventListener('pagehide', keeper.flush);
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') keeper.flush();
  });
}
