import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaults } from '../project/defaults.ts';
import type { Project, Task } from '../project/schema.ts';
import { buildData } from './build.ts';
import { taskLabels } from './labels.ts';
import { splitRows } from './split.ts';
import type { Dataset } from './types.ts';

const count = 400;
/** Labels that name their row, so that a replaced one shows where it came from. */
const dataset: Dataset = {
  signature: {
    inputs: [{ id: 'x', shape: [1], dtype: 'f32' }],
    targets: [
      { id: 'class', title: { en: 'class', 'zh-CN': '类' }, format: 'class', classes: ['a', 'b', 'c', 'd'] },
      { id: 'row', title: { en: 'row', 'zh-CN': '行' }, format: 'values', size: 2 },
      { id: 'yes', title: { en: 'yes', 'zh-CN': '是' }, format: 'binary' },
    ],
    count,
  },
  inputs: { x: Float32Array.from({ length: count }, (_, i) => i) },
  targets: {
    class: Int32Array.from({ length: count }, (_, i) => i % 4),
    row: Float32Array.from({ length: 2 * count }, (_, i) => i),
    yes: Float32Array.from({ length: count }, (_, i) => i % 2),
  },
};
const split = splitRows(count, { train: 0.7, validation: 0.15 }, 1);
const heldOut = [...split.validation, ...split.test];

const rowTask = (fields: Partial<Task>): Task =>
  defaults.task({ id: 't', name: 't', target: 'row', kind: 'regression', loss: 'mse', ...fields });
const projectWith = (tasks: Task[], seed = 1): Project => ({ ...defaults.project('mnist'), seed, tasks });
const labelsOf = (fields: Partial<Task>, seed = 1) =>
  taskLabels(projectWith([rowTask(fields)], seed), rowTask(fields), dataset, split);
const keptRows = (mask: Float32Array): number[] => [...split.train].filter((row) => mask[row] === 1);

describe('labels that the data set does not have', () => {
  const partial: Dataset = {
    ...dataset,
    targets: {
      class: Int32Array.from({ length: count }, (_, i) => (i % 5 === 0 ? -1 : i % 4)),
      row: Float32Array.from({ length: 2 * count }, (_, i) => (i % 10 === 1 ? Number.NaN : i)),
      yes: Float32Array.from({ length: count }, (_, i) => (i % 5 === 0 ? Number.NaN : 1)),
    },
  };
  const labels = (target: string, fields: Partial<Task> = {}) => {
    const kinds = { class: 'classification', row: 'regression', yes: 'binary' } as const;
    const task = rowTask({ target, kind: kinds[target as keyof typeof kinds], ...fields });
    return taskLabels(projectWith([task]), task, partial, split);
  };

  it.each(['class', 'row', 'yes'])(
    'are masked in every part, and nothing that is not a number reaches the program: %s',
    (target) => {
      const { mask, targets } = labels(target);
      expect([...mask]).toEqual(Array.from({ length: count }, (_, i) => (i % 5 === 0 ? 0 : 1)));
      expect([...targets].some((value) => Number.isNaN(value) || value < 0)).toBe(false);
    },
  );

  it('do not count among those of which a share is kept, and are never what noise puts in', () => {
    const known = [...split.train].filter((row) => row % 5 !== 0).length;
    const { mask, targets } = labels('class', { labelsKept: 0.5, labelNoise: 1 });
    expect(keptRows(mask)).toHaveLength(Math.round(known / 2));
    expect(new Set(keptRows(mask).map((row) => targets[row]))).toEqual(new Set([0, 1, 2, 3]));
    const noisy = labels('row', { labelNoise: 1 }).targets;
    expect([...noisy].some((value) => Number.isNaN(value))).toBe(false);
  });
});

describe('labels kept', () => {
  it('masks the rest of the training rows and nothing else', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(), (labelsKept, seed) => {
        const { mask } = labelsOf({ labelsKept }, seed);
        expect(keptRows(mask)).toHaveLength(Math.round(labelsKept * split.train.length));
        expect(heldOut.every((row) => mask[row] === 1)).toBe(true);
      }),
      { numRuns: 50 },
    );
  });

  it('keeps what was kept before when the share is raised', () => {
    const [few, many] = [labelsOf({ labelsKept: 0.2 }), labelsOf({ labelsKept: 0.6 })];
    expect(keptRows(few.mask).every((row) => many.mask[row] === 1)).toBe(true);
  });

  it('chooses rows for each task independently', () => {
    const [a, b] = [labelsOf({ labelsKept: 0.5 }), labelsOf({ id: 'u', labelsKept: 0.5 })];
    expect(keptRows(a.mask)).not.toEqual(keptRows(b.mask));
  });
});

describe('label noise', () => {
  const moved = (fields: Partial<Task>, seed = 1): number[] => {
    const { targets } = labelsOf(fields, seed);
    return Array.from({ length: count }, (_, row) => row).filter((row) => targets[2 * row] !== 2 * row);
  };

  it('replaces labels of training rows only, by whole labels of training rows', () => {
    const { targets } = labelsOf({ labelNoise: 1 });
    const train = new Set(split.train);
    for (const row of heldOut) expect([targets[2 * row], targets[2 * row + 1]]).toEqual([2 * row, 2 * row + 1]);
    for (const row of split.train) {
      const [first = Number.NaN, second] = [targets[2 * row], targets[2 * row + 1]];
      expect(second).toBe(first + 1);
      expect(train.has(first / 2)).toBe(true);
    }
  });

  it('replaces the share that was asked for, of the labels that are kept', () => {
    // 196 kept · 0.5 = 98 or so; a donor is the row itself once in 280.
    const { mask } = labelsOf({ labelsKept: 0.7, labelNoise: 0.5 });
    const rows = moved({ labelsKept: 0.7, labelNoise: 0.5 });
    const asked = Math.round(0.5 * Math.round(0.7 * split.train.length));
    expect(rows.every((row) => mask[row] === 1)).toBe(true);
    expect(rows.length).toBeLessThanOrEqual(asked);
    expect(rows.length).toBeGreaterThan(asked - 6);
  });

  it('leaves everything as it is at 0', () => expect(moved({ labelNoise: 0 })).toEqual([]));

  it('is the same for the same seed, and another for another', () => {
    expect(moved({ labelNoise: 0.3 }, 4)).toEqual(moved({ labelNoise: 0.3 }, 4));
    expect(moved({ labelNoise: 0.3 }, 4)).not.toEqual(moved({ labelNoise: 0.3 }, 5));
  });
});

describe('the tensors of a program', () => {
  const classTask = defaults.task({ id: 'c', name: 'c', target: 'class', kind: 'classification', loss: 'crossEntropy' });
  const yesTask = defaults.task({ id: 'y', name: 'y', target: 'yes', kind: 'binary', loss: 'crossEntropy', enabled: false });

  it('are the inputs, and target and mask of each enabled task', () => {
    const buffers = buildData(projectWith([classTask, yesTask]), dataset, split);
    expect(Object.keys(buffers).sort()).toEqual(['input:x', 'mask:c', 'target:c']);
    expect(buffers['target:c']).toEqual(dataset.targets.class);
  });

  it('do not share memory with the data set, so that noise never reaches it', () => {
    const noisy = { ...classTask, labelNoise: 1 };
    const before = dataset.targets.class?.slice();
    buildData(projectWith([noisy]), dataset, split);
    expect(dataset.targets.class).toEqual(before);
  });
});
