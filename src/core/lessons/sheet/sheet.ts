import { z } from 'zod';
import { hashText } from '../../data/import/hash.ts';
import type { Project } from '../../project/schema.ts';
import { ordered } from '../../project/serialize.ts';

/** How much a sheet may hold, in letters and in parts: a link is made of it. */
export const most = {
  question: 1000,
  choices: 8,
  choice: 200,
  steps: 12,
  step: 400,
  explanation: 1000,
  answer: 1000,
  name: 80,
  hidden: 400,
  metrics: 400,
} as const;

/** Beyond, a document is refused whole, because it could not be computed with. */
export const mostFigure = 1e30;
const figure = z.number().min(-mostFigure).max(mostFigure);

const answerSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text') }),
  z.object({ kind: z.literal('number') }),
  z.object({ kind: z.literal('choice'), choices: z.array(z.string().max(most.choice)).min(2).max(most.choices) }),
]);

/** What a student gave: a text, a number, or the place of a choice. */
const givenSchema = z.union([z.string().max(most.answer), figure]);

const measuredSchema = z.object({
  task: z.string().max(64),
  metric: z.string().max(64),
  validation: figure.nullable(),
  test: figure.nullable(),
});

/** What a student handed in beside the document. All of it is what the link says: nobody has checked it. */
const handedSchema = z.object({
  name: z.string().max(most.name).default(''),
  answer: givenSchema.nullable().default(null),
  /** The places of the steps that the page saw done. */
  done: z.array(z.int().min(0).max(most.steps)).max(most.steps).default([]),
  /** So many steps and epochs were trained. */
  step: z.int().min(0).default(0),
  epoch: z.int().min(0).default(0),
  /** By task, the headline metric first. */
  metrics: z.array(measuredSchema).max(most.metrics).default([]),
});

/**
 * What a class is to do with a document. It travels in the document (`Project.sheet`); whatever a newer page adds to it is left out, and a
 * goal that is not known here is a step without one.
 */
const sheetSchema = z.object({
  version: z.literal(1),
  question: z.string().max(most.question).default(''),
  /** Absent: nothing is asked. */
  answer: answerSchema.exactOptional(),
  /** The expected answer and what is said of it, packed; see sealed.ts. */
  sealed: z.string().max(12_000).exactOptional(),
  steps: z
    .array(
      z.object({
        text: z.string().max(most.step).default(''),
        /** Judged by the registry of goals, so that one bad goal costs no more than itself. */
        goal: z.record(z.string(), z.unknown()).default({}),
      }),
    )
    .max(most.steps)
    .default([]),
  /** What the page leaves out: `tab:ID`, `layer:KIND`, `block:ID`, `part:ID`. */
  hidden: z.array(z.string().max(80)).max(most.hidden).default([]),
  /** A file beside the link with which it begins. */
  weights: z.object({ name: z.string().min(1).max(255), sha256: z.string().regex(/^[0-9a-f]{64}$/) }).exactOptional(),
  handed: handedSchema.exactOptional(),
});

export type Sheet = Readonly<z.infer<typeof sheetSchema>>;
export type Given = z.infer<typeof givenSchema>;
export type Handed = Readonly<z.infer<typeof handedSchema>>;
export type Measured = Readonly<z.infer<typeof measuredSchema>>;

export const emptySheet: Sheet = { version: 1, question: '', steps: [], hidden: [] };

/** Whether it can be handed in. */
export const canBeGiven = (answer: Given): boolean => givenSchema.safeParse(answer).success;

/** The sheet of a document; null where it has none, `unreadable` where it is not one of ours. */
export function sheetOf({ sheet }: Pick<Project, 'sheet'>): Sheet | null | 'unreadable' {
  if (sheet === undefined) return null;
  const read = sheetSchema.safeParse(sheet);
  return read.success ? read.data : 'unreadable';
}

/** How many of its steps were done, by what was handed in: whatever else a link says are none. */
export const doneCount = ({ steps }: Sheet, { done }: Handed): number =>
  new Set(done.filter((place) => place < steps.length)).size;

/** The same document with this sheet; an empty one is none. */
export function withSheet(document: Project, sheet: Sheet): Project {
  const { sheet: _, ...rest } = document;
  return JSON.stringify(sheet) === JSON.stringify(emptySheet) ? rest : { ...rest, sheet: { ...sheet } };
}

/** Tells one task for a class from another, whoever has handed it in. */
export function sheetKey({ handed: _, ...sheet }: Sheet): string {
  return hashText(JSON.stringify(ordered(sheet))).slice(0, 16);
}
