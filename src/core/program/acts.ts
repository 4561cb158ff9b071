import { z } from 'zod';
import { ownValue } from '../util/own-value.ts';

/**
 * How a change of a field of the document reaches a run, where it needs no other program and no other data:
 * `live`, the next step reads it; `schedule`, the run takes it over with its plan of epochs and rates; `never`, no run knows of it (names,
 * positions). A field without a mark belongs to the program or its data: a change asks for another one.
 */
export type Acts = 'live' | 'schedule' | 'never';

const marks = z.registry<{ readonly acts: Acts }>();

/** The same schema with a mark. Other fields may share the one that is given: it stays without. */
export function acts<S extends z.ZodType>(how: Acts, schema: S): S {
  const marked = schema.clone();
  marks.add(marked, { acts: how });
  return marked;
}

const actsOf = (schema: z.core.$ZodType): Acts | null => marks.get(schema)?.acts ?? null;

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * What of a value belongs to the program and its data: a value of the schema without its marked fields, at every depth, its keys in the
 * schema's order. Two values with the same text as JSON differ at most in what acts on a run as it is.
 */
export function structuralPart(schema: z.core.$ZodType, value: unknown): unknown {
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodOptional || schema instanceof z.ZodNullable) {
    return structuralPart(schema.unwrap(), value);
  }
  if (schema instanceof z.ZodArray) {
    return Array.isArray(value) ? value.map((item) => structuralPart(schema.element, item)) : value;
  }
  if (schema instanceof z.ZodDiscriminatedUnion) {
    const option = schema.options.find((one) => z.safeParse(one, value).success);
    return option ? structuralPart(option, value) : value;
  }
  if (!(schema instanceof z.ZodObject) || !isRecord(value)) return value;
  const fields = Object.entries<z.core.$ZodType>(schema.shape).filter(([, field]) => actsOf(field) === null);
  return Object.fromEntries(fields.map(([key, field]) => [key, structuralPart(field, ownValue(value, key))]));
}

/** The fields of a value whose changes act in one way; not those of the objects in it. */
export function partThatActs<T extends object>(schema: z.ZodObject, value: T, how: Acts): Partial<T> {
  const part: Partial<T> = {};
  for (const key in value) {
    const field = ownValue(schema.shape, key);
    if (field && actsOf(field) === how) part[key] = value[key];
  }
  return part;
}
