import { expect, it } from 'vitest';
import { describeDataset } from './describe.ts';
import type { Dataset } from './types.ts';

const title = { en: 't', 'zh-CN': 't' };
const dataset: Dataset = {
  signature: {
    inputs: [{ id: 'x', shape: [2], dtype: 'f32' }],
    targets: [
      { id: 'class', title, format: 'class', classes: ['a', 'b', 'c'] },
      { id: 'yes', title, format: 'binary' },
      { id: 'labels', title, format: 'multiLabel', labels: ['p', 'q'] },
      { id: 'value', title, format: 'values', size: 2 },
      { id: 'tags', title, format: 'tags', length: 3, tags: ['O', 'B-X'], scheme: 'bio' },
      { id: 'words', title, format: 'sequence', length: 3, vocabulary: ['', '^', '$', 'w'], previous: 'x' },
      { id: 'box', title, format: 'box' },
      { id: 'same', title, format: 'input', input: 'x', shape: [2] },
    ],
    count: 4,
  },
  inputs: { x: new Float32Array(8) },
  targets: {
    class: Int32Array.of(0, 2, -1, 2),
    yes: Float32Array.of(1, Number.NaN, 0, 1),
    labels: Float32Array.of(1, 0, 1, 1, 0, 0, 1, 0),
    value: Float32Array.of(1, -1, 3, -3, Number.NaN, 0, 5, -5),
    tags: Int32Array.of(0, 1, -1, 0, 0, 0, -1, -1, -1, 1, -1, -1),
    words: Int32Array.of(3, 2, 0, 3, 3, 2, 0, 0, 0, 2, 0, 0),
    box: Float32Array.of(1, 0.5, 0.5, 0.1, 0.1, 0, 0, 0, 0, 0, 1, 0.2, 0.2, 0.1, 0.1, 0, 0, 0, 0, 0),
  },
};
const { count, bytes, targets } = describeDataset(dataset);
const target = (id: string) => targets.find((it) => it.id === id);
const counts = (id: string) => target(id)?.counts?.map((entry) => entry.count);

it('counts classes, answers, labels and tags among the samples that have one', () => {
  expect([target('class')?.labelled, counts('class')]).toEqual([3, [1, 0, 2]]);
  expect([target('yes')?.labelled, counts('yes')]).toEqual([3, [1, 2]]);
  expect(counts('labels')).toEqual([3, 1]);
  expect([target('tags')?.labelled, counts('tags'), target('tags')?.meanLength]).toEqual([3, [4, 2], 2]);
  expect(counts('box')).toEqual([2, 2]);
});

it('gives the range of every number, and the mean length of sequences', () => {
  expect(target('value')).toMatchObject({
    labelled: 3,
    ranges: [
      { smallest: 1, mean: 3, largest: 5 },
      { smallest: -5, mean: -3, largest: -1 },
    ],
  });
  expect(target('words')).toMatchObject({ labelled: 3, meanLength: 2 });
  expect(target('same')).toEqual({ id: 'same', labelled: 4, counts: null, ranges: null, meanLength: null });
});

it('counts samples and bytes', () => {
  expect(count).toBe(4);
  expect(bytes).toBe(4 * (8 + 4 + 4 + 8 + 8 + 12 + 12 + 20));
});

it('describes a data set without a single label without inventing numbers', () => {
  const empty = { ...dataset, targets: { ...dataset.targets, value: new Float32Array(8).fill(Number.NaN) } };
  const summary = describeDataset(empty).targets.find(({ id }) => id === 'value');
  expect(summary).toMatchObject({ labelled: 0, ranges: [{ smallest: 0, mean: 0, largest: 0 }, {}] });
});
