import { parseProgress, type SheetProgress } from '../../core/lessons/sheet/progress.ts';
import type { SmallStorage } from '../persistence/safe-storage.ts';

const storageKey = 'mtl-playground.sheets';
/** So many tasks are remembered, the last ones. */
const mostKept = 30;

/** What is kept, the last one last; nothing where it cannot be read. */
function kept(storage: SmallStorage): ReadonlyMap<string, unknown> {
  try {
    return new Map(Object.entries(Object(JSON.parse(storage.getItem(storageKey) ?? '{}'))));
  } catch {
    return new Map();
  }
}

/** How far somebody has come with a sheet in this browser. */
export const keptSheetProgress = (storage: SmallStorage, key: string): SheetProgress => parseProgress(kept(storage).get(key));

/** In the place of what is kept under `instead`, where it is given. Where the storage is full, it lasts as long as the page. */
export function keepSheetProgress(storage: SmallStorage, key: string, progress: SheetProgress, instead = key): void {
  const others = [...kept(storage)].filter(([known]) => known !== key && known !== instead);
  try {
    storage.setItem(storageKey, JSON.stringify(Object.fromEntries([...others.slice(1 - mostKept), [key, progress]])));
  } catch {
    // It is a convenience: nothing else is lost.
  }
}
