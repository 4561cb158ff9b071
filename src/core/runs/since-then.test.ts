import { expect, it } from 'vitest';
import type { TaskEvaluation } from './protocol.ts';
import { appendMarker, appendValidation, nothingRecorded, type Recorded } from './recorded.ts';
import { sinceThen } from './since-then.ts';

const judged = (accuracy: number): TaskEvaluation => ({ loss: 1, metrics: { accuracy }, confusion: null, labelled: 10 });
const measured = (recorded: Recorded, step: number, tasks: Readonly<Record<string, number>>): Recorded =>
  appendValidation(recorded, {
    step,
    epoch: step / 10,
    tasks: Object.fromEntries(Object.entries(tasks).map(([id, accuracy]) => [id, judged(accuracy)])),
  });

const early = measured(measured(nothingRecorded, 10, { old: 0.7 }), 20, { old: 0.9 });

it('compares with the last measurement before a network was applied, and those tasks alone that were there', () => {
  const applied = appendMarker(early, { kind: 'applied', step: 25 });
  expect(sinceThen(applied)).toBeNull();
  const found = sinceThen(measured(measured(applied, 30, { old: 0.8, added: 0.4 }), 40, { old: 0.75, added: 0.6 }));
  expect(found).toMatchObject({ changedAt: 25, before: { step: 20 }, now: { step: 40 } });
  expect(Object.keys(found?.tasks ?? {})).toEqual(['old']);
  expect(found?.tasks.old).toMatchObject({ before: { metrics: { accuracy: 0.9 } }, now: { metrics: { accuracy: 0.75 } } });
});

it('compares with the moment before the last stage; the first is no change', () => {
  const staged = appendMarker(appendMarker(early, { kind: 'stage', step: 0, stage: 0 }), { kind: 'stage', step: 20, stage: 1 });
  expect(sinceThen(measured(staged, 30, { old: 0.85 }))).toMatchObject({ changedAt: 20, before: { step: 20 } });
  expect(sinceThen(measured(appendMarker(early, { kind: 'stage', step: 0, stage: 0 }), 30, { old: 1 }))).toBeNull();
});
