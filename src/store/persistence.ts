import { type IDBPDatabase, openDB } from 'idb';
import { z } from 'zod';
import { parseProject } from '../core/project/parse.ts';
import type { Project } from '../core/project/schema.ts';
import { serializeProject } from '../core/project/serialize.ts';
import { languages } from '../core/util/localized.ts';
import { initialView, type RememberedView, type ViewState } from './view-store.ts';

/**
 * What a visitor finds again: the document in IndexedDB, the view in localStorage. Storage may be forbidden or full; then the page
 * works without memory, so every failure here ends in «nothing remembered».
 */
const databaseName = 'mtl-playground';
const viewKey = 'mtl-playground.view';

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

const paneSize = z.union([
  z.number(),
  z.templateLiteral([z.number(), '%']),
  z.templateLiteral([z.number(), z.enum(['px', 'rem'])]),
]);

const rememberedSchema = z
  .object({
    language: z.enum(languages),
    theme: z.enum(['light', 'dark', 'auto']),
    tab: z.string(),
    curves: z.object({
      quantity: z.enum(['loss', 'metric']),
      logScale: z.boolean(),
      normalised: z.boolean(),
      smoothing: z.number().min(0).max(0.99),
      showRaw: z.boolean(),
      showValidation: z.boolean(),
    }),
    panes: z.object({ columns: z.array(paneSize), rows: z.array(paneSize) }),
    pictures: z.boolean(),
  })
  .partial();

export function saveView({ language, theme, tab, curves, panes, pictures }: ViewState, storage: Storage): void {
  try {
    storage.setItem(viewKey, JSON.stringify({ language, theme, tab, curves, panes, pictures }));
  } catch {
    // A full or forbidden storage costs the visitor nothing but the memory of the view.
  }
}

export function loadView(storage: Storage): Partial<RememberedView> {
  try {
    const parsed = rememberedSchema.safeParse(JSON.parse(storage.getItem(viewKey) ?? '{}'));
    if (!parsed.success) return {};
    const { language, theme, tab, curves, panes, pictures } = parsed.data;
    return {
      ...(language ? { language } : {}),
      ...(theme ? { theme } : {}),
      ...(tab ? { tab } : {}),
      ...(panes ? { panes } : {}),
      ...(pictures === undefined ? {} : { pictures }),
      // Which tasks are hidden belongs to the document that had them.
      ...(curves ? { curves: { ...initialView.curves, ...curves } } : {}),
    };
  } catch {
    return {};
  }
}
