import { z } from 'zod';
import type { LocalizedText } from '../../util/localized.ts';

/** How the interface shows an option of a loss. Its schema judges what is set, and is what a document keeps of it. */
export type LossOptionField = {
  readonly title: LocalizedText;
  /** What it does to training. */
  readonly help: LocalizedText;
} & (
  | { readonly control: 'slider'; readonly min: number; readonly max: number; readonly step: number }
  /** On and off are two of the schema's values. */
  | { readonly control: 'switch'; readonly on: string; readonly off: string }
);

const fields = z.registry<LossOptionField>();

/** The schema of an option, a default included, that knows how it is shown. Mark with `acts` what needs no other program. */
export function lossOption<S extends z.ZodType>(schema: S, field: LossOptionField): S {
  fields.add(schema, field);
  return schema;
}

/** How the option of that schema is shown; undefined for a schema that is none. */
export const lossOptionField = (schema: z.ZodType): LossOptionField | undefined => fields.get(schema);
