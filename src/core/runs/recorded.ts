import type { RecordedSteps } from './columns/blocks.ts';
import type { ColumnBlock } from './columns/types.ts';
import type { Marker } from './marker.ts';
import type { TaskEvaluation } from './protocol.ts';
import { AppendList, Series } from './series.ts';

/** One measurement on the validation split. It carries more than numbers per step (confusion, counts), hence is no column. */
export interface ValidationPoint {
  readonly step: number;
  readonly epoch: number;
  readonly tasks: Readonly<Record<string, TaskEvaluation>>;
}

/**
 * What a run recorded. A new object after every event, while columns are shared between versions: an event costs time in proportion to
 * its own size, never to the length of the run.
 */
export interface Recorded {
  /** The step (counted from 1) of the columns' first number; step i stands at index i − firstStep. */
  readonly firstStep: number;
  /** How many steps are recorded. */
  readonly count: number;
  /**
   * By the column's id and key, in the order of first appearance. NaN where nothing was recorded; a column that came to an end is
   * shorter than `count`.
   */
  readonly columns: Readonly<Record<string, Readonly<Record<string, Series>>>>;
  readonly validation: AppendList<ValidationPoint>;
  readonly markers: AppendList<Marker>;
}

export const nothingRecorded: Recorded = {
  firstStep: 1,
  count: 0,
  columns: {},
  validation: AppendList.of(),
  markers: AppendList.of(),
};

/** The last recorded step; one before the first where nothing is recorded. */
export const lastStep = ({ firstStep, count }: Pick<Recorded, 'firstStep' | 'count'>): number => firstStep + count - 1;

export const seriesOf = ({ columns }: Pick<Recorded, 'columns'>, id: string, key: string): Series | undefined =>
  columns[id]?.[key];

/** The step of the best weights by validation, as the end of the run told it; null before that. */
export const bestStep = ({ markers }: Pick<Recorded, 'markers'>): number | null =>
  markers.toArray().findLast(({ kind }) => kind === 'best')?.step ?? null;

/** Voids what was recorded after `step`. */
export function rewind(recorded: Recorded, step: number): Recorded {
  const count = Math.max(0, Math.min(recorded.count, step - recorded.firstStep + 1));
  const cut = (byKey: Readonly<Record<string, Series>>): Record<string, Series> =>
    Object.fromEntries(Object.entries(byKey).map(([key, series]) => [key, series.truncate(count)]));
  return {
    count,
    firstStep: count === 0 ? step + 1 : recorded.firstStep,
    columns: count === 0 ? {} : Object.fromEntries(Object.entries(recorded.columns).map(([id, byKey]) => [id, cut(byKey)])),
    validation: recorded.validation.keepWhile((point) => point.step <= step),
    // Not in order of their steps: the best step is marked when the run ends.
    markers: AppendList.of(...recorded.markers.toArray().filter((marker) => marker.step <= step)),
  };
}

const missing = (): number => Number.NaN;

/** The series of a column with a block's numbers at their places, which begin at index `start`. */
function extended(byKey: Readonly<Record<string, Series>>, { keys, values }: ColumnBlock, start: number, count: number) {
  const result: Record<string, Series> = { ...byKey };
  keys.forEach((key, column) => {
    const series = result[key] ?? Series.empty;
    result[key] = series
      .append(start - series.length, missing)
      .append(count, (i) => values[i * keys.length + column] ?? Number.NaN);
  });
  return result;
}

/** Takes steps in; those that are recorded again void what was recorded from there on. */
export function appendSteps(recorded: Recorded, { from, count, columns }: RecordedSteps): Recorded {
  if (count <= 0) return recorded;
  const base = from <= lastStep(recorded) ? rewind(recorded, from - 1) : recorded;
  const firstStep = base.count === 0 ? from : base.firstStep;
  const start = from - firstStep;
  const next = { ...base.columns };
  for (const block of columns) next[block.id] = extended(next[block.id] ?? {}, block, start, count);
  return { ...base, firstStep, count: start + count, columns: next };
}

export const appendValidation = (recorded: Recorded, point: ValidationPoint): Recorded => ({
  ...recorded,
  validation: recorded.validation.keepWhile(({ step }) => step < point.step).append(point),
});

export const appendMarker = (recorded: Recorded, marker: Marker): Recorded => ({
  ...recorded,
  markers: recorded.markers.append(marker),
});
