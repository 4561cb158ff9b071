import { expect, it } from 'vitest';
import { createTurns } from './in-turn.ts';

function bench() {
  const frames: (() => void)[] = [];
  let time = 0;
  const done: string[] = [];
  const ask = createTurns({ request: (work) => frames.push(work), now: () => time });
  const work =
    (name: string, ms: number): (() => void) =>
    () => {
      time += ms;
      done.push(name);
    };
  const next = (): string[] => {
    done.length = 0;
    frames.shift()?.();
    return [...done];
  };
  return { frames, ask, work, next };
}

it('does in one frame what is quick, and of what takes long one work per frame', () => {
  const { frames, ask, work, next } = bench();
  for (const name of ['a', 'b', 'c']) ask({}, work(name, 2));
  ask({}, work('long', 50));
  ask({}, work('last', 1));
  expect(frames).toHaveLength(1);
  expect(next()).toEqual(['a', 'b', 'c']);
  expect(next()).toEqual(['long']);
  expect(next()).toEqual(['last']);
  expect(frames).toHaveLength(0);
  ask({}, work('later', 1));
  expect(next()).toEqual(['later']);
});

it('keeps the turn of who asks again, with the work that was asked for last', () => {
  const { ask, work, next } = bench();
  const [often, other] = [{}, {}];
  ask(often, work('first', 9));
  ask(other, work('other', 9));
  ask(often, work('newer', 9));
  expect(next()).toEqual(['newer']);
  // Behind the other one now, however often it asks.
  ask(often, work('again', 9));
  ask(often, work('and again', 9));
  expect(next()).toEqual(['other']);
  expect(next()).toEqual(['and again']);
});
