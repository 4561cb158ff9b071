import { z } from 'zod';
import { byName } from '../project/by-name.ts';
import { listOf } from '../project/list-of.ts';
import { parseProject } from '../project/parse.ts';
import { pathText } from '../project/problems.ts';
import { diagnostic, ok, type Result, refused } from '../util/diagnostics.ts';
import { largestNumber } from '../util/float32.ts';
import { executorIds } from './executor-info.ts';
import { type KeptSteps, keptWith, rowsIn, stepAt } from './kept-steps.ts';
import { type Marker, markerSchema } from './marker.ts';
import { bestStep, lastApplied, type ValidationPoint } from './recorded.ts';
import type { RunRecord } from './run-record.ts';
import { AppendList, Series } from './series.ts';

const evaluationSchema = z.object({
  loss: z.number().nullable(),
  metrics: z.record(z.string(), z.number().nullable()),
  confusion: listOf(listOf(z.number())).nullable(),
  labelled: z.number(),
  decoded: z.number().exactOptional(),
});

const whole = z.number().int().nonnegative();
type Numbers = Float32Array | readonly (number | null)[];
/** What float32 holds, and null where nothing was measured. */
const numbers = z.custom<Numbers>(
  (given) =>
    given instanceof Float32Array ||
    (Array.isArray(given) && given.every((one) => one === null || (typeof one === 'number' && Math.abs(one) <= largestNumber))),
);

const runFileSchema = z.object({
  format: z.literal('mtl-playground-run'),
  version: z.literal(1),
  id: z.string(),
  number: whole,
  name: z.string(),
  started: z.iso.datetime().nullable(),
  document: z.unknown(),
  executor: z.object({ id: z.enum(executorIds), backend: z.string(), device: z.string(), reason: z.string() }).nullable(),
  firstStep: whole,
  steps: whole,
  kept: listOf(z.object({ from: whole, every: whole.positive(), count: whole.positive() })).exactOptional(),
  columns: byName(byName(numbers)),
  markers: listOf(markerSchema),
  validation: listOf(z.object({ step: whole, epoch: z.number(), tasks: byName(evaluationSchema) })),
  best: whole.nullable(),
});

/** A run as plain data. `Column`: how the numbers of a column are held. */
export interface RunFile<Column> extends Omit<RunRecord, 'recorded'> {
  readonly format: 'mtl-playground-run';
  readonly version: 1;
  readonly firstStep: number;
  readonly steps: number;
  /** The steps of the columns' numbers, where they are not simply all of them: see `Recorded.kept`. */
  readonly kept?: KeptSteps;
  /** By the column's id and key. */
  readonly columns: Readonly<Record<string, Readonly<Record<string, Column>>>>;
  readonly markers: readonly Marker[];
  readonly validation: readonly ValidationPoint[];
  /** The step of the best weights by validation, where the run told it. */
  readonly best: number | null;
}

function written<Column>({ recorded, ...run }: RunRecord, column: (numbers: Float32Array) => Column): RunFile<Column> {
  const { firstStep, count, kept, columns, markers, validation } = recorded;
  const byKey = (of: Readonly<Record<string, Series>>) =>
    Object.fromEntries(Object.entries(of).map(([key, series]) => [key, column(series.view())]));
  return {
    format: 'mtl-playground-run',
    version: 1,
    ...run,
    firstStep,
    steps: count,
    ...(rowsIn(kept) === count ? {} : { kept }),
    columns: Object.fromEntries(Object.entries(columns).map(([id, of]) => [id, byKey(of)])),
    markers: markers.toArray(),
    validation: validation.toArray(),
    best: bestStep(recorded),
  };
}

/** For a store that takes typed arrays as they are (structured clone). The arrays are copies. */
export const writeRun = (record: RunRecord): RunFile<Float32Array> => written(record, (values) => values.slice());

/** For a text file, and for scripts. What is no number is null. */
export const runJson = (record: RunRecord): RunFile<(number | null)[]> =>
  written(record, (values) => Array.from(values, (value) => (Number.isFinite(value) ? value : null)));

/**
 * Reads what either of them wrote. A document of an older version is taken over into the present one. Refuses `runs.notARun` with the
 * place, and with what is wrong with the document. Never throws.
 */
export function readRun(value: unknown): Result<RunRecord> {
  const parsed = runFileSchema.safeParse(value);
  if (!parsed.success) {
    const path = pathText(parsed.error.issues[0]?.path ?? []);
    return refused(diagnostic('runs.notARun', { path }, 'file'));
  }
  const { firstStep, steps, columns, markers, validation, document, id, number, name, started, executor } = parsed.data;
  const project = parseProject(document);
  if (!project.ok) return project;
  const kept = parsed.data.kept ?? keptWith([], firstStep, steps);
  const follows = kept.every(({ from }, i) => from >= (i === 0 ? firstStep : stepAt(kept, rowsIn(kept.slice(0, i)) - 1) + 1));
  if (!follows || stepAt(kept, rowsIn(kept) - 1) >= firstStep + steps)
    return refused(diagnostic('runs.notARun', { path: 'kept' }, 'file'));
  // A few bytes can claim any number of rows; those that are there bound it.
  const longest = Object.values(columns)
    .flatMap((of) => Object.values(of))
    .reduce((most, { length }) => Math.max(most, length), 0);
  if (rowsIn(kept) !== longest) return refused(diagnostic('runs.notARun', { path: 'steps' }, 'file'));
  const series = (of: Numbers): Series =>
    // A store gives numbers of its own; those of a text are made.
    Series.of(of instanceof Float32Array ? of : Float32Array.from(of, (value) => value ?? Number.NaN));
  const byKey = (of: (typeof columns)[string]) => Object.fromEntries(Object.entries(of).map(([key, one]) => [key, series(one)]));
  return ok({
    id,
    number,
    name,
    started,
    executor,
    document: project.value,
    recorded: {
      firstStep,
      count: steps,
      kept,
      columns: Object.fromEntries(Object.entries(columns).map(([column, of]) => [column, byKey(of)])),
      markers: AppendList.of(...markers),
      appliedAt: lastApplied(markers),
      validation: AppendList.of(...validation),
    },
  });
}
