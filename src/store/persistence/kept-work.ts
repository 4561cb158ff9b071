import { z } from 'zod';
import { parseProject } from '../../core/project/parse.ts';
import type { Project } from '../../core/project/schema.ts';
import type { ProjectState } from '../project-store.ts';
import type { ResumableRun } from '../runs/resumable-run.ts';
import { keptCheckpointShape, readKeptCheckpoint, recordAsTexts, recordFromTexts, writeKeptCheckpoint } from './kept-record.ts';

/** What a visit has in hand beside its document, which is kept by itself. */
export interface Work {
  /** The document on the screen. */
  readonly document: Project;
  readonly past: readonly Project[];
  readonly future: readonly Project[];
  /** The projects that these are of, as far as they are known. */
  readonly keys?: { readonly past: readonly string[]; readonly future: readonly string[] } | undefined;
  readonly run: ResumableRun | null;
  /** The id of the example that the document was opened as. */
  readonly example: string | null;
}

/** Steps of undo that are kept, in either direction. */
const mostUndone = 50;

const workSchema = z.object({
  format: z.literal('mtl-playground-work'),
  version: z.literal(1),
  document: z.unknown(),
  past: z.array(z.unknown()),
  future: z.array(z.unknown()),
  keys: z.object({ past: z.array(z.string()), future: z.array(z.string()) }).optional(),
  example: z.string().nullable(),
  run: z
    .object({
      record: z.looseObject({}),
      validation: z.array(z.string()),
      ...keptCheckpointShape,
      epoch: z.number().nonnegative(),
    })
    .nullable(),
});

/** As a database takes it (structured clone). What documents have in common is written once. */
export const writeWork = ({ document, past, future, keys, run, example }: Work) => ({
  format: 'mtl-playground-work',
  version: 1,
  document,
  past: past.slice(-mostUndone),
  future: future.slice(-mostUndone),
  ...(keys ? { keys: { past: keys.past.slice(-mostUndone), future: keys.future.slice(-mostUndone) } } : {}),
  example,
  run: run && { ...recordAsTexts(run.record), ...writeKeptCheckpoint(run.kept), epoch: run.epoch },
});

function documents(values: readonly unknown[]): readonly Project[] {
  const read = values.map(parseProject);
  // Undo leads through every state: one that cannot be read ends it.
  const bad = read.findLastIndex(({ ok }) => !ok);
  return read.slice(bad + 1).flatMap((one) => (one.ok ? [one.value] : []));
}

/** Reads what `writeWork` wrote, of this version of the page or another one; null where it is something else. Never throws. */
export function readWork(value: unknown): Work | null {
  const parsed = workSchema.safeParse(value);
  if (!parsed.success) return null;
  const { document, past, future, keys, run, example } = parsed.data;
  const project = parseProject(document);
  if (!project.ok) return null;
  const record = run && recordFromTexts(run);
  const kept = run && readKeptCheckpoint(run);
  return {
    document: project.value,
    past: documents(past),
    future: documents(future),
    ...(keys ? { keys } : {}),
    example,
    run: run && record && kept ? { record, kept, epoch: run.epoch } : null,
  };
}

type Undo = Readonly<Record<'pastStates' | 'futureStates', readonly Partial<ProjectState>[]>>;

/** The undo history as it is kept; `key`: the project on the screen. */
export function undoAsKept({ pastStates, futureStates }: Undo, key: string): Pick<Work, 'past' | 'future' | 'keys'> {
  const documents = (states: readonly Partial<ProjectState>[]) => states.flatMap(({ project }) => project ?? []);
  const keys = (states: readonly Partial<ProjectState>[]) => states.map((state) => state.key ?? key);
  return {
    past: documents(pastStates),
    future: documents(futureStates),
    keys: { past: keys(pastStates), future: keys(futureStates) },
  };
}

/** The undo history that was kept. What an earlier page kept says of no project, and is of the one on the screen. */
export function undoOf({ past, future, keys }: Work, key: string): Record<keyof Undo, ProjectState[]> {
  const states = (documents: readonly Project[], all: readonly string[] = []): ProjectState[] => {
    // Those that cannot be read any more were the first.
    const of = all.slice(Math.max(0, all.length - documents.length));
    return documents.map((project, i) => ({ project, key: of[i] ?? key }));
  };
  return { pastStates: states(past, keys?.past), futureStates: states(future, keys?.future) };
}
