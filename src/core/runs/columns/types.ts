import type { LocalizedText } from '../../util/localized.ts';

/** What a column has one number per step for: every task, every pair of tasks, every node, or the run as a whole. */
export type ColumnPer = 'task' | 'pair' | 'node' | 'run';

/** A quantity that a run records. One file per quantity; it flows to the history, the curves, files and scripts by its id. */
export interface ColumnInfo {
  /** Stands in the protocol, in `playground.history()` and in CSV headers: never changes. */
  readonly id: string;
  readonly title: LocalizedText;
  /** Symbol of its unit; null for a bare number. */
  readonly unit: string | null;
  readonly per: ColumnPer;
}

/** Numbers of one quantity over consecutive steps. What stands in an event costs what was recorded, never what the run is. */
export interface ColumnBlock {
  /** Of the quantity, as `columns/registry.ts` lists it. */
  readonly id: string;
  /** What the numbers of a step belong to: task ids, `pairKey`s, node ids, or `runKey` alone. */
  readonly keys: readonly string[];
  /** [steps, keys] row-major; NaN where nothing was recorded. */
  readonly values: Float32Array;
}

/** The key of what is recorded for the run as a whole. */
export const runKey = '';

/** The key of two tasks, in the document's order; ids hold no `|`. */
export const pairKey = (first: string, second: string): string => `${first}|${second}`;
