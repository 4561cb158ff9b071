import { z } from 'zod';
import type { Project } from '../../core/project/schema.ts';
import { serializeProject } from '../../core/project/serialize.ts';

const schema = z.object({
  /** The document as a file. */
  text: z.string(),
  /** What it is called, its data set and its tasks, to be listed without reading it. */
  name: z.string(),
  dataset: z.string(),
  /** When it was last edited, in ms since 1970. */
  edited: z.number(),
  /** A page of earlier times wrote none of what follows. */
  tasks: z.array(z.string()).optional(),
  /** A hand gave it its name, or asked to keep it: the page lets go of it by no rule of its own. */
  named: z.boolean().catch(false),
  /** Names the page that wrote it. */
  writer: z.string().catch(''),
  /** Weights came with it, or were copied with it; those of its runs stand with the runs. */
  weights: z.boolean().catch(false),
  /** When it was deleted, in ms since 1970. */
  removedAt: z.number().optional(),
});

/** A document that is kept under a key of its own. */
export type KeptProject = Readonly<z.infer<typeof schema>> & { readonly key: string };
export type ProjectRow = Readonly<z.infer<typeof schema>>;

const tasksSchema = z.object({ tasks: z.array(z.object({ id: z.string(), name: z.string().catch('') })) });

/** The names of a document's tasks, where it can be read as far as that. */
function tasksIn(text: string): string[] {
  try {
    return (tasksSchema.safeParse(JSON.parse(text)).data?.tasks ?? []).map(({ id, name }) => name || id);
  } catch {
    return [];
  }
}

/** Null where it is none. */
export const parseKeptProject = (stored: unknown): ProjectRow | null => schema.safeParse(stored).data ?? null;

/** What a list says of its tasks. */
export const tasksOf = ({ tasks, text }: ProjectRow): readonly string[] => tasks ?? tasksIn(text);

/** What of a row follows from its document. */
export function told(project: Project): Pick<ProjectRow, 'text' | 'name' | 'dataset' | 'tasks'> {
  const { name, data, tasks } = project;
  return {
    text: serializeProject(project),
    name,
    dataset: data.dataset,
    tasks: tasks.map((task) => task.name || task.id),
  };
}
