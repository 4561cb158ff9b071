import { at } from '../../util/assert-never.ts';
import type { TargetFormat } from '../formats/registry.ts';
import { type ClassF1, type Confused, confused, count, emptyMatrix } from './confusion.ts';
import type { LabelledOutputs } from './labelled.ts';
import { judgedRows } from './rows.ts';

/** Centre x, centre y, width, height. */
export type BoxNumbers = readonly [x: number, y: number, width: number, height: number];

/** The four numbers of a row [present, x, y, width, height]. */
const boxAt = (rows: ArrayLike<number>, row: number): BoxNumbers => {
  const from = row * 5;
  return [at(rows, from + 1), at(rows, from + 2), at(rows, from + 3), at(rows, from + 4)];
};

/** How much two intervals, given by centre and length, share. */
const overlap = (a: number, lengthA: number, b: number, lengthB: number): number =>
  Math.max(0, Math.min(a + lengthA / 2, b + lengthB / 2) - Math.max(a - lengthA / 2, b - lengthB / 2));

/** Intersection over union of two boxes; 0 where neither has an area. */
export function intersectionOverUnion(a: BoxNumbers, b: BoxNumbers): number {
  const shared = overlap(a[0], a[2], b[0], b[2]) * overlap(a[1], a[3], b[1], b[3]);
  const union = a[2] * a[3] + b[2] * b[3] - shared;
  return union > 0 ? shared / union : 0;
}

/** Counts of [truly present][said to be present], no before yes; null where nothing can be judged. */
export function presenceConfusion(_target: TargetFormat, labelled: LabelledOutputs): number[][] | null {
  const judged = judgedRows(labelled);
  if (judged === null) return null;
  const matrix = emptyMatrix(2);
  for (const row of judged.rows) count(matrix, at(labelled.targets, row * 5), at(labelled.outputs, row * 5) >= 0.5 ? 1 : 0);
  return matrix;
}

export interface JudgedBoxes extends Confused, ClassF1 {
  /** Of the samples in which the object is: IoU of the box, whatever is said of presence. */
  readonly ious: readonly number[];
  /** How many of them are said to be present with an IoU of ½ or more. */
  readonly found: number;
}

/** Presence over all samples, boxes over those in which the object is. Outputs are [count, 5]. */
export function judgeBoxes(target: TargetFormat, labelled: LabelledOutputs): JudgedBoxes | null {
  const judged = judgedRows(labelled);
  const presence = confused(presenceConfusion(target, labelled));
  if (judged === null || presence === null) return null;
  const present = judged.rows.filter((row) => at(labelled.targets, row * 5) === 1);
  const ious = present.map((row) => intersectionOverUnion(boxAt(labelled.outputs, row), boxAt(labelled.targets, row)));
  const found = present.filter((row, i) => at(ious, i) >= 0.5 && at(labelled.outputs, row * 5) >= 0.5);
  return { ...presence, ious, found: found.length };
}
