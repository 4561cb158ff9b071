import { openTable } from '../../store/persistence/database.ts';
import { createRecentsKeeper } from '../../store/persistence/recent-documents.ts';
import type { Playground } from '../../store/playground.ts';

/** Lists the documents that are worked on from now on, the one on the screen first. */
export function keepRecents({ project, view }: Playground): void {
  const keeper = createRecentsKeeper({
    table: openTable('recent'),
    now: Date.now,
    after(ms, work) {
      const timer = setTimeout(work, ms);
      return () => clearTimeout(timer);
    },
    newName: () => Array.from(crypto.getRandomValues(new Uint32Array(2)), (part) => part.toString(36)).join(''),
  });
  let { opened } = view.getState();
  keeper.edited(project.getState().project);
  project.subscribe((state) => {
    if (project.isPlacing()) return;
    // A document that is opened takes the place of the last one first, and is said to be another one right after.
    queueMicrotask(() => {
      if (view.getState().opened === opened) keeper.edited(state.project);
    });
  });
  view.subscribe((state) => {
    if (state.opened === opened) return;
    ({ opened } = state);
    keeper.opened();
  });
  window.addEventListener('pagehide', keeper.flush);
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') keeper.flush();
  });
}
