import { useSyncExternalStore } from 'react';
import { type SheetPlayer, sheetPlayerOf } from '../../../store/classroom/sheet-player.ts';
import { safeStorage } from '../../../store/persistence/safe-storage.ts';
import type { Playground } from '../../../store/playground.ts';
import { usePlayground } from '../../../store/react.tsx';
import { onePane } from '../pane-sizes.ts';
import { leaveOut } from './leave-out.ts';
import { takeDropped } from './take-dropped.ts';

const known = new WeakMap<Playground, SheetPlayer>();

/** The sheet of the page's document, which is looked after from the first call on. */
function pageSheet(playground: Playground): SheetPlayer {
  const before = known.get(playground);
  if (before) return before;
  leaveOut(playground);
  takeDropped(playground);
  const player = sheetPlayerOf(playground, () => ({
    storage: safeStorage(() => localStorage),
    narrow: () => window.innerWidth < onePane,
  }));
  known.set(playground, player);
  return player;
}

/** Before the page is drawn: what a teacher left out is not seen first. A link is read as a class reads it; who goes on writing, goes on. */
export function beginSheet(playground: Playground, linked: boolean): void {
  if (linked) pageSheet(playground).write(false);
  else pageSheet(playground);
}

export function useSheet() {
  const player = pageSheet(usePlayground());
  return { player, ...useSyncExternalStore(player.subscribe, player.getState) };
}
