import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { taskKinds } from '../registry.ts';
import type { LabelledOutputs, TargetFormat } from '../types.ts';
import { intersectionOverUnion } from './boxes.ts';
import { countEntities, entitiesOf } from './entities.ts';
import { entityF1 } from './entries/entity-f1.ts';
import { precision } from './entries/precision.ts';
import { recall } from './entries/recall.ts';
import { nearest } from './neighbours.ts';
import { quadraticKappa } from './ranks.ts';
import { rougeL } from './rouge.ts';
import { tagConfusion } from './tags.ts';

const all = (outputs: number[][], targets: number[]): LabelledOutputs => ({
  count: outputs.length,
  outputs: Float32Array.from(outputs.flat()),
  targets: Float32Array.from(targets),
  mask: new Float32Array(outputs.length).fill(1),
});

describe('entities in BIO tags', () => {
  const spans = (tags: string): string[] => entitiesOf(tags.split(' ')).map(({ type, start, end }) => `${type}${start}-${end}`);

  it('begin at B, go on with I of their type, and end at anything else', () => {
    expect(spans('O B-PER I-PER O B-LOC B-LOC')).toEqual(['PER1-3', 'LOC4-5', 'LOC5-6']);
    expect(spans('')).toEqual([]);
    expect(entitiesOf([])).toEqual([]);
  });

  it('also begin at an I that continues nothing of its type, as conlleval has it', () => {
    expect(spans('I-PER I-PER I-LOC O I-LOC')).toEqual(['PER0-2', 'LOC2-3', 'LOC4-5']);
  });

  it('count only with the right type and both ends right', () => {
    const truth = 'B-PER I-PER O B-LOC'.split(' ');
    expect(countEntities(truth, 'B-PER O O B-PER'.split(' '))).toEqual({ actual: 2, predicted: 2, correct: 0 });
    expect(countEntities(truth, truth)).toEqual({ actual: 2, predicted: 2, correct: 2 });
  });

  it('have the precision, recall and F1 that the conlleval manual prints for its counts', () => {
    // «processed 961 tokens with 459 phrases; found: 539 phrases; correct: 371.» precision 68.83 %, recall 80.83 %, FB1 74.35
    const judged = { entities: { actual: 459, predicted: 539, correct: 371 } };
    expect(precision.value(judged)).toBeCloseTo(0.6883, 4);
    expect(recall.value(judged)).toBeCloseTo(0.8083, 4);
    expect(entityF1.value(judged)).toBeCloseTo(0.7435, 4);
  });
});

describe('tagging', () => {
  const tags = ['O', 'B-MISC', 'I-MISC', 'B-PER', 'I-PER'];
  const bio: TargetFormat = { format: 'tags', length: 7, tags, scheme: 'bio' };

  it('has the F1 and the token accuracy that seqeval documents for two sentences, whatever stands in the padding', () => {
    const truth = [0, 0, 0, 1, 2, 2, 0, 3, 4, 0, -1, -1, -1, -1];
    const predicted = [
      [0, 0, 1, 2, 2, 2, 0],
      [3, 4, 0, 3, 3, 3, 3],
    ];
    const measured = taskKinds.tagging.measure(bio, all(predicted, truth));
    expect(measured).toEqual({ entityF1: 0.5, precision: 0.5, recall: 0.5, tokenAccuracy: 0.8 });
  });

  it('has no F1 where no entity is or is predicted, and the full accuracy still', () => {
    const empty = taskKinds.tagging.measure(bio, all([[0, 0, 0, 0, 0, 0, 0]], [0, 0, -1, -1, -1, -1, -1]));
    expect(empty).toEqual({ entityF1: null, precision: null, recall: null, tokenAccuracy: 1 });
  });

  it('judges plain tags frame by frame', () => {
    const plain: TargetFormat = { format: 'tags', length: 3, tags: ['a', 'b'], scheme: 'plain' };
    const sample = all(
      [
        [0, 1, 1],
        [0, 0, 1],
      ],
      [0, 0, 1, 0, -1, -1],
    );
    // a: tp 2, fn 1 → 4/5; b: tp 1, fp 1 → 2/3
    expect(taskKinds.tagging.measure(plain, sample)).toEqual({ frameAccuracy: 3 / 4, macroF1: (4 / 5 + 2 / 3) / 2 });
    expect(tagConfusion(plain, sample)).toEqual([
      [2, 1],
      [0, 1],
    ]);
  });
});

describe('ROUGE-L', () => {
  it('is what the paper computes for its three sentences', () => {
    const reference = 'police killed the gunman'.split(' ');
    expect(rougeL('police kill the gunman'.split(' '), reference)).toBe(0.75);
    expect(rougeL('the gunman kill police'.split(' '), reference)).toBe(0.5);
    expect(rougeL('the gunman police killed'.split(' '), reference)).toBe(0.5);
  });

  it('is 1 for equal sequences, empty ones too, 0 where nothing is common, and the same both ways', () => {
    expect(rougeL([], [])).toBe(1);
    expect(rougeL([1], [])).toBe(0);
    const words = fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 8 });
    fc.assert(
      fc.property(words, words, (a, b) => {
        expect(rougeL(a, a)).toBe(1);
        expect(rougeL(a, b)).toBe(rougeL(b, a));
        expect(rougeL(a, b)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('of decoded sequences leaves out end and padding, and is the mean over the samples', () => {
    const target: TargetFormat = { format: 'sequence', length: 4, vocabulary: ['', '<s>', '</s>', 'a', 'b'], previous: 'p' };
    const truth = [3, 4, 2, 0, 3, 3, 3, 2];
    const decoded = [3, 4, 2, 4, 4, 2, 0, 0];
    expect(taskKinds.generation.measureDecoded?.(target, truth, decoded)).toEqual({ rougeL: 0.5 });
    expect(taskKinds.generation.measureDecoded?.(target, [], [])).toEqual({ rougeL: null });
  });
});

describe('ordinal classes', () => {
  it('have the quadratic weighted kappa of an example in scikit-learn’s own tests', () => {
    // y1 = 46 × 0, 44 × 1, 10 × 2; y2 = 50 × 0, 40 × 1, 10 × 2: 0.9541
    const matrix = [
      [46, 0, 0],
      [4, 40, 0],
      [0, 0, 10],
    ];
    expect(quadraticKappa(matrix)).toBeCloseTo(0.9541, 4);
  });

  it('count the thresholds that are passed, and how many grades a prediction is off', () => {
    const target: TargetFormat = { format: 'class', classes: ['1', '2', '3', '4'], ordered: true };
    const sample = all(
      [
        [0.9, 0.6, 0.1],
        [0.2, 0.1, 0.1],
        [0.9, 0.8, 0.7],
      ],
      [2, 2, 3],
    );
    const measured = taskKinds.ordinal.measure(target, sample);
    expect(measured).toMatchObject({ accuracy: 2 / 3, classMae: 2 / 3 });
    expect(measured.kappa).toBeLessThan(1);
  });

  it('have no kappa where truth and prediction know but one class', () => {
    const target: TargetFormat = { format: 'class', classes: ['1', '2'], ordered: true };
    expect(taskKinds.ordinal.measure(target, all([[0.1], [0.2]], [0, 0]))).toEqual({ accuracy: 1, classMae: 0, kappa: null });
  });
});

describe('boxes', () => {
  it('have the intersection over union of their areas', () => {
    // Unit squares shifted by a half: ½ shared, 1½ covered.
    expect(intersectionOverUnion([0.5, 0.5, 1, 1], [1, 0.5, 1, 1])).toBeCloseTo(1 / 3, 12);
    expect(intersectionOverUnion([0.5, 0.5, 0.2, 0.2], [0.5, 0.5, 0.2, 0.2])).toBeCloseTo(1, 12);
    expect(intersectionOverUnion([0.2, 0.2, 0.1, 0.1], [0.8, 0.8, 0.1, 0.1])).toBe(0);
    expect(intersectionOverUnion([0.5, 0.5, 0, 0], [0.5, 0.5, 0, 0])).toBe(0);
  });

  it('are judged where the object is, and its presence everywhere', () => {
    const { measure } = taskKinds.detection;
    const outputs = [
      [0.9, 0.5, 0.5, 0.4, 0.4],
      [0.2, 0.5, 0.5, 0.4, 0.4],
      [0.8, 0.1, 0.1, 0.1, 0.1],
    ];
    const targets = [1, 0.5, 0.5, 0.4, 0.4, 1, 0.5, 0.5, 0.4, 0.4, 0, 0, 0, 0, 0];
    const measured = measure({ format: 'box' }, all(outputs, targets));
    // Both boxes fit, one object is overlooked; presence: tp 1, fn 1, fp 1.
    expect(measured.meanIou).toBeCloseTo(1, 6);
    expect(measured).toMatchObject({ found: 0.5, presenceAccuracy: 1 / 3, presenceF1: 0.5 });
  });

  it('have no IoU where no object is', () => {
    const measured = taskKinds.detection.measure({ format: 'box' }, all([[0.1, 0.5, 0.5, 0.5, 0.5]], [0, 0, 0, 0, 0]));
    expect(measured).toEqual({ meanIou: null, found: null, presenceAccuracy: 1, presenceF1: null });
  });
});

describe('reconstructions', () => {
  const target: TargetFormat = { format: 'input', input: 'x', shape: [2] };
  const { measure, summarize } = taskKinds.reconstruction;
  const judge = (labelled: LabelledOutputs) =>
    measure(target, { ...labelled, outputs: summarize?.(target, labelled) ?? labelled.outputs });

  it('have the mean squared error, and 10·log₁₀(peak²/MSE) of each sample', () => {
    const measured = judge(
      all(
        [
          [0.1, 0.9],
          [0.01, 0.99],
        ],
        [0, 1, 0, 1],
      ),
    );
    expect(measured.mse).toBeCloseTo((0.01 + 0.0001) / 2, 8);
    expect(measured.psnr).toBeCloseTo((20 + 40) / 2, 4);
  });

  it('have a finite ratio for a perfect copy, and none where nothing varies', () => {
    expect(judge(all([[0, 1]], [0, 1]))).toEqual({ mse: 0, psnr: 100 });
    expect(judge(all([[0.5, 0.5]], [0.5, 0.5]))).toEqual({ mse: 0, psnr: null });
  });
});

describe('retrieval', () => {
  // Directions in the plane at 0°, 10°, 20°, 90°, 100° and 180°.
  const angles = [0, 10, 20, 90, 100, 180].map((degrees) => (degrees * Math.PI) / 180);
  const embeddings = angles.map((angle) => [2 * Math.cos(angle), 2 * Math.sin(angle)]);
  const target: TargetFormat = { format: 'class', classes: ['a', 'b', 'c'] };

  it('finds the nearest by angle, not by length, and never the sample itself', () => {
    const rows = Float32Array.from(embeddings.flat());
    expect(nearest(rows, 2, 0, [0, 1, 2, 3, 4, 5], 2).map(({ row }) => row)).toEqual([1, 2]);
    expect(nearest(rows, 2, 5, [0, 1, 2, 3, 4, 5], 1)).toMatchObject([{ row: 4 }]);
  });

  it('has the share of samples with one of their own among the nearest, those alone in their class left out', () => {
    // 0° a → 10° b: miss; 10° b → 0° a first: miss; 20° a → 10° b: miss; 90° b → 100° b: hit; 100° b → 90° b: hit; 180° c: alone
    const measured = taskKinds.retrieval.measure(target, all(embeddings, [0, 1, 0, 1, 1, 2]));
    expect(measured).toEqual({ recallAt1: 2 / 5, recallAt5: 1 });
  });

  it('has no recall where every class has one sample, and survives embeddings of zero', () => {
    expect(taskKinds.retrieval.measure(target, all(embeddings.slice(0, 3), [0, 1, 2]))).toEqual({
      recallAt1: null,
      recallAt5: null,
    });
    expect(
      taskKinds.retrieval.measure(
        target,
        all(
          [
            [0, 0],
            [0, 0],
          ],
          [0, 0],
        ),
      ),
    ).toEqual({ recallAt1: 1, recallAt5: 1 });
  });
});
