import { ownValue } from '../util/own-value.ts';
import type { JudgedTask } from './experiment.ts';
import type { ContenderResult, Paired, Report } from './report.ts';

/** Half of the picture's width; zero is in its middle. */
const half = 100;
/** Nothing is drawn nearer to an edge. */
const edge = 2;

/** Where the parts of a picture of one finding stand, from left to right, in a picture that is 200 wide. */
export interface Dots {
  /** What the test does not rule out: from edge to edge where nothing is. */
  readonly band: readonly [from: number, to: number];
  /** The t interval; null for fewer than two pairs. */
  readonly t: readonly [from: number, to: number] | null;
  /** One for every pair. */
  readonly dots: readonly number[];
}

/** The largest gain of any of these, on either side, with some room; never 0. Findings that share it have one scale. */
const reachOf = (all: readonly Paired[]): number =>
  Math.max(1e-12, ...all.flatMap(({ gains }) => gains.map((gain) => 1.1 * Math.abs(gain))));

/** A dot for every seed over what the test does not rule out and the t interval of their mean. `reach`: the gain at the picture's edge. */
export function dotsOf({ gains, mean, interval, half: around }: Paired, reach: number): Dots {
  const x = (value: number): number => half + ((half - 2 * edge) * value) / reach;
  const within = (value: number): number => Math.min(2 * half - edge, Math.max(edge, x(value)));
  const stretch = ([low, high]: readonly [number, number]): readonly [number, number] => [within(low), within(high)];
  return {
    band: stretch(interval ?? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]),
    t: around === null ? null : stretch([mean - around, mean + around]),
    dots: gains.map(x),
  };
}

/** Findings that are drawn under one another on one scale. */
export interface DotGroup {
  /** null: all tasks together, in per cent (Δm). */
  readonly task: JudgedTask | null;
  /** The gain at the pictures' edges. */
  readonly reach: number;
  readonly rows: readonly { readonly result: ContenderResult; readonly paired: Paired }[];
}

/** What a report draws a dot per seed of: every contender on all tasks together, then on each task. Groups without a finding are left out. */
export function dotGroups({ tasks, results }: Report): readonly DotGroup[] {
  const groupOf = (task: JudgedTask | null): DotGroup => {
    const rows = results.flatMap((result) => {
      const paired = task ? ownValue(result.against, task.id) : result.improvement;
      return paired ? [{ result, paired }] : [];
    });
    return { task, reach: reachOf(rows.map(({ paired }) => paired)), rows };
  };
  return [null, ...tasks].map(groupOf).filter(({ rows }) => rows.length > 0);
}
