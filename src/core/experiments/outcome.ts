import { z } from 'zod';
import { byName } from '../project/by-name.ts';
import { agreementSchema } from './agreement.ts';

const byTask = byName(z.record(z.string(), z.number().nullable()));

const outcomeSchema = z.object({
  /** `PlannedRun.id`. */
  run: z.string(),
  /** Metrics by task and id, with the weights of the best epoch by validation; null where the run failed. */
  figures: z.object({ validation: byTask, test: byTask }).nullable(),
  /** Why it failed, in words. */
  failure: z.string().nullable(),
  /** Of a run that looked how its tasks' gradients agree. */
  agreement: agreementSchema.exactOptional(),
  steps: z.number().int().nonnegative(),
  seconds: z.number().nonnegative(),
});

/** What a run of an experiment gave. */
export type RunOutcome = Readonly<z.infer<typeof outcomeSchema>>;

/** Null where it is none. */
export const parseOutcome = (value: unknown): RunOutcome | null => outcomeSchema.safeParse(value).data ?? null;
