import { at } from '../../util/assert-never.ts';

/** A sample's probability of «yes», and whether that is so. */
export interface Scored {
  readonly score: number;
  readonly positive: boolean;
}

/**
 * The area under the ROC curve: the probability that a random positive scores higher than a random negative, ties counting one half
 * (the Mann-Whitney statistic, by ranks). Null where either kind is missing.
 */
export function areaUnderRoc(samples: readonly Scored[]): number | null {
  const ordered = [...samples].sort((a, b) => a.score - b.score);
  const positives = ordered.filter((sample) => sample.positive).length;
  const negatives = ordered.length - positives;
  if (positives === 0 || negatives === 0) return null;
  let rankSum = 0;
  for (let start = 0; start < ordered.length; ) {
    let end = start;
    while (end < ordered.length && at(ordered, end).score === at(ordered, start).score) end++;
    // Equal scores share the mean of the ranks start + 1 … end.
    const rank = (start + 1 + end) / 2;
    rankSum += rank * ordered.slice(start, end).filter((sample) => sample.positive).length;
    start = end;
  }
  return (rankSum - (positives * (positives + 1)) / 2) / (positives * negatives);
}
