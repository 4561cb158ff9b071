import { emptyRecord, ownValue } from '../util/own-value.ts';
import type { RecordedSteps } from './columns/blocks.ts';
import type { ColumnBlock } from './columns/types.ts';
import { type KeptSteps, keptUntil, keptWith, mostRows, rowFrom, rowsIn, thinned, thinning } from './kept-steps.ts';
import { type Marker, sameKnob } from './marker.ts';
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
  /** The first step that was recorded, counted from 1. */
  readonly firstStep: number;
  /** How many steps the run has made since, whether they are kept or not. */
  readonly count: number;
  /** The steps that the rows of the columns belong to. Of a run of more than a million steps some in between are left out. */
  readonly kept: KeptSteps;
  /**
   * By the column's id and key, in the order of first appearance. NaN where nothing was recorded; a column that came to an end is
   * shorter than there are rows.
   */
  readonly columns: Readonly<Record<string, Readonly<Record<string, Series>>>>;
  readonly validation: AppendList<ValidationPoint>;
  readonly markers: AppendList<Marker>;
  /** The last step that was made before the present network was applied; −1: no other was. */
  readonly appliedAt: number;
}

export const nothingRecorded: Recorded = {
  firstStep: 1,
  count: 0,
  kept: [],
  columns: {},
  validation: AppendList.of(),
  markers: AppendList.of(),
  appliedAt: -1,
};

/** The last recorded step; one before the first where nothing is recorded. */
export const lastStep = ({ firstStep, count }: Pick<Recorded, 'firstStep' | 'count'>): number => firstStep + count - 1;

/** When the present network was applied, as markers tell it. */
export const lastApplied = (markers: readonly Marker[]): number =>
  markers.reduce((last, { kind, step }) => (kind === 'applied' ? Math.max(last, step) : last), -1);

export const seriesOf = ({ columns }: Pick<Recorded, 'columns'>, id: string, key: string): Series | undefined =>
  ownValue(ownValue(columns, id) ?? {}, key);

/** The step of the best weights by validation, as the end of the run told it; null before that. */
export const bestStep = ({ markers }: Pick<Recorded, 'markers'>): number | null =>
  markers.toArray().findLast(({ kind }) => kind === 'best')?.step ?? null;

/** Voids what was recorded after `step`. */
export function rewind(recorded: Recorded, step: number): Recorded {
  const rows = rowFrom(recorded.kept, step + 1);
  const cut = (byKey: Readonly<Record<string, Series>>): Record<string, Series> =>
    Object.fromEntries(Object.entries(byKey).map(([key, series]) => [key, series.truncate(rows)]));
  // Not in order of their steps: the best step is marked when the run ends.
  const stays = ({ kind, step: at }: Marker): boolean => at <= step && !(kind === 'alone' && step === 0);
  const markers = recorded.markers.toArray().filter(stays);
  return {
    count: rows === 0 ? 0 : Math.min(recorded.count, step - recorded.firstStep + 1),
    firstStep: rows === 0 ? step + 1 : recorded.firstStep,
    kept: keptUntil(recorded.kept, rows),
    columns: rows === 0 ? {} : Object.fromEntries(Object.entries(recorded.columns).map(([id, byKey]) => [id, cut(byKey)])),
    validation: recorded.validation.keepWhile((point) => point.step <= step),
    markers: AppendList.of(...markers),
    appliedAt: lastApplied(markers),
  };
}

const missing = (): number => Number.NaN;

/** The series of a column with a block's numbers at their rows, which begin at `start`. */
function extended(byKey: Readonly<Record<string, Series>>, { keys, values }: ColumnBlock, start: number, count: number) {
  const result = Object.assign(emptyRecord<Series>(), byKey);
  keys.forEach((key, column) => {
    const series = ownValue(result, key) ?? Series.empty;
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
  // Steps that were never told of have rows without numbers.
  const next = base.count === 0 ? from : lastStep(base) + 1;
  const kept = keptWith(base.kept, next, from - next + count);
  const start = rowsIn(kept) - count;
  const appended = Object.assign(emptyRecord<Recorded['columns'][string]>(), base.columns);
  for (const block of columns) appended[block.id] = extended(ownValue(appended, block.id) ?? {}, block, start, count);
  return bounded({ ...base, firstStep, count: from - firstStep + count, kept, columns: appended });
}

/** A history of too many rows is thinned. */
const bounded = (recorded: Recorded): Recorded =>
  thinnedTo(recorded, mostRows(Object.values(recorded.columns).reduce((sum, byKey) => sum + Object.keys(byKey).length, 0)));

/** The same, where it has more rows than `limit`, with less than a fifth of so many; the first and the last steps stay whole. */
export function thinnedTo(recorded: Recorded, limit: number): Recorded {
  if (rowsIn(recorded.kept) <= limit) return recorded;
  const { kept, rows } = thinning(recorded.kept, limit);
  const thinnedBy = (byKey: Readonly<Record<string, Series>>): Record<string, Series> =>
    Object.fromEntries(Object.entries(byKey).map(([key, series]) => [key, thinned(series, rows)]));
  return {
    ...recorded,
    kept,
    columns: Object.fromEntries(Object.entries(recorded.columns).map(([id, byKey]) => [id, thinnedBy(byKey)])),
  };
}

/** The most validation points that are kept; of more, every second one between the first and the last quarter is left out. */
export const mostValidations = 10_000;

function fewer(points: AppendList<ValidationPoint>): AppendList<ValidationPoint> {
  if (points.length <= mostValidations) return points;
  const [head, tail] = [mostValidations / 4, points.length - mostValidations / 4];
  return AppendList.of(...points.toArray().filter((_, i) => i < head || i >= tail || i % 2 === 0));
}

export const appendValidation = (recorded: Recorded, point: ValidationPoint): Recorded => ({
  ...recorded,
  validation: fewer(recorded.validation.keepWhile(({ step }) => step < point.step).append(point)),
});

/**
 * Without what a marker stands instead of: that of the same knob at the step `instead`. The best step is one: a run that goes on past its end says
 * it again, or found a better one.
 */
function withoutFormer({ markers }: Recorded, marker: Marker, instead: number | undefined): AppendList<Marker> {
  const former = (known: Marker): boolean =>
    sameKnob(known, marker) && (marker.kind === 'best' || (instead !== undefined && known.step === instead));
  return markers.toArray().some(former) ? AppendList.of(...markers.toArray().filter((known) => !former(known))) : markers;
}

/** Steps of single tasks that were taken back leave none. */
const withMarker = (markers: AppendList<Marker>, marker: Marker): AppendList<Marker> =>
  marker.kind === 'alone' && marker.tasks.length === 0 ? markers : markers.append(marker);

export const appendMarker = (recorded: Recorded, marker: Marker, instead?: number): Recorded => ({
  ...recorded,
  markers: withMarker(withoutFormer(recorded, marker, instead), marker),
  appliedAt: marker.kind === 'applied' ? Math.max(recorded.appliedAt, marker.step) : recorded.appliedAt,
});
