import { expect, it } from 'vitest';
import type { FromWalker } from '../core/landscape/messages.ts';
import { createWalker } from './walker.ts';

/** A walker whose clock goes on by a millisecond at every look, and by what it is told to wait. */
function walker() {
  const said: FromWalker[] = [];
  let [time, waiting] = [0, null as (() => void) | null];
  const send = createWalker({
    say: (message) => said.push(message),
    now: () => time++,
    later(ms, act) {
      const later = (): void => {
        time += ms;
        act();
      };
      waiting = later;
      return () => {
        if (waiting === later) waiting = null;
      };
    },
  });
  const round = (): boolean => {
    const act = waiting;
    waiting = null;
    act?.();
    return act !== null;
  };
  const steps = () => said.at(-1)?.progress.map(({ step }) => step);
  return { send, said, round, steps };
}

const walks = [
  { key: 'a', method: 'equal', parameters: {}, start: { x: 9, y: -1 } },
  { key: 'b', method: 'mgda', parameters: {}, start: { x: 0, y: 0 } },
];

it('walks in rounds at the speed that is wanted until nobody has a step left', () => {
  const { send, said, round, steps } = walker();
  send({ type: 'begin', run: 3, scale: { first: 0.1 } });
  send({ type: 'want', walks, limit: 300 });
  expect(said).toMatchObject([{ run: 3, done: false, progress: [{ step: 0 }, { step: 0 }] }]);
  send({ type: 'go', stepsPerSecond: 1000 });
  round();
  round();
  const [first = 0, second = 0] = steps() ?? [];
  expect(first).toBe(second);
  // A round is 50 ms.
  expect(first).toBeGreaterThan(30);
  expect(first).toBeLessThan(80);
  while (round());
  expect(said.at(-1)).toMatchObject({ run: 3, done: true, progress: [{ step: 300 }, { step: 300 }] });
});

it('stands where it is paused, and begins anew', () => {
  const { send, said, round, steps } = walker();
  send({ type: 'begin', run: 1, scale: { first: 1 } });
  send({ type: 'want', walks, limit: 100_000 });
  send({ type: 'go', stepsPerSecond: null });
  round();
  send({ type: 'pause' });
  const before = steps();
  expect(before?.[0]).toBeGreaterThan(0);
  expect(round()).toBe(false);
  send({ type: 'want', walks: walks.slice(0, 1), limit: 100_000 });
  expect(steps()).toEqual(before?.slice(0, 1));
  send({ type: 'begin', run: 2, scale: { first: 1 } });
  send({ type: 'want', walks, limit: 100_000 });
  expect(said.at(-1)).toMatchObject({ run: 2, progress: [{ step: 0 }, { step: 0 }] });
});
