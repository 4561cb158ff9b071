import type { RunHistory, ValidationPoint } from './history.ts';

/** One recorded step, as `playground.history()` gives it. */
export interface HistoryRow {
  readonly step: number;
  readonly loss: Record<string, number>;
  readonly weight: Record<string, number>;
  /** By task id: `loss` and every metric that has a value, where validation was measured after this step. */
  readonly validation?: Record<string, Record<string, number>>;
}

function validationValues(point: ValidationPoint): Record<string, Record<string, number>> {
  const values: Record<string, Record<string, number>> = {};
  for (const [task, evaluation] of Object.entries(point.tasks)) {
    const row: Record<string, number> = {};
    if (evaluation.loss !== null) row.loss = evaluation.loss;
    for (const [metric, value] of Object.entries(evaluation.metrics)) if (value !== null) row[metric] = value;
    values[task] = row;
  }
  return values;
}

/** Every recorded step in order, with the validation that was measured after it. Steps that were never recorded are left out. */
export function historyRows(history: RunHistory): HistoryRow[] {
  const curves = Object.entries(history.tasks);
  const validation = new Map(history.validation.toArray().map((point) => [point.step, validationValues(point)]));
  const rows: HistoryRow[] = [];
  for (let i = 0; i < history.count; i++) {
    const step = history.firstStep + i;
    const trained = curves.filter(([, curve]) => !Number.isNaN(curve.weight.at(i)));
    if (trained.length === 0) continue;
    const measured = validation.get(step);
    rows.push({
      step,
      loss: Object.fromEntries(trained.map(([id, curve]) => [id, curve.loss.at(i)])),
      weight: Object.fromEntries(trained.map(([id, curve]) => [id, curve.weight.at(i)])),
      ...(measured === undefined ? {} : { validation: measured }),
    });
  }
  return rows;
}
