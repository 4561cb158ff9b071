import { z } from 'zod';

/**
 * A list of at least `least` and at most `most` items whose first wrong one ends its reading. zod's own goes through all of them and keeps what
 * is wrong with each, of which a small file can hold hundreds of thousands.
 */
export const listOf = <S extends z.ZodType>(item: S, { least = 0, most = Infinity } = {}) =>
  z.unknown().transform((given, context): z.output<S>[] => {
    const refuse = (path: PropertyKey[]): never => {
      context.addIssue({ code: 'custom', path });
      return z.NEVER;
    };
    if (!Array.isArray(given) || given.length < least || given.length > most) return refuse([]);
    const read: z.output<S>[] = [];
    for (const one of given) {
      const parsed = item.safeParse(one);
      if (!parsed.success) return refuse([read.length, ...(parsed.error.issues[0]?.path ?? [])]);
      read.push(parsed.data);
    }
    return read;
  });
