import { z } from 'zod';
import { byName } from '../project/by-name.ts';
import { Budget, resultsLimits } from '../util/budget.ts';
import { type Diagnostic, DiagnosticError, diagnostic, ok, type Result } from '../util/diagnostics.ts';
import { ownValue } from '../util/own-value.ts';
import { readJson } from '../util/read-json.ts';
import { parseCsv } from './parse-csv.ts';
import { nothingRecorded } from './recorded.ts';
import { type RunFile, readRun, runJson } from './run-file.ts';
import type { RunRecord } from './run-record.ts';
import {
  bestFigures,
  type FiguresByTask,
  noRemarks,
  type RunRemarks,
  type RunSummary,
  stepsOf,
  type ToldOfRun,
} from './run-summary.ts';

/** A run as it leaves and comes back: what it recorded, and what is known of it beside that. */
export interface RunsFileEntry {
  readonly record: RunRecord;
  readonly seconds: number;
  readonly stepsPerEpoch: number | null;
  readonly splits: Readonly<Record<string, FiguresByTask>>;
  readonly remarks: RunRemarks;
  /** Of a run whose curves are not there, as those of a table: what they would tell. */
  readonly told?: ToldOfRun;
}

/**
 * Runs as one JSON file: `{ format, version, runs }`, each run as `playground.run(id)` gives it (`RunFile`: document, executor, `columns` by
 * id and key with a number or null per recorded step, `markers`, `validation`), and beside it `seconds` of training, `stepsPerEpoch`, `splits`
 * (metrics by split and task with the last weights), `note`, `starred`, `colour`; of a run without curves `told`: its steps and best figures.
 */
export const runsJson = (entries: readonly RunsFileEntry[]) => ({
  format: 'mtl-playground-runs',
  version: 1,
  runs: entries.map(runEntryJson),
});

/** One of them. */
export const runEntryJson = ({ record, seconds, stepsPerEpoch, splits, remarks, told }: RunsFileEntry) => ({
  ...runJson(record),
  seconds,
  stepsPerEpoch,
  splits,
  note: remarks.note,
  starred: remarks.starred,
  colour: remarks.colour,
  ...(told ? { told } : {}),
});

const figures = byName(byName(z.number().nullable()));
const besideSchema = z.object({
  seconds: z.number().nonnegative().default(0),
  stepsPerEpoch: z.number().int().nonnegative().nullable().default(null),
  splits: byName(figures).default({}),
  note: z.string().default(''),
  starred: z.boolean().default(false),
  colour: z.number().int().nonnegative().nullable().default(null),
  told: z.object({ steps: z.number().int().nonnegative(), best: figures }).exactOptional(),
});

function entryOf(value: unknown): Result<RunsFileEntry> {
  const record = readRun(value);
  if (!record.ok) return record;
  const { seconds, stepsPerEpoch, splits, told, ...remarks } = besideSchema.safeParse(value).data ?? besideSchema.parse({});
  return ok({
    record: record.value,
    seconds,
    stepsPerEpoch,
    splits,
    remarks: { ...noRemarks, ...remarks, name: record.value.name },
    ...(told ? { told } : {}),
  });
}

/** What a file holds, and what is wrong with runs that cannot be read. */
export interface ReadRuns {
  readonly entries: readonly RunsFileEntry[];
  readonly diagnostics: readonly Diagnostic[];
}

function readAll(values: readonly unknown[]): ReadRuns {
  const results = values.map(entryOf);
  return {
    entries: results.flatMap((one) => (one.ok ? [one.value] : [])),
    diagnostics: results.flatMap((one) => (one.ok ? [] : [...one.diagnostics])),
  };
}

const fileSchema = z.object({ format: z.literal('mtl-playground-runs'), version: z.literal(1), runs: z.array(z.unknown()) });

/**
 * Reads what `runsJson` or `runsCsv` wrote, or a single run as JSON; null where the text is none of them. What the budget refuses is said in the
 * diagnostics. Never throws.
 */
export function readRunsText(text: string, budget = new Budget(resultsLimits(text.length), 'file')): ReadRuns | null {
  try {
    return text.startsWith(csvStart) ? readCsv(text, budget) : readRunsJson(readJson(text, budget), budget);
  } catch (error) {
    if (error instanceof DiagnosticError) return { entries: [], diagnostics: [error.diagnostic] };
    // It is no JSON.
    return null;
  }
}

function readRunsJson(value: unknown, budget: Budget): ReadRuns | null {
  const file = fileSchema.safeParse(value);
  if (file.success) {
    budget.parts(file.data.runs.length);
    return readAll(file.data.runs);
  }
  const single = z.object({ format: z.literal('mtl-playground-run') }).safeParse(value);
  return single.success ? readAll([value]) : null;
}

const csvStart = 'run,number,name,';
const fixed = [
  'run',
  'number',
  'name',
  'started',
  'steps',
  'steps per epoch',
  'seconds',
  'executor',
  'starred',
  'colour',
  'note',
];
const last = 'document';

const cell = (value: string): string => (/[",\n\r]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);

/**
 * Runs as comma-separated values, a line each: `run` (its id), `number`, `name`, `started` (ISO 8601), `steps`, `steps per epoch`, `seconds` of
 * training, `executor`, `starred`, `colour`, `note`; then `TASK SPLIT METRIC` for every figure that any of them has, where `best` as a split is
 * validation at the step of the task's best headline metric; last `document`, the run's document as JSON. Curves are in the JSON file alone.
 */
export function runsCsv(entries: readonly RunsFileEntry[], tasksOf: (record: RunRecord) => RunSummary['tasks']): string {
  const rows = entries.map(({ record, seconds, stepsPerEpoch, splits, remarks, told }) => {
    const measured = { ...splits, best: told?.best ?? bestFigures(record.recorded, tasksOf(record)) };
    const found = new Map<string, number>();
    for (const [split, byTask] of Object.entries(measured))
      for (const [task, values] of Object.entries(byTask))
        for (const [metric, value] of Object.entries(values)) if (value !== null) found.set(`${task} ${split} ${metric}`, value);
    const { id, number, started, document, executor, recorded } = record;
    const steps = told?.steps ?? stepsOf(recorded);
    const { starred, colour, note } = remarks;
    const first = [id, number, record.name, started, steps, stepsPerEpoch, seconds, executor?.id, starred ? 1 : 0, colour, note];
    return { first: first.map((value) => String(value ?? '')), found, document: JSON.stringify(document) };
  });
  const headers = [...new Set(rows.flatMap(({ found }) => [...found.keys()]))].sort();
  const lines = rows.map(({ first, found, document }) =>
    [...first, ...headers.map((header) => String(found.get(header) ?? '')), document].map(cell).join(','),
  );
  return `${[[...fixed, ...headers, last].map(cell).join(','), ...lines].join('\r\n')}\r\n`;
}

/** Runs without curves: what a table of them can tell. */
function readCsv(text: string, budget: Budget): ReadRuns {
  const [header = [], ...lines] = parseCsv(text, budget);
  // Every line is read by the whole header.
  budget.values(header.length * lines.length);
  return readAll(
    lines.map((cells) => {
      const row = new Map(header.map((name, i) => [name, cells[i] ?? '']));
      const number = (name: string): number | null => {
        const value = Number(row.get(name) || Number.NaN);
        return Number.isFinite(value) ? value : null;
      };
      const splits: Record<string, Record<string, Record<string, number | null>>> = Object.create(null);
      for (const [name, value] of row) {
        const [, task = '', split = '', metric = ''] = /^(\S+) (train|validation|test|best) (\S+)$/.exec(name) ?? [];
        if (task === '' || value === '' || !Number.isFinite(Number(value))) continue;
        const byTask = ownValue(splits, split) ?? Object.create(null);
        byTask[task] = { ...ownValue(byTask, task), [metric]: Number(value) };
        splits[split] = byTask;
      }
      const { best = {}, ...rest } = splits;
      const run: Omit<RunFile<never[]>, 'document'> & { document: unknown } = {
        format: 'mtl-playground-run',
        version: 1,
        id: row.get('run') ?? '',
        number: number('number') ?? 0,
        name: row.get('name') ?? '',
        started: row.get('started') || null,
        executor: null,
        document: jsonOr(row.get(last) ?? ''),
        firstStep: nothingRecorded.firstStep,
        steps: 0,
        columns: {},
        markers: [],
        validation: [],
        best: null,
      };
      return {
        ...run,
        seconds: number('seconds') ?? 0,
        stepsPerEpoch: number('steps per epoch'),
        splits: rest,
        told: { steps: number('steps') ?? 0, best },
        note: row.get('note') ?? '',
        starred: row.get('starred') === '1',
        colour: number('colour'),
      };
    }),
  );
}

function jsonOr(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** What is said where a file holds no run at all. */
export const noRuns = (): Diagnostic => diagnostic('runs.notARun', { path: 'runs' }, 'file');
