import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { taskKinds } from '../registry.ts';
import type { LabelledOutputs, TargetFormat } from '../types.ts';
import { confusionMatrix } from './confusion.ts';
import { areaUnderRoc } from './roc.ts';

const digits: TargetFormat = { format: 'class', classes: ['a', 'b', 'c'] };
const yesNo: TargetFormat = { format: 'binary' };
const tags: TargetFormat = { format: 'multiLabel', labels: ['x', 'y'] };
const amount: TargetFormat = { format: 'values', size: 1 };
const pair: TargetFormat = { format: 'values', size: 2 };

/** Rows of outputs with integer or real labels; every sample is labelled unless `mask` says otherwise. */
function labelled(outputs: number[][], targets: number[], mask = outputs.map(() => 1)): LabelledOutputs {
  return {
    count: outputs.length,
    outputs: Float32Array.from(outputs.flat()),
    targets: Float32Array.from(targets),
    mask: Float32Array.from(mask),
  };
}

/** Probabilities that favour one class of three. */
const favour = (index: number): number[] => [0, 1, 2].map((i) => (i === index ? 0.6 : 0.2));

describe('classification', () => {
  // truth:      a a a b b c;  predicted: a a b b c c
  const sample = labelled([0, 0, 1, 1, 2, 2].map(favour), [0, 0, 0, 1, 1, 2]);

  it('counts truth by rows and prediction by columns', () => {
    expect(confusionMatrix(digits, sample)).toEqual([
      [2, 1, 0],
      [0, 1, 1],
      [0, 0, 1],
    ]);
  });

  it('has the accuracy and macro F1 of the confusion matrix', () => {
    // F1: a 2·2/(3+2), b 2·1/(2+2), c 2·1/(1+2)
    const { accuracy, macroF1 } = taskKinds.classification.measure(digits, sample);
    expect(accuracy).toBeCloseTo(4 / 6, 12);
    expect(macroF1).toBeCloseTo((4 / 5 + 1 / 2 + 2 / 3) / 3, 12);
  });

  it('leaves out samples without a label, whatever is stored for them', () => {
    const masked = labelled([favour(0), favour(1), favour(2)], [0, 0, 99], [1, 1, 0]);
    expect(taskKinds.classification.measure(digits, masked)).toEqual({ accuracy: 0.5, macroF1: (2 / 3 + 0) / 2 });
  });

  it('does not count a class that neither occurs nor is predicted', () => {
    const perfect = labelled([favour(0), favour(1)], [0, 1]);
    expect(taskKinds.classification.measure(digits, perfect)).toEqual({ accuracy: 1, macroF1: 1 });
  });

  it('takes a yes-or-no target as two classes', () => {
    const two = labelled(
      [
        [0.9, 0.1],
        [0.2, 0.8],
        [0.7, 0.3],
      ],
      [0, 1, 1],
    );
    expect(confusionMatrix(yesNo, two)).toEqual([
      [1, 0],
      [1, 1],
    ]);
  });
});

describe('binary', () => {
  const sample = labelled([[0.9], [0.4], [0.6], [0.1]], [1, 1, 0, 0]);

  it('has accuracy, F1 of the positives, macro F1 and the area under the ROC curve', () => {
    // tp 1, fn 1, fp 1, tn 1; of the four pairs, 0.9 beats both negatives and 0.4 beats one
    expect(taskKinds.binary.measure(yesNo, sample)).toEqual({ accuracy: 0.5, f1: 0.5, macroF1: 0.5, auc: 0.75 });
  });

  it('counts a probability of exactly one half as yes', () => {
    expect(confusionMatrix(yesNo, labelled([[0.5]], [0]))).toEqual([
      [0, 1],
      [0, 0],
    ]);
  });

  it('has no area and no F1 of positives where there are none', () => {
    expect(taskKinds.binary.measure(yesNo, labelled([[0.1], [0.2]], [0, 0]))).toEqual({
      accuracy: 1,
      f1: null,
      macroF1: 1,
      auc: null,
    });
  });

  it('has the area that scikit-learn documents for four samples, and one half where all scores are equal', () => {
    const documented = labelled([[0.1], [0.4], [0.35], [0.8]], [0, 0, 1, 1]);
    expect(taskKinds.binary.measure(yesNo, documented).auc).toBe(0.75);
    expect(taskKinds.binary.measure(yesNo, labelled([[0.3], [0.3], [0.3]], [0, 1, 1])).auc).toBe(0.5);
  });

  it('has the area that counting pairs gives, ties being one half', () => {
    const scored = fc.record({ score: fc.integer({ min: 0, max: 5 }), positive: fc.boolean() });
    fc.assert(
      fc.property(fc.array(scored, { minLength: 1, maxLength: 30 }), (samples) => {
        const positives = samples.filter((sample) => sample.positive);
        const negatives = samples.filter((sample) => !sample.positive);
        const won = positives.flatMap((p) => negatives.map((n) => (p.score > n.score ? 1 : p.score === n.score ? 0.5 : 0)));
        const area = areaUnderRoc(samples);
        if (won.length === 0) expect(area).toBeNull();
        else expect(area).toBeCloseTo(won.reduce((sum: number, w) => sum + w, 0) / won.length, 12);
      }),
    );
  });
});

describe('multi-label', () => {
  it('has macro F1, the share of right labels and of samples with all labels right', () => {
    const sample = labelled(
      [
        [0.9, 0.2],
        [0.8, 0.7],
        [0.1, 0.6],
      ],
      [1, 0, 0, 1, 0, 1],
    );
    // x: tp 1, fp 1 → 2/3; y: tp 2 → 1
    const measured = taskKinds.multiLabel.measure(tags, sample);
    expect(measured.macroF1).toBeCloseTo((2 / 3 + 1) / 2, 12);
    expect(measured.hammingAccuracy).toBeCloseTo(5 / 6, 12);
    expect(measured.exactMatch).toBeCloseTo(2 / 3, 12);
  });

  it('has no macro F1 where no label occurs or is predicted', () => {
    expect(taskKinds.multiLabel.measure(tags, labelled([[0.1, 0.2]], [0, 0]))).toEqual({
      macroF1: null,
      hammingAccuracy: 1,
      exactMatch: 1,
    });
  });
});

describe('regression', () => {
  it('has the mean absolute error, the root mean squared error and R²', () => {
    // errors 1, 0, −2, 0 (labels 1 … 4 with variance 5/4)
    const measured = taskKinds.regression.measure(amount, labelled([[0], [2], [5], [4]], [1, 2, 3, 4]));
    expect(measured.mae).toBeCloseTo(3 / 4, 12);
    expect(measured.rmse).toBeCloseTo(Math.sqrt(5 / 4), 12);
    expect(measured.r2).toBeCloseTo(1 - 5 / 5, 12);
  });

  it('averages R² over the outputs that vary', () => {
    const sample = labelled(
      [
        [1, 7],
        [2, 7],
        [3, 7],
      ],
      [1, 5, 2, 5, 3, 5],
    );
    expect(taskKinds.regression.measure(pair, sample)).toEqual({ mae: 1, rmse: Math.sqrt(2), r2: 1 });
  });

  it('has no R² where every label is the same', () => {
    expect(taskKinds.regression.measure(amount, labelled([[1], [3]], [2, 2]))).toEqual({ mae: 1, rmse: 1, r2: null });
  });
});
