import { z } from 'zod';
import type { KeptCheckpoint } from '../../client/last-checkpoint.ts';
import { parseProject } from '../../core/project/parse.ts';
import type { ValidationPoint } from '../../core/runs/recorded.ts';
import { readRun, writeRun } from '../../core/runs/run-file.ts';
import type { RunRecord } from '../../core/runs/run-record.ts';

const checkpointSchema = z.object({
  step: z.number().int().positive(),
  parameters: z.instanceof(Float32Array),
  optimizer: z.instanceof(Float32Array),
  state: z.instanceof(Float32Array),
  balancing: z.object({ key: z.string(), numbers: z.instanceof(Float64Array) }),
  layoutKey: z.string(),
});

/** Weights as a database takes them, with the document that they are of. */
export const keptCheckpointShape = { checkpoint: checkpointSchema, of: z.unknown() };

export const writeKeptCheckpoint = ({ checkpoint, project }: KeptCheckpoint) => ({ checkpoint, of: project });

/** Null where it is none. Never throws. */
export function readKeptCheckpoint(value: unknown): KeptCheckpoint | null {
  const parsed = z.object(keptCheckpointShape).safeParse(value);
  const of = parsed.success ? parseProject(parsed.data.of) : null;
  return parsed.success && of?.ok ? { checkpoint: parsed.data.checkpoint, project: of.value } : null;
}

/** Validations that are written together. */
const atOnce = 128;
/** What is written of a run again and again, by the first of the validations: a long run has thousands, each with its confusion matrices. */
const written = new WeakMap<ValidationPoint, string>();

/** Validations as JSON, so many at a time: a text costs a database a copy, and is made once. */
function asTexts(points: readonly ValidationPoint[]): readonly string[] {
  const texts: string[] = [];
  for (let from = 0; from < points.length; from += atOnce) {
    const some = points.slice(from, from + atOnce);
    const [first] = some;
    const whole = some.length === atOnce && first !== undefined;
    const text = (whole ? written.get(first) : undefined) ?? JSON.stringify(some);
    if (whole) written.set(first, text);
    texts.push(text);
  }
  return texts;
}

/** A record as a database takes it (structured clone). */
export function recordAsTexts(record: RunRecord) {
  const { validation, ...rest } = writeRun(record);
  return { record: rest, validation: asTexts(validation) };
}

/** Null where they are none: whoever reads the run refuses that. */
function fromTexts(texts: readonly string[]): readonly unknown[] | null {
  try {
    return texts.flatMap((text): unknown[] => JSON.parse(text));
  } catch {
    return null;
  }
}

const textsSchema = z.object({ record: z.looseObject({}), validation: z.array(z.string()) });

/** Reads what `recordAsTexts` wrote; null where it is something else. Never throws. */
export function recordFromTexts(value: unknown): RunRecord | null {
  const parsed = textsSchema.safeParse(value);
  if (!parsed.success) return null;
  const read = readRun({ ...parsed.data.record, validation: fromTexts(parsed.data.validation) });
  return read.ok ? read.value : null;
}
