import type { Playground } from '../../store/playground.ts';
import type { ProjectState } from '../../store/project-store.ts';

/** Keeps the documents that are worked on as projects: those that were `seen` before, and all from now on; an earlier visit had `edited` the first. */
export async function keepProjects(playground: Playground, seen: readonly ProjectState[], edited?: number): Promise<void> {
  const [{ pageProjectsOf }, { spareVersions }] = await Promise.all([
    import('../../store/persistence/page-projects.ts'),
    import('../../store/persistence/make-room.ts'),
  ]);
  spareVersions();
  const { keep, keeper } = pageProjectsOf(playground);
  keep(seen, edited);
  window.addEventListener('pagehide', keeper.flush);
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') keeper.flush();
  });
}
