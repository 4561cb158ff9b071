import { runKey } from './columns/types.ts';
import { type Recorded, seriesOf } from './recorded.ts';
import { validationValues } from './rows.ts';

const quote = (text: string): string => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

const cell = (value: number | undefined): string => (value === undefined || Number.isNaN(value) ? '' : String(value));

interface CsvColumn {
  readonly header: string;
  /** By the index of the step. */
  at(index: number): number | undefined;
}

/** Columns of the same keys stand together, key by key: `a loss`, `a weight`, `b loss`, `b weight`. */
function recordedColumns(recorded: Recorded): CsvColumn[] {
  const ids = Object.keys(recorded.columns);
  const keys = new Set(ids.flatMap((id) => Object.keys(recorded.columns[id] ?? {})));
  return [...keys].flatMap((key) =>
    ids.flatMap((id) => {
      const series = seriesOf(recorded, id, key);
      return series ? [{ header: key === runKey ? id : `${key} ${id}`, at: (index: number) => series.at(index) }] : [];
    }),
  );
}

function validationColumns({ validation, firstStep }: Recorded): CsvColumn[] {
  const points = new Map(validation.toArray().map((point) => [point.step, validationValues(point)]));
  const measures = new Map<string, Set<string>>();
  for (const [task, values] of [...points.values()].flatMap((byTask) => Object.entries(byTask))) {
    measures.set(task, new Set([...(measures.get(task) ?? []), ...Object.keys(values)]));
  }
  return [...measures].flatMap(([task, names]) =>
    [...names].map((name) => ({
      header: `${task} validation ${name}`,
      at: (index: number) => points.get(firstStep + index)?.[task]?.[name],
    })),
  );
}

/**
 * The curves as comma-separated values (RFC 4180): `step`, then per task (pair, node) `TASK loss`, `TASK weight` and whatever else was
 * recorded, what belongs to the run as a whole, then `TASK validation MEASURE` (its loss and metrics). A cell is empty where nothing was
 * recorded, or what was is no number; steps of which nothing is known have no line.
 */
export function historyCsv(recorded: Recorded): string {
  const columns = [...recordedColumns(recorded), ...validationColumns(recorded)];
  const lines: string[] = [['step', ...columns.map(({ header }) => header)].map(quote).join(',')];
  for (let i = 0; i < recorded.count; i++) {
    const cells = columns.map((column) => cell(column.at(i)));
    if (cells.some((text) => text !== '')) lines.push([String(recorded.firstStep + i), ...cells].join(','));
  }
  return `${lines.join('\r\n')}\r\n`;
}
