import { z } from 'zod';
import { columnKinds, columnRoles, mostNamed, splitWays } from './choices.ts';
import { encodings } from './types.ts';

const share = z.number().gt(0).lt(1);

/** What a script asks of an import. */
const schema = z.strictObject({
  name: z.string().min(1).max(120),
  format: z.string().optional(),
  encoding: z.enum(encodings).optional(),
  malformed: z.enum(['skip', 'repair']).optional(),
  /** Pixels along a side of images, and whether they lose their colours. */
  side: z.number().int().min(1).max(1024).optional(),
  grey: z.boolean().optional(),
  /** By the columns' names. */
  columns: z
    .record(
      z.string(),
      z.strictObject({
        kind: z.enum(columnKinds).optional(),
        role: z.enum(columnRoles).optional(),
        yes: z.string().optional(),
        levels: z.array(z.string().max(200)).max(mostNamed).optional(),
      }),
    )
    .default({}),
  division: z
    .strictObject({
      by: z.enum(splitWays).optional(),
      time: z.string().optional(),
      train: share.optional(),
      validation: share.optional(),
    })
    .refine(({ train = 0.7, validation = 0.15 }) => train + validation < 1)
    .default({}),
});
export type AskedImport = Readonly<z.infer<typeof schema>>;

/** What was asked, or which of its parts cannot be used. */
export function parseAskedImport(given: unknown): AskedImport | string {
  const parsed = schema.safeParse(given);
  return parsed.success ? parsed.data : parsed.error.issues.map(({ path }) => path.join('.')).join(', ') || 'options';
}
