import { z } from 'zod';
import { byName } from '../project/by-name.ts';
import { ownValue } from '../util/own-value.ts';
import { loss } from './columns/loss.ts';
import { lastStep, type Recorded } from './recorded.ts';

/** Metrics and `loss` by task. */
export type FiguresByTask = Readonly<Record<string, Readonly<Record<string, number | null>>>>;

const figures = byName(byName(z.number().nullable()));
const whole = z.number().int().nonnegative();

/** What a visitor says of a run. */
const remarksShape = {
  name: z.string(),
  note: z.string(),
  starred: z.boolean(),
  /** A colour of the page's list for runs; null: none. */
  colour: z.number().int().nonnegative().nullable(),
  /** Drawn beside the shown run. */
  pinned: z.boolean(),
};

const summarySchema = z.object({
  ...remarksShape,
  id: z.string().min(1),
  number: whole,
  started: z.string(),
  /** The project that its document was of; a page of earlier times knew of none. */
  project: z.string().optional(),
  /** As it is kept: it is read when somebody asks for it. */
  document: z.unknown(),
  /** Equal for runs on the same network, data and seed, whichever of their tasks are switched on and however they are weighed. */
  family: z.string(),
  executor: z.object({ id: z.string(), backend: z.string(), device: z.string() }).nullable(),
  steps: whole,
  stepsPerEpoch: whole.nullable(),
  /** Of training alone. */
  seconds: z.number().nonnegative(),
  /** The enabled tasks, by what each is judged first. */
  tasks: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      metric: z.string(),
      better: z.enum(['higher', 'lower']),
      range: z.tuple([z.number().nullable(), z.number().nullable()]),
    }),
  ),
  /** On the validation split, at the step of the best headline metric of each task. */
  best: figures,
  /** On every split that was measured with the last weights. */
  splits: byName(figures),
  sparkline: z.array(z.number()),
  /** What is kept of it beside this. */
  bytes: z.object({ record: whole, last: whole, best: whole }),
});

/** What a list says of a run without reading its columns. */
export type RunSummary = Readonly<z.infer<typeof summarySchema>>;
export type RunRemarks = Pick<RunSummary, keyof typeof remarksShape>;

/** Null where it is none, or one of another version of the page that cannot be read. */
export const parseRunSummary = (value: unknown): RunSummary | null => summarySchema.safeParse(value).data ?? null;

export const noRemarks: RunRemarks = { name: '', note: '', starred: false, colour: null, pinned: false };

/** Points of a sparkline. */
const sparkPoints = 48;

/**
 * The mean over tasks of loss / first loss, at points of equal distance in the run: the mean of the finite losses around each. Empty before there
 * are two.
 */
export function sparklineOf({ columns }: Pick<Recorded, 'columns'>): readonly number[] {
  const all = Object.values(columns[loss.id] ?? {});
  const rows = Math.max(0, ...all.map(({ length }) => length));
  const points = Math.min(sparkPoints, rows);
  if (points < 2) return [];
  const sums = Array.from({ length: points }, () => ({ sum: 0, count: 0 }));
  for (const series of all) {
    let first = Number.NaN;
    for (let row = 0; row < series.length && !(Number.isFinite(first) && first !== 0); row++) first = series.at(row);
    if (!Number.isFinite(first) || first === 0) continue;
    sums.forEach((at, i) => {
      const [from, to] = [Math.floor((i * rows) / points), Math.floor(((i + 1) * rows) / points)];
      // At most sixteen of each stretch are read: a long run costs no more than a short one.
      const every = Math.max(1, Math.floor((to - from) / 16));
      for (let row = from; row < to; row += every) {
        const value = series.at(row) / first;
        if (!Number.isFinite(value)) continue;
        at.sum += value;
        at.count++;
      }
    });
  }
  return sums.flatMap(({ sum, count }) => (count > 0 ? [sum / count] : []));
}

/** Per task, what validation measured where its headline metric was best: the first of several. */
export function bestFigures({ validation }: Pick<Recorded, 'validation'>, tasks: RunSummary['tasks']): FiguresByTask {
  const points = validation.toArray();
  return Object.fromEntries(
    tasks.flatMap(({ id, metric, better }) => {
      let best: { readonly value: number; readonly figures: Readonly<Record<string, number | null>> } | null = null;
      for (const { tasks: measured } of points) {
        const found = ownValue(measured, id);
        const value = ownValue(found?.metrics ?? {}, metric);
        if (!found || typeof value !== 'number') continue;
        if (best === null || (better === 'higher' ? value > best.value : value < best.value))
          best = { value, figures: { ...found.metrics, loss: found.loss } };
      }
      return best ? [[id, best.figures] as const] : [];
    }),
  );
}

/** What a summary knows of a run although its curves are gone. */
export type ToldOfRun = Pick<RunSummary, 'steps' | 'best'>;

/** What a run took to its last step. */
export const stepsOf = (recorded: Recorded): number => (recorded.count === 0 ? 0 : lastStep(recorded));
