import { at } from '../../util/assert-never.ts';

/** The length of the longest common subsequence. */
function longestCommonSubsequence(a: ArrayLike<unknown>, b: ArrayLike<unknown>): number {
  let before = new Array<number>(b.length + 1).fill(0);
  for (let i = 0; i < a.length; i++) {
    const now = [0];
    for (let j = 0; j < b.length; j++) {
      now.push(a[i] === b[j] ? at(before, j) + 1 : Math.max(at(before, j + 1), at(now, j)));
    }
    before = now;
  }
  return at(before, b.length);
}

/**
 * ROUGE-L of one candidate against one reference (Lin, 2004) with β = 1: the F1 of recall LCS/|reference| and precision LCS/|candidate|.
 * Two empty sequences are equal: 1.
 */
export function rougeL(candidate: ArrayLike<unknown>, reference: ArrayLike<unknown>): number {
  const total = candidate.length + reference.length;
  return total === 0 ? 1 : (2 * longestCommonSubsequence(candidate, reference)) / total;
}
