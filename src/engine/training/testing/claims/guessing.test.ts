import { expect, it } from 'vitest';
import { guesses } from './guessing.ts';

const answer = (kind: keyof typeof guesses, labels: readonly (readonly number[])[], size: number, row = 0): readonly number[] => [
  ...guesses[kind](labels, size)(row),
];

it('answers with the frequencies of classes, at every place of a sequence', () => {
  expect(answer('classification', [[1], [1], [2], [0]], 3)).toEqual([0.25, 0.5, 0.25]);
  // Two places of two tags; behind the end there is none.
  expect(
    answer(
      'tagging',
      [
        [0, 1],
        [0, -1],
      ],
      4,
    ),
  ).toEqual([1, 0, 0, 0.5]);
});

it('answers with the mean of values, and with the probabilities of being above each grade', () => {
  expect(
    answer(
      'regression',
      [
        [1, 4],
        [3, 0],
      ],
      2,
    ),
  ).toEqual([2, 2]);
  expect(answer('ordinal', [[0], [1], [2], [2]], 2)).toEqual([0.75, 0.5]);
});

it('takes the mean box of those that are there', () => {
  const labels = [
    [1, 0.5, 0.5, 0.25, 0.25],
    [0, 0, 0, 0, 0],
    [1, 0.25, 0.5, 0.25, 0.75],
    [0, 0, 0, 0, 0],
  ];
  expect(answer('detection', labels, 5)).toEqual([0.5, 0.375, 0.5, 0.25, 0.5]);
});

it('puts samples of a search anywhere, the same one always at the same place', () => {
  const [first, again, other] = [3, 3, 4].map((row) => answer('retrieval', [[0]], 4, row));
  expect(again).toEqual(first);
  expect(other).not.toEqual(first);
});
