import { runKey } from './columns/types.ts';
import { type Recorded, seriesOf, type ValidationPoint } from './recorded.ts';

/** Numbers by task id, pair (`a|b`) or node id. */
type ByKey = Record<string, number>;

/** One recorded step, as `playground.history()` gives it. */
export interface HistoryRow {
  readonly step: number;
  readonly loss: ByKey;
  readonly weight: ByKey;
  /** By task id: `loss` and every metric that has a value, where validation was measured after this step. */
  readonly validation?: Record<string, ByKey>;
  /** Every further column under its id, where it has a value at this step: by key, or the bare number of a column of the run. */
  readonly [column: string]: number | ByKey | Record<string, ByKey> | undefined;
}

export function validationValues(point: ValidationPoint): Record<string, ByKey> {
  const values: Record<string, ByKey> = {};
  for (const [task, evaluation] of Object.entries(point.tasks)) {
    const row: ByKey = {};
    if (evaluation.loss !== null) row.loss = evaluation.loss;
    for (const [metric, value] of Object.entries(evaluation.metrics)) if (value !== null) row[metric] = value;
    values[task] = row;
  }
  return values;
}

/** What stands at an index of a column; null where nothing does. A loss that is not a number is a fact where its task was trained. */
function valuesAt(recorded: Recorded, id: string, index: number): ByKey | number | null {
  const found: ByKey = {};
  for (const [key, series] of Object.entries(recorded.columns[id] ?? {})) {
    const trained = id === 'loss' && !Number.isNaN(seriesOf(recorded, 'weight', key)?.at(index) ?? Number.NaN);
    const value = series.at(index);
    if (trained || !Number.isNaN(value)) found[key] = value;
  }
  return Object.keys(found).length === 0 ? null : (found[runKey] ?? found);
}

/** Every recorded step in order, with the validation that was measured after it. Steps that were never recorded are left out. */
export function historyRows(recorded: Recorded): HistoryRow[] {
  const validation = new Map(recorded.validation.toArray().map((point) => [point.step, validationValues(point)]));
  const ids = Object.keys(recorded.columns);
  const rows: HistoryRow[] = [];
  for (let i = 0; i < recorded.count; i++) {
    const step = recorded.firstStep + i;
    const measured = validation.get(step);
    const values = ids.flatMap((id) => {
      const found = valuesAt(recorded, id, i);
      return found === null ? [] : [[id, found] as const];
    });
    if (values.length === 0) continue;
    rows.push({ step, loss: {}, weight: {}, ...Object.fromEntries(values), ...(measured ? { validation: measured } : {}) });
  }
  return rows;
}
