/** The answers whose probability lies in one part of 0 … 1. */
export interface CalibrationBin {
  readonly from: number;
  readonly to: number;
  readonly count: number;
  /** The mean probability of these answers, and the share of them that is right. */
  readonly confidence: number;
  readonly accuracy: number;
}

export interface Calibration {
  /** Those that hold an answer, ascending. */
  readonly bins: readonly CalibrationBin[];
  /** Expected calibration error: Σ count/n · |accuracy − confidence| over the bins (Naeini et al., 2015); 0: probabilities are what they say. */
  readonly error: number;
}

/** An answer with its probability, and whether it is right. */
export interface Answer {
  readonly probability: number;
  readonly right: boolean;
}

/** Compares probabilities with how often answers are right, in so many equal parts of 0 … 1; null without an answer. */
export function calibration(answers: readonly Answer[], parts = 10): Calibration | null {
  if (answers.length === 0) return null;
  const sums = Array.from({ length: parts }, () => ({ count: 0, confidence: 0, right: 0 }));
  for (const { probability, right } of answers) {
    const bin = sums[Math.min(parts - 1, Math.max(0, Math.floor(probability * parts)))];
    if (!bin) continue;
    bin.count++;
    bin.confidence += probability;
    if (right) bin.right++;
  }
  const bins = sums.flatMap(({ count, confidence, right }, i): CalibrationBin[] =>
    count === 0 ? [] : [{ from: i / parts, to: (i + 1) / parts, count, confidence: confidence / count, accuracy: right / count }],
  );
  const error = bins.reduce((sum, bin) => sum + (bin.count / answers.length) * Math.abs(bin.accuracy - bin.confidence), 0);
  return { bins, error };
}
