/** A sample with the probability of yes, and whether it is one. */
export interface YesOrNo {
  readonly probability: number;
  readonly yes: boolean;
}

/** What comes of saying yes from some probability on. */
export interface AtThreshold {
  readonly truePositives: number;
  readonly falsePositives: number;
  readonly falseNegatives: number;
  readonly trueNegatives: number;
  /** Of those that it calls yes the share that is; null where it calls none so. */
  readonly precision: number | null;
  /** Of those that are yes the share that it finds; null where none is. */
  readonly recall: number | null;
  readonly f1: number | null;
}

const share = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);

export function atThreshold(samples: readonly YesOrNo[], threshold: number): AtThreshold {
  const count = (said: boolean, yes: boolean): number =>
    samples.filter((sample) => sample.probability >= threshold === said && sample.yes === yes).length;
  const [truePositives, falsePositives] = [count(true, true), count(true, false)];
  const [falseNegatives, trueNegatives] = [count(false, true), count(false, false)];
  return {
    truePositives,
    falsePositives,
    falseNegatives,
    trueNegatives,
    precision: share(truePositives, truePositives + falsePositives),
    recall: share(truePositives, truePositives + falseNegatives),
    f1: share(2 * truePositives, 2 * truePositives + falsePositives + falseNegatives),
  };
}
