import { z } from 'zod';
import { type Diagnostic, diagnostic, type Result, refused } from '../core/util/diagnostics.ts';
import { shownValue } from './shown-value.ts';

/** More than any run will ever have, and exact in every number format on the way. */
const most = 1_000_000_000;

const optionsSchema = z.object({
  steps: z.number().min(0).max(most).optional(),
  epochs: z.number().min(0).max(most).optional(),
});

/** How long a script wants to train; to the end of the document's epochs where it says nothing. */
export type TrainingOptions = z.infer<typeof optionsSchema>;

const wrong = (name: string, value: unknown): Diagnostic =>
  diagnostic('page.badArgument', { name, value: shownValue(value), known: `0 … ${most}` }, 'page');

/** Scripts are not typed: what is no number, not finite or out of range is refused, naming it. */
export function parseTraining(given: unknown): Result<TrainingOptions> {
  try {
    const parsed = optionsSchema.safeParse(given);
    if (parsed.success) return { ok: true, value: parsed.data };
    const name = String(parsed.error.issues[0]?.path[0] ?? 'options');
    const value: unknown = typeof given === 'object' && given !== null ? Reflect.get(given, name) : given;
    return refused(wrong(name, value));
  } catch {
    // What a script gives may throw when it is read.
    return refused(wrong('options', given));
  }
}
