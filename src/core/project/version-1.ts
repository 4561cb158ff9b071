import { z } from 'zod';
import { ok, type Result } from '../util/diagnostics.ts';
import { schemaProblems } from './problems.ts';

const version1Schema = z.looseObject({ version: z.literal(1), training: z.unknown() });
const settings = z.looseObject({});

/** Version 1 → 2: a document says how its tasks are balanced. Those of version 1 knew their own weights only. */
export function migrateVersion1(document: unknown): Result<unknown> {
  const parsed = version1Schema.safeParse(document);
  if (!parsed.success) return { ok: false, diagnostics: schemaProblems(document, parsed.error) };
  const training = settings.safeParse(parsed.data.training);
  const balancing = { method: 'equal', parameters: {} };
  // What is no settings at all is refused by the next version's schema, in its words.
  return ok({ ...parsed.data, version: 2, ...(training.success ? { training: { ...training.data, balancing } } : {}) });
}
