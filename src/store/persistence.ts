import { type IDBPDatabase, openDB } from 'idb';
import { parseProject } from '../core/project/parse.ts';
import type { Project } from '../core/project/schema.ts';
import { serializeProject } from '../core/project/serialize.ts';

/**
 * The document that a visitor finds again, in IndexedDB (the view: `remembered-view.ts`). Storage may be forbidden or full; then the page
 * works without memory, so every failure here ends in «nothing remembered».
 */
const databaseName = 'mtl-playground';

const open = (): Promise<IDBPDatabase> =>
  openDB(databaseName, 1, {
    upgrade(database) {
      database.createObjectStore('documents');
    },
  });

export async function saveDocument(project: Project): Promise<boolean> {
  try {
    const database = await open();
    await database.put('documents', serializeProject(project), 'current');
    database.close();
    return true;
  } catch {
    return false;
  }
}

/** The document as it was left, or null where there is none that opens. */
export async function loadDocument(): Promise<Project | null> {
  try {
    const database = await open();
    const stored: unknown = await database.get('documents', 'current');
    database.close();
    if (typeof stored !== 'string') return null;
    const parsed = parseProject(JSON.parse(stored));
    return parsed.ok ? parsed.value : null;
  } catch {
    return null;
  }
}
