import { emptyRecord, ownValue } from '../util/own-value.ts';
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
  /** Of a run of more than a million steps, where some are left out: this one stands for so many. */
  readonly oneOf?: number;
  /** Every further column under its id, where it has a value at this step: by key, or the bare number of a column of the run. */
  readonly [column: string]: number | ByKey | Record<string, ByKey> | undefined;
}

export function validationValues(point: ValidationPoint): Record<string, ByKey> {
  const values = emptyRecord<ByKey>();
  for (const [task, evaluation] of Object.entries(point.tasks)) {
    const row: ByKey = emptyRecord();
    if (evaluation.loss !== null) row.loss = evaluation.loss;
    for (const [metric, value] of Object.entries(evaluation.metrics)) if (value !== null) row[metric] = value;
    values[task] = row;
  }
  return values;
}

/** A step of which something is known: its row, or null where only a validation after it was kept. */
interface KnownStep {
  readonly step: number;
  readonly row: number | null;
  /** One step of so many is kept here. */
  readonly every: number;
}

/** The steps of a run that something is known of, in order. */
export function* keptRows({ kept, validation }: Pick<Recorded, 'kept' | 'validation'>): Generator<KnownStep> {
  let row = 0;
  let point = 0;
  for (const { from, every, count } of kept) {
    for (let i = 0; i < count; i++) {
      const step = from + every * i;
      // Between rows that are not neighbours a validation may stand alone.
      for (let next = validation.at(point); next && next.step < step; next = validation.at(++point)) {
        if (row > 0 && (every > 1 || i === 0)) yield { step: next.step, row: null, every };
      }
      if (validation.at(point)?.step === step) point++;
      yield { step, row: row++, every };
    }
  }
}

/** What stands at an index of a column; null where nothing does. A loss that is not a number is a fact where its task was trained. */
function valuesAt(recorded: Recorded, id: string, index: number): ByKey | number | null {
  const found: ByKey = emptyRecord();
  for (const [key, series] of Object.entries(ownValue(recorded.columns, id) ?? {})) {
    const trained = id === 'loss' && !Number.isNaN(seriesOf(recorded, 'weight', key)?.at(index) ?? Number.NaN);
    const value = series.at(index);
    if (trained || !Number.isNaN(value)) found[key] = value;
  }
  return Object.keys(found).length === 0 ? null : (ownValue(found, runKey) ?? found);
}

/**
 * Every step that is kept, in order, with the validation that was measured after it, whether or not the step itself is kept. Steps that were
 * never recorded are left out.
 */
export function historyRows(recorded: Recorded): HistoryRow[] {
  const validation = new Map(recorded.validation.toArray().map((point) => [point.step, validationValues(point)]));
  const ids = Object.keys(recorded.columns);
  const rows: HistoryRow[] = [];
  for (const { step, row, every } of keptRows(recorded)) {
    const measured = validation.get(step);
    const values =
      row === null
        ? []
        : ids.flatMap((id) => {
            const found = valuesAt(recorded, id, row);
            return found === null ? [] : [[id, found] as const];
          });
    if (values.length === 0 && row !== null) continue;
    rows.push({
      step,
      loss: {},
      weight: {},
      ...Object.fromEntries(values),
      ...(measured ? { validation: measured } : {}),
      ...(every > 1 ? { oneOf: every } : {}),
    });
  }
  return rows;
}
