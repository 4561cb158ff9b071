import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sizeOf } from '../../program/shapes.ts';
import { at } from '../../util/assert-never.ts';
import { formatOf } from '../formats/format-of.ts';
import type { TargetFormat } from '../formats/registry.ts';
import { type TaskKindId, taskKinds } from '../registry.ts';
import { concrete } from '../testing/loss-context.ts';
import { targets } from '../testing/targets.ts';
import type { LabelledOutputs, TaskKind } from '../types.ts';

const kinds = Object.values(taskKinds);

/** What judging gets, as the evaluation makes it. */
function judgeable(kind: TaskKind<TaskKindId>, labelled: LabelledOutputs): LabelledOutputs {
  const summary = kind.summarize?.(targets[kind.kind], labelled);
  return summary ? { ...labelled, outputs: summary } : labelled;
}

const balanceOf = (target: TargetFormat, labels: ArrayLike<number>): number[] | undefined =>
  formatOf(target).balance?.(target, labels);

describe('every task kind', () => {
  it('has a value or null for each of its metrics, never NaN, on any outputs and any mask', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...kinds),
        fc.integer({ min: 1, max: 8 }),
        fc.infiniteStream(fc.oneof(fc.float({ min: 0, max: 1, noNaN: true }), fc.constantFrom(Number.NaN, Infinity))),
        fc.infiniteStream(fc.integer({ min: 0, max: 1 })),
        (kind, count, numbers, bits) => {
          const target = targets[kind.kind];
          const take = (n: number, from: Iterator<number>): number[] => Array.from({ length: n }, () => from.next().value);
          const width = sizeOf(concrete(kind.logitsShape(target)));
          const perSample = sizeOf(kind.targetStorage(target).shape);
          const labelled = judgeable(kind, {
            count,
            outputs: Float32Array.from(take(count * width, numbers)),
            targets: Float32Array.from(take(count * perSample, bits)),
            mask: Float32Array.from(take(count, bits)),
          });
          const measured = kind.measure(target, labelled);
          expect(Object.keys(measured).sort()).toEqual(
            kind
              .metrics(target)
              .map((metric) => metric.id)
              .sort(),
          );
          for (const value of Object.values(measured)) expect(value === null || Number.isFinite(value)).toBe(true);
          const cells = kind.confusion?.(target, labelled)?.flat() ?? [];
          expect(cells.every((cell) => Number.isInteger(cell) && cell >= 0)).toBe(true);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('has null for every metric, and no confusion matrix, where no sample has a label', () => {
    for (const kind of kinds) {
      const target = targets[kind.kind];
      const none = judgeable(kind, {
        count: 1,
        outputs: new Float32Array(sizeOf(concrete(kind.logitsShape(target)))).fill(0.5),
        targets: new Float32Array(sizeOf(kind.targetStorage(target).shape)),
        mask: new Float32Array(1),
      });
      expect(Object.values(kind.measure(target, none)).every((value) => value === null)).toBe(true);
      expect(kind.confusion?.(target, none) ?? null).toBeNull();
    }
  });

  it('weighs balanced classes so that each counts the same in all, and the mean over the labels is 1', () => {
    const labels = { class: [0, 0, 0, 1], multiLabel: [1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0] };
    expect(balanceOf(targets.classification, labels.class)).toEqual([4 / 6, 2, 1]);
    expect(balanceOf(targets.binary, labels.class)).toEqual([4 / 6, 2]);
    // Four samples with three labels each: one yes, one yes, none; a label that never varies weighs 1.
    const weights = balanceOf(targets.multiLabel, labels.multiLabel) ?? [];
    expect(weights).toEqual([4 / 6, 2, 4 / 6, 2, 1, 1]);
    // Padding is no class.
    expect(balanceOf(targets.tagging, [0, 0, 1, -1, 0, 2, -1, -1])).toEqual([5 / 9, 5 / 3, 5 / 3]);
    expect(at(balanceOf(targets.detection, [1, 0, 0, 1, 1, 0, 0, 0, 0, 0]) ?? [], 1)).toBe(1);
  });
});
