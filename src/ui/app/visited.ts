import type { SafeStorage } from '../../store/persistence/safe-storage.ts';
import { viewKey } from '../../store/remembered-view.ts';

/** Set once the introduction has begun. */
export const visitedKey = 'mtl-playground.visited';

/** Whether anybody was here before; where nothing outlasts the page nobody can tell. */
export const visitedBefore = (local: SafeStorage): boolean =>
  !local.lasting || local.getItem(visitedKey) !== null || local.getItem(viewKey) !== null;
