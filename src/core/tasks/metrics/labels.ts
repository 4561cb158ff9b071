import { at } from '../../util/assert-never.ts';
import type { LabelledOutputs, TargetFormat } from '../types.ts';
import { judgedRows, meanOf, ratio } from './rows.ts';

/**
 * Macro F1 over the labels that occur or are predicted, the share of single labels that are right (1 − Hamming loss), and the share of
 * samples with every label right. Outputs are probabilities [count, labels], predicted from ½ on.
 */
export function measureLabels(_target: TargetFormat, labelled: LabelledOutputs): Record<string, number | null> {
  const judged = judgedRows(labelled);
  if (judged === null) return { macroF1: null, hammingAccuracy: null, exactMatch: null };
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
    macroF1: meanOf(hits.map((count, label) => ratio(2 * count, at(marked, label)))),
    hammingAccuracy: ratio(right, rows.length * width),
    exactMatch: ratio(exact, rows.length),
  };
}
