import { z } from 'zod';
import type { Project } from '../../../project/schema.ts';
import type { LocalizedText } from '../../../util/localized.ts';
import type { Goal } from '../../goals.ts';
import type { Place } from '../../lesson.ts';

/** What a field of a goal is chosen from. */
export type GoalChoice = 'task' | 'metric' | 'node' | 'method' | 'tab' | 'sense';

export interface GoalField {
  readonly name: string;
  readonly title: LocalizedText;
  readonly of: GoalChoice | { readonly least: number; readonly most: number; readonly whole?: true };
}

/** What a teacher can ask for: a file, and a line in the registry. */
export interface GoalKind {
  /** Links hold it: it stays what it is. */
  readonly is: string;
  readonly title: LocalizedText;
  /** A step in words, with its fields by their names: read where the teacher wrote nothing. */
  readonly words: LocalizedText;
  readonly fields: readonly GoalField[];
  /** What it begins with in an editor. */
  begin(project: Project): Readonly<Record<string, unknown>>;
  /** What a lesson knows it as, and where on the page it is; null where a field is missing or none of ours. */
  read(values: unknown): { readonly goal: Goal; readonly at: Place } | null;
}

/** Refuses, at compile time, what does not fit its schema. */
export function goalKind<S extends z.ZodType<object>>(kind: {
  readonly is: string;
  readonly title: LocalizedText;
  readonly words: LocalizedText;
  readonly fields: readonly (GoalField & { readonly name: keyof z.infer<S> & string })[];
  readonly schema: S;
  begin(project: Project): z.infer<S>;
  goal(values: z.infer<S>): Goal;
  at(values: z.infer<S>): Place;
}): GoalKind {
  const { is, title, words, fields, schema, goal, at } = kind;
  return {
    is,
    title,
    words,
    fields,
    begin: (project) => ({ is, ...kind.begin(project) }),
    read(values) {
      const read = schema.safeParse(values);
      return read.success ? { goal: goal(read.data), at: at(read.data) } : null;
    },
  };
}

/** Of a task, a node, a method, a metric or a tab: nothing that a selector or a sentence could stumble over. */
export const name = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/);

/** The first of a document's tasks. */
export const firstTask = ({ tasks }: Project): string => tasks[0]?.id ?? '';

/** What leads to several of them, as a rule: the first layer. */
export const firstLayer = ({ graph }: Project): string =>
  graph.nodes.find(({ kind }) => kind !== 'input' && kind !== 'head')?.id ?? graph.nodes[0]?.id ?? '';
