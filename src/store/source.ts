import { z } from 'zod';

const sourceSchema = z.union([
  z.object({ preset: z.string() }),
  z.object({ link: z.string() }),
  z.object({ project: z.unknown() }).refine((source) => 'project' in source),
]);

/** Where a script wants a document from. */
export type Source = z.infer<typeof sourceSchema>;

/** Scripts are not typed: null for what is no source, or throws when it is read. The document of `project` is still to be looked at. */
export function parseSource(given: unknown): Source | null {
  try {
    return sourceSchema.safeParse(given).data ?? null;
  } catch {
    return null;
  }
}
