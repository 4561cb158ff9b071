import { z } from 'zod';
import { parseProjectText } from '../../core/project/parse.ts';
import type { Project } from '../../core/project/schema.ts';
import { serializeProject } from '../../core/project/serialize.ts';
import type { Table } from './database.ts';

const schema = z.object({
  /** The document as a file. */
  text: z.string(),
  /** What it is called, and its data set, to be listed without reading it. */
  name: z.string(),
  dataset: z.string(),
  /** When it was last edited, in ms since 1970. */
  edited: z.number(),
});

/** A document that was worked on, and can be opened again. */
export interface RecentDocument extends Readonly<z.infer<typeof schema>> {
  readonly key: string;
}

/** How many are kept. */
const mostKept = 12;
/** Once no edit came for so long, what was edited is written, in ms. */
const quietMs = 1500;

export interface RecentsWorld {
  readonly table: Table;
  /** In ms since 1970. */
  readonly now: () => number;
  /** Calls `work` after so many milliseconds, unless the function that comes back is called before. */
  readonly after: (ms: number, work: () => void) => () => void;
  /** A name that no other document has. */
  readonly newName: () => string;
}

/** All that were kept, the last edited first; of several with the same content the last. Rejects where the database cannot be read. */
export async function recentDocuments(table: Table): Promise<readonly RecentDocument[]> {
  const found = [...(await table.all())].flatMap(([key, value]): RecentDocument[] => {
    const { data } = schema.safeParse(value);
    return data ? [{ key, ...data }] : [];
  });
  const texts = new Set<string>();
  return found
    .sort((a, b) => b.edited - a.edited)
    .filter(({ text }) => {
      if (texts.has(text)) return false;
      texts.add(text);
      return true;
    });
}

/** The document that was kept; refused with what is wrong with it. */
export const openRecent = ({ text }: RecentDocument) => parseProjectText(text);

/** Keeps every document that was worked on, each under a name of its own from the moment it was opened. */
export function createRecentsKeeper({ table, now, after, newName }: RecentsWorld) {
  let key = newName();
  let unsaved: { readonly key: string; readonly project: Project; readonly edited: number } | null = null;
  let cancel = (): void => undefined;

  async function save(): Promise<void> {
    cancel();
    if (!unsaved) return;
    const { key: place, project, edited } = unsaved;
    unsaved = null;
    const value = { text: serializeProject(project), name: project.name, dataset: project.data.dataset, edited };
    await table.put(place, value);
    const all = await table.all();
    const known = new Set((await recentDocuments(table)).slice(0, mostKept).map((one) => one.key));
    const old = [...all.keys()].filter((one) => !known.has(one));
    if (old.length > 0) await table.remove(old);
  }
  // Where it cannot be kept, it is not listed: the document on the screen is kept elsewhere, which says so.
  const saved = (): void => void save().catch(() => undefined);

  return {
    edited(project: Project): void {
      unsaved = { key, project, edited: now() };
      cancel();
      cancel = after(quietMs, saved);
    },
    /** Another document is on the screen: what is edited from now on is that one. */
    opened(): void {
      saved();
      key = newName();
    },
    /** Writes what is not yet written: the page may be gone after this. */
    flush: saved,
  };
}
