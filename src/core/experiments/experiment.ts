import { z } from 'zod';
import { listOf } from '../project/list-of.ts';
import { parseProject } from '../project/parse.ts';
import type { Project } from '../project/schema.ts';
import { invariant } from '../util/assert-never.ts';
import { randomStream } from '../util/random.ts';
import type { ContenderKind, Part } from './contenders/contender.ts';
import { contenderKinds } from './contenders/registry.ts';
import { mostPairs } from './statistics.ts';

const documentSchema = z.unknown().transform((value, context): Project => {
  const read = parseProject(value);
  if (read.ok) return read.value;
  context.addIssue({ code: 'custom', message: read.diagnostics[0]?.message ?? '' });
  return z.NEVER;
});

const contenderSchema = z.object({
  /** A kind of `contenders/registry.ts`. */
  kind: z.enum(contenderKinds.map(({ id }) => id)),
  /** What was chosen beside the kind: the balancing method, or the name of a document of its own. */
  value: z.string().default(''),
  /** It is made from this document instead of the experiment's. */
  document: documentSchema.exactOptional(),
  /** What was drawn for it, by name, in a search. */
  drawn: z.record(z.string(), z.union([z.number(), z.string()])).exactOptional(),
});

export type Contender = Readonly<z.infer<typeof contenderSchema>>;

const judgedSchema = z.object({
  id: z.string(),
  name: z.string(),
  /** The headline metric of its kind. */
  metric: z.string(),
  better: z.enum(['higher', 'lower']),
  /** The smallest and the largest value that the metric can have; null: none. */
  range: z.tuple([z.number().nullable(), z.number().nullable()]),
});

/** By what a task is judged. */
export type JudgedTask = Readonly<z.infer<typeof judgedSchema>>;

const planSchema = z.object({
  tasks: listOf(judgedSchema, { least: 1, most: 64 }),
  document: documentSchema,
  contenders: listOf(contenderSchema, { least: 1, most: 64 }),
  seeds: listOf(z.number().int().min(0).max(0xffffffff), { least: 1, most: mostPairs }),
  epochs: z.number().int().min(1).max(100_000),
  settings: z.number().int().min(1).max(64),
  halving: z.object({ by: z.string() }).exactOptional(),
});

/**
 * Which ways to train are compared, as plain data: contenders × seeds, derived from one document. Every contender tries the same number of
 * `settings` with the first seed and goes on with the best by validation; `epochs` is the budget of every run, of which the best epoch by
 * validation counts.
 */
export interface Experiment {
  readonly document: Project;
  /** The enabled ones. */
  readonly tasks: readonly JudgedTask[];
  readonly contenders: readonly Contender[];
  readonly seeds: readonly number[];
  readonly epochs: number;
  readonly settings: number;
  /** It is a search: contenders are configurations, of which ever fewer get ever more epochs; see halving.ts. `by`: a task's id, or `mean`. */
  readonly halving?: { readonly by: string };
}

/** Null where it is none. */
export const parseExperiment = (value: unknown): Experiment | null => planSchema.safeParse(value).data ?? null;

/** What a contender is called in ids: its kind, with what was chosen beside it. */
export const contenderId = ({ kind, value }: Contender): string => (value === '' ? kind : `${kind}:${value}`);

export function kindOf({ kind }: Contender): ContenderKind {
  const found = contenderKinds.find(({ id }) => id === kind);
  invariant(found, `${kind} is a kind of contender`);
  return found;
}

export const partsOf = ({ document }: Pick<Experiment, 'document'>, contender: Contender): readonly Part[] =>
  kindOf(contender).parts(contender.document ?? document, contender.value);

/** Learning rates from a third to three times the document's. */
const widestRate = Math.log(3);

/** A setting of a part: the first is the document's own, the others are drawn, for every contender from the same numbers. */
function settingOf(part: Part, kind: ContenderKind, seed: number, setting: number): Project {
  if (setting === 0) return part.project;
  const random = randomStream(seed, 'experiment', setting);
  const factor = Math.exp((2 * random.next() - 1) * widestRate);
  const { training } = part.project;
  const project = { ...part.project, training: { ...training, learningRate: training.learningRate * factor } };
  return kind.vary?.(project, random) ?? project;
}

/** A run of an experiment. Its document follows from where it stands. */
export interface PlannedRun {
  readonly id: string;
  /** `contenderId`. */
  readonly contender: string;
  /** `Part.id`. */
  readonly part: string;
  readonly setting: number;
  readonly seed: number;
  readonly tasks: readonly string[];
  /** `ContenderKind.looks`. */
  readonly looks: boolean;
  readonly project: Project;
}

export function plannedRun(
  { document, epochs }: Experiment,
  contender: Contender,
  part: Part,
  setting: number,
  seed: number,
): PlannedRun {
  const drawn = settingOf(part, kindOf(contender), document.seed, setting);
  const id = contenderId(contender);
  return {
    id: `${id}/${part.id}/${setting}/${seed}`,
    contender: id,
    part: part.id,
    setting,
    seed,
    tasks: part.tasks,
    looks: kindOf(contender).looks === true && part.tasks.length > 1,
    project: {
      ...drawn,
      seed,
      training: {
        ...drawn.training,
        epochs,
        // Whoever trains it looks for the best epoch by validation, for every contender in the same way.
        earlyStopping: { ...drawn.training.earlyStopping, enabled: false },
      },
    },
  };
}
