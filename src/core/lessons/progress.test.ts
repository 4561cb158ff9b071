import { expect, it } from 'vitest';
import { toyConflicting } from '../presets/toys.ts';
import { at, invariant } from '../util/assert-never.ts';
import type { Seen } from './goals.ts';
import type { Ask } from './lesson.ts';
import { again, answered, backward, forward, isOver, looked, nothingDone, parseProgress } from './progress.ts';
import { lessons } from './registry.ts';

const lesson = at(lessons, 1);
const ask = lesson.steps.find((step): step is Ask => step.type === 'ask');
invariant(ask && lesson.id === 'weights', 'the second lesson asks something');

const seen: Seen = {
  document: toyConflicting(),
  run: {
    id: 'r',
    step: 600,
    epoch: 30,
    validation: {
      step: 600,
      epoch: 30,
      tasks: { planeA: { loss: 1, metrics: { accuracy: 0.75 }, confusion: null, labelled: 10 } },
    },
  },
  since: { run: 'r', step: 0, epoch: 0, anew: true },
  view: { tab: 'predictions', selected: [] },
  looks: 0,
  walked: [],
  reported: null,
};

it('sees when a step is done, notes what is to be noted, and holds to it', () => {
  const before = { ...seen, run: { ...seen.run, epoch: 29 } };
  expect(looked(lesson, nothingDone, before)).toBe(nothingDone);
  const done = looked(lesson, nothingDone, seen);
  // Of half-plane B nothing was measured.
  expect(done).toMatchObject({ step: 0, done: true, notes: { a1: 0.75 } });
  expect(isOver(lesson, nothingDone)).toBe(false);
  expect(isOver(lesson, done)).toBe(true);
  expect(looked(lesson, done, before)).toBe(done);
});

it('asks before it shows: nobody goes on without a prediction, and none is taken back', () => {
  const asking = forward(lesson, nothingDone);
  expect(asking).toMatchObject({ step: 1, done: false });
  expect(isOver(lesson, asking)).toBe(false);
  expect(forward(lesson, asking)).toBe(asking);
  expect(answered(asking, ask, 7)).toBe(asking);
  const given = answered(asking, ask, 2);
  expect(given.answers).toEqual({ [ask.id]: 2 });
  expect(answered(given, ask, 1)).toBe(given);
  expect(forward(lesson, given).step).toBe(2);
});

it('goes back without undoing what was done, and ends once', () => {
  expect(backward(nothingDone)).toBe(nothingDone);
  expect(backward(forward(lesson, nothingDone))).toMatchObject({ step: 0, done: true });
  let progress = answered(nothingDone, ask, 1);
  for (let i = 0; i < lesson.steps.length; i++) progress = forward(lesson, progress);
  expect(progress).toMatchObject({ step: lesson.steps.length, finished: true });
  expect(forward(lesson, progress)).toBe(progress);
  expect(again(progress)).toEqual({ ...nothingDone, finished: true });
});

it('is read again as it was kept', () => {
  const kept = { ...answered(nothingDone, ask, 2), step: 3, done: true, notes: { a1: 0.5 } };
  expect(parseProgress(lesson, JSON.parse(JSON.stringify(kept)))).toEqual(kept);
});

it.each([
  ['nothing', null, nothingDone],
  ['a text', 'x', nothingDone],
  [
    'a step beyond the end',
    { step: 99, answers: { three: 1 } },
    { ...nothingDone, step: lesson.steps.length, answers: { three: 1 } },
  ],
  ['a result without its prediction', { step: 4, done: true }, { ...nothingDone, step: 1 }],
  ['an answer that there is not', { step: 4, answers: { three: 9 } }, { ...nothingDone, step: 1 }],
  ['odd numbers', { step: 1.5, notes: { a1: 'x', b1: 2 } }, { ...nothingDone, notes: { b1: 2 } }],
])('of %s it takes what fits', (_, kept, expected) => expect(parseProgress(lesson, kept)).toEqual(expected));
