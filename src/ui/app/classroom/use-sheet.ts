import { useSyncExternalStore } from 'react';
import { type SheetPlayer, sheetPlayerOf } from '../../../store/classroom/sheet-player.ts';
import { safeStorage } from '../../../store/persistence/safe-storage.ts';
import type { Playground } from '../../../store/playground.ts';
import { usePlayground } from '../../../store/react.tsx';
import { onePane } from '../pane-sizes.ts';
import { leaveOut } from './leave-out.ts';

/** The sheet of the page's document, which is looked after from the first call on. */
export function pageSheet(playground: Playground): SheetPlayer {
  leaveOut(playground.view);
  return sheetPlayerOf(playground, () => ({
    storage: safeStorage(() => localStorage),
    narrow: () => window.innerWidth < onePane,
  }));
}

export function useSheet() {
  const player = pageSheet(usePlayground());
  return { player, ...useSyncExternalStore(player.subscribe, player.getState) };
}
