import { parseProjectText } from '../../core/project/parse.ts';
import { mostNameLetters, type Project } from '../../core/project/schema.ts';
import { ok, type Result } from '../../core/util/diagnostics.ts';
import type { Table } from './database.ts';
import { type KeptProject, type ProjectRow, parseKeptProject, told } from './kept-project.ts';

/** How many are kept that nobody gave a name or asked to keep. */
export const mostUnnamed = 100;
/** So long a deleted one can be brought back, in ms. */
const graceMs = 600_000;

/** Trained weights as a file of safetensors. */
export type WeightsFile = Uint8Array<ArrayBuffer>;

export interface ShelfWorld {
  readonly projects: Table;
  readonly versions: Table;
  readonly weights: Table;
  /** In ms since 1970. */
  readonly now: () => number;
  /** A name that no other project has. */
  readonly newName: () => string;
}

/** All that is kept, the last edited first. Rejects where the database cannot be read. */
async function allIn(table: Table): Promise<readonly KeptProject[]> {
  const found = [...(await table.all())].flatMap(([key, value]): KeptProject[] => {
    const row = parseKeptProject(value);
    return row ? [{ key, ...row }] : [];
  });
  return found.sort((a, b) => b.edited - a.edited);
}

/** The projects, the last edited first; of several with the same content the last. Rejects where the database cannot be read. */
export async function recentProjects(table: Table): Promise<readonly KeptProject[]> {
  const texts = new Set<string>();
  return (await allIn(table)).filter(({ text, removedAt }) => {
    if (removedAt !== undefined || texts.has(text)) return false;
    texts.add(text);
    return true;
  });
}

/** The document; refused with what is wrong with it. */
export const documentIn = ({ text }: Pick<KeptProject, 'text'>): Result<Project> => parseProjectText(text);

/** A name that none of `taken` is: with a number where there is one. */
export function freeName(name: string, taken: readonly string[]): string {
  if (!taken.includes(name)) return name;
  const letters = Array.from(name.replace(/ \(\d+\)$/, ''));
  for (let number = 2; ; number++) {
    const end = ` (${number})`;
    while (letters.join('').length + end.length > mostNameLetters) letters.pop();
    const numbered = `${letters.join('')}${end}`;
    if (!taken.includes(numbered)) return numbered;
  }
}

/** What can be done with projects beside working on one. Everything rejects where the database does. */
export function createProjectShelf({ projects, versions, weights, now, newName }: ShelfWorld) {
  /** Changes what is kept under a key; nothing where nothing is kept there. */
  async function change(key: string, how: (row: ProjectRow) => ProjectRow): Promise<void> {
    const there = parseKeptProject(await projects.one(key));
    if (there) await projects.put(key, how(there));
  }

  const namesTaken = async (): Promise<readonly string[]> =>
    (await allIn(projects)).flatMap(({ name, removedAt }) => (removedAt === undefined ? [name] : []));

  /** Takes in a document under a name that is free; resolves with its key. */
  async function add(project: Project, file: WeightsFile | null): Promise<string> {
    const key = newName();
    const name = freeName(project.name, await namesTaken());
    const beside = { edited: now(), named: true, writer: '', weights: file !== null };
    const row: ProjectRow = { ...told({ ...project, name }), ...beside };
    // All of it or nothing: weights without a document would be found by nobody.
    if (file) await weights.put(key, file);
    try {
      await projects.put(key, row);
    } catch (error) {
      await weights.remove([key]);
      throw error;
    }
    return key;
  }

  return {
    /** The projects, the last edited first, and those that were deleted and can be brought back. */
    async all(): Promise<{ readonly projects: readonly KeptProject[]; readonly removed: readonly KeptProject[] }> {
      const all = await allIn(projects);
      return {
        projects: all.filter(({ removedAt }) => removedAt === undefined),
        removed: all.filter(({ removedAt }) => removedAt !== undefined && now() - removedAt <= graceMs),
      };
    },
    add,
    /** Gives it another name; refused where its document cannot be read. */
    async rename(key: string, name: string): Promise<Result<null>> {
      const row = parseKeptProject(await projects.one(key));
      const read = row && documentIn(row);
      if (read && !read.ok) return read;
      if (row && read)
        await projects.put(key, { ...row, ...told({ ...read.value, name }), named: true, writer: '', edited: now() });
      return ok(null);
    },
    remove: (key: string): Promise<void> => change(key, (row) => ({ ...row, removedAt: now() })),
    bringBack: (key: string): Promise<void> => change(key, ({ removedAt: _, ...row }) => row),
    /** The weights that came or were copied with it. */
    async weightsOf(key: string): Promise<WeightsFile | null> {
      const file = await weights.one(key);
      return file instanceof Uint8Array ? new Uint8Array(file) : null;
    },
    /** Lets go of what was deleted so long ago that nobody brings it back, and of the oldest of those that nobody named. */
    async tidy(): Promise<void> {
      const all = await allIn(projects);
      const gone = all.filter(({ removedAt }) => removedAt !== undefined && now() - removedAt > graceMs);
      const old = all.filter(({ named, removedAt }) => !named && removedAt === undefined).slice(mostUnnamed);
      const keys = [...gone, ...old].map(({ key }) => key);
      if (keys.length === 0) return;
      await projects.remove(keys);
      await Promise.all([versions.remove(keys), weights.remove(keys)]);
    },
  };
}

export type ProjectShelf = ReturnType<typeof createProjectShelf>;
