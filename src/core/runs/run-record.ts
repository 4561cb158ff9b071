import type { Project } from '../project/schema.ts';
import type { ExecutorInfo } from './executor-info.ts';
import type { Recorded } from './recorded.ts';
import { AppendList, Series } from './series.ts';

/** Which run it is. */
export interface RunIdentity {
  readonly id: string;
  /** Counted from 1 within a visit: what it is called until it has a name. */
  readonly number: number;
  /** As somebody named it; '' before that. */
  readonly name: string;
  /** ISO 8601; null before the first step. */
  readonly started: string | null;
}

/** A run as it can be kept, compared and written to a file: what it was and what it recorded, and nothing of how it stands. */
export interface RunRecord extends RunIdentity {
  /** The document that trained. Weights and rates that were moved meanwhile are as they were last; markers tell when. */
  readonly document: Project;
  readonly executor: Pick<ExecutorInfo, 'id' | 'backend' | 'device' | 'reason'> | null;
  readonly recorded: Recorded;
}

const eachSeries = (columns: Recorded['columns'], change: (series: Series) => Series): Recorded['columns'] =>
  Object.fromEntries(
    Object.entries(columns).map(([id, byKey]) => [
      id,
      Object.fromEntries(Object.entries(byKey).map(([key, series]) => [key, change(series)])),
    ]),
  );

/** The same in buffers of its own, no larger than needed: a run that goes on shares nothing with it. */
export function frozen({ columns, validation, markers, ...rest }: Recorded): Recorded {
  return {
    ...rest,
    columns: eachSeries(columns, (series) => Series.of(series.view().slice())),
    validation: AppendList.of(...validation.toArray()),
    markers: AppendList.of(...markers.toArray()),
  };
}

/** How many numbers a run's columns hold, at 4 bytes each. */
export function numbersIn({ columns }: Pick<Recorded, 'columns'>): number {
  return Object.values(columns)
    .flatMap((byKey) => Object.values(byKey))
    .reduce((sum, { length }) => sum + length, 0);
}
