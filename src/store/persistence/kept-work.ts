import { z } from 'zod';
import { parseProject } from '../../core/project/parse.ts';
import type { Project } from '../../core/project/schema.ts';
import type { ResumableRun } from '../runs/resumable-run.ts';
import { keptCheckpointShape, readKeptCheckpoint, recordAsTexts, recordFromTexts, writeKeptCheckpoint } from './kept-record.ts';

/** What a visit has in hand beside its document, which is kept by itself. */
export interface Work {
  /** The document on the screen. */
  readonly document: Project;
  readonly past: readonly Project[];
  readonly future: readonly Project[];
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
export const writeWork = ({ document, past, future, run, example }: Work) => ({
  format: 'mtl-playground-work',
  version: 1,
  document,
  past: past.slice(-mostUndone),
  future: future.slice(-mostUndone),
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
  const { document, past, future, run, example } = parsed.data;
  const project = parseProject(document);
  if (!project.ok) return null;
  const record = run && recordFromTexts(run);
  const kept = run && readKeptCheckpoint(run);
  return {
    document: project.value,
    past: documents(past),
    future: documents(future),
    example,
    run: run && record && kept ? { record, kept, epoch: run.epoch } : null,
  };
}
