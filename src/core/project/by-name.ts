import { z } from 'zod';

/** A record by names that may be any: zod's own leaves out what is called `__proto__`. */
export const byName = <S extends z.ZodType>(value: S) =>
  z.preprocess(
    (given) => (typeof given === 'object' && given !== null && !Array.isArray(given) ? new Map(Object.entries(given)) : given),
    z.map(z.string(), value).transform((named) => Object.fromEntries(named)),
  );
