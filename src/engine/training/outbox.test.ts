import { expect, test } from 'vitest';
import { emptyHistory, type RunHistory, reduceRun } from '../../core/runs/history.ts';
import type { Marker } from '../../core/runs/marker.ts';
import { createOutbox } from './outbox.ts';

const weight = (step: number, from: number, to: number, task = 'a'): Marker => ({
  kind: 'taskWeight',
  step,
  task,
  weight: to,
  from,
});

/** An outbox, its clock in ms, and what the page makes of what goes out. */
function bench() {
  let [history, clock]: [RunHistory, number] = [emptyHistory('r'), 0];
  const outbox = createOutbox(
    'r',
    (event) => {
      history = reduceRun(history, event);
    },
    () => clock,
  );
  return {
    outbox,
    /** Sets the clock, hands over a marker, and lets it go out unless told otherwise. */
    mark(at: number, marker: Marker, out = true) {
      clock = at;
      outbox.marker(marker);
      if (out) outbox.flush();
    },
    flags: () => history.recorded.markers.toArray(),
  };
}

test('a weight that is moved by keys, one after the other, has one flag: from where it was to where it has come', () => {
  const { mark, flags } = bench();
  mark(0, weight(10, 1, 1.05));
  mark(400, weight(20, 1.05, 1.1));
  expect(flags()).toEqual([weight(20, 1, 1.1)]);
  mark(1200, weight(30, 1.1, 1.15));
  mark(1250, weight(31, 1.15, 1.2), false);
  mark(1260, weight(32, 1.2, 1.25));
  expect(flags()).toEqual([weight(32, 1, 1.25)]);
});

test('a move after a pause, and that of another task, has a flag of its own', () => {
  const { mark, flags } = bench();
  mark(0, weight(10, 1, 2));
  mark(100, weight(12, 1, 3, 'b'));
  mark(200, { kind: 'learningRate', step: 14, learningRate: 0.1, from: 0.01 });
  mark(300, { kind: 'stage', step: 15, stage: 1 });
  mark(350, { kind: 'stage', step: 16, stage: 2 });
  mark(1500, weight(40, 2, 0));
  expect(flags()).toEqual([
    weight(10, 1, 2),
    weight(12, 1, 3, 'b'),
    { kind: 'learningRate', step: 14, learningRate: 0.1, from: 0.01 },
    { kind: 'stage', step: 15, stage: 1 },
    { kind: 'stage', step: 16, stage: 2 },
    weight(40, 2, 0),
  ]);
});

test('what waits for a report is one flag, however long that takes', () => {
  const { mark, flags, outbox } = bench();
  mark(0, weight(1, 1, 2), false);
  mark(5000, weight(2, 2, 3), false);
  outbox.flush();
  expect(flags()).toEqual([weight(2, 1, 3)]);
});
