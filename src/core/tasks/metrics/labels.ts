import { at } from '../../util/assert-never.ts';
import type { TargetFormat } from '../formats/registry.ts';
import type { ClassF1 } from './confusion.ts';
import type { LabelledOutputs } from './labelled.ts';
import { judgedRows, ratio } from './rows.ts';

export interface JudgedLabels extends ClassF1 {
  /** Single labels that are right, of all. */
  readonly right: number;
  readonly all: number;
  /** Samples with every label right, of all. */
  readonly exact: number;
  readonly samples: number;
}

/** Any number of labels per sample. Outputs are probabilities [count, labels], predicted from ½ on. */
export function judgeLabels(_target: TargetFormat, labelled: LabelledOutputs): JudgedLabels | null {
  const judged = judgedRows(labelled);
  if (judged === null) return null;
  const { rows, width } = judged;
  const hits = new Array<number>(width).fill(0);
  const marked = new Array<number>(width).fill(0);
  let right = 0;
  let exact = 0;
  for (const row of rows) {
    let rightHere = 0;
    for (let label = 0; label < width; label++) {
      const predicted = at(labelled.outputs, row * width + label) >= 0.5 ? 1 : 0;
      const actual = at(labelled.targets, row * width + label);
      if (predicted === actual) rightHere++;
      hits[label] = at(hits, label) + predicted * actual;
      marked[label] = at(marked, label) + predicted + actual;
    }
    right += rightHere;
    if (rightHere === width) exact++;
  }
  return {
    f1: hits.map((count, label) => ratio(2 * count, at(marked, label))),
    right,
    all: rows.length * width,
    exact,
    samples: rows.length,
  };
}
