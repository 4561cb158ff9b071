import { expect, it } from 'vitest';
import { Expedition } from '../core/landscape/expedition.ts';
import type { FromWalker, ToWalker } from '../core/landscape/messages.ts';
import { createLandscape, mostMethods, mostStarts, walkKey } from './landscape.ts';

/** A landscape whose worker stands here, and takes steps when it is told to. */
function landscape() {
  const posted: ToWalker[] = [];
  let say: (message: FromWalker) => void = () => undefined;
  let die: (reason: string) => void = () => undefined;
  let [run, expedition] = [0, new Expedition({ first: 1 })];
  const tell = (): void => say({ run, progress: expedition.tell(), done: expedition.done });
  const made = createLandscape((onMessage, onDeath) => {
    [say, die] = [onMessage, onDeath];
    return {
      post(message) {
        posted.push(message);
        if (message.type === 'begin') [run, expedition] = [message.run, new Expedition(message.scale)];
        if (message.type !== 'want') return;
        expedition.want(message.walks);
        expedition.limit = message.limit;
        tell();
      },
      terminate: () => undefined,
    };
  });
  const walk = (steps: number): void => {
    expedition.advance(steps, () => true);
    tell();
  };
  return { ...made, posted, walk, say: (message: FromWalker) => say(message), die: (reason: string) => die(reason) };
}

const place = { x: 9, y: -1 };

it('begins with four methods from the published starts, and keeps every place that it is told', () => {
  const { getState, walk, go, posted } = landscape();
  expect(getState().methods.filter(Boolean)).toEqual(['equal', 'mgda', 'cagrad', 'nash-mtl']);
  expect(getState().walks.size).toBe(20);
  go();
  expect(posted.at(-1)).toEqual({ type: 'go', stepsPerSecond: 5000 });
  walk(100);
  walk(100);
  const known = getState().walks.get(walkKey('equal', place));
  expect(known).toMatchObject({ step: 200, reached: null });
  expect([...(known?.path[0] ?? [])].slice(0, 2)).toEqual([9, -1]);
  expect(known?.path.length).toBe(3);
});

it('takes a method in mid-run in the place that is free, and lets the others go on', () => {
  const { getState, walk, toggleMethod } = landscape();
  walk(64);
  toggleMethod('mgda');
  toggleMethod('upgrad');
  expect(getState().methods.slice(0, 4)).toEqual(['equal', 'upgrad', 'cagrad', 'nash-mtl']);
  expect(getState().walks.get(walkKey('upgrad', place))?.step).toBe(0);
  expect(getState().walks.get(walkKey('cagrad', place))?.step).toBe(64);
  expect(getState().walks.has(walkKey('mgda', place))).toBe(false);
  for (const id of ['pcgrad', 'rlw', 'si', 'gls', 'dwa']) toggleMethod(id);
  expect(getState().methods).toHaveLength(mostMethods);
  expect(getState().methods).not.toContain('dwa');
});

it('has starts of its own, which can be switched off and taken away again', () => {
  const { getState, addStart, removeStart, toggleStart } = landscape();
  expect(addStart({ x: 1.234, y: -4.5 })).toBe('F');
  expect(addStart({ x: 1.23, y: -4.5 })).toBe('F');
  expect(getState().starts.at(-1)).toEqual({ name: 'F', x: 1.23, y: -4.5, on: true, own: true });
  expect(getState().walks.size).toBe(24);
  toggleStart('F');
  expect(getState().walks.size).toBe(20);
  addStart({ x: 1.23, y: -4.5 });
  expect(getState().walks.size).toBe(24);
  removeStart('F');
  removeStart('A');
  expect(getState().starts.map(({ name }) => name)).toEqual(['A', 'B', 'C', 'D', 'E']);
  for (let i = 0; i < mostStarts - 5; i++) addStart({ x: i, y: 5 });
  expect(addStart({ x: 9.9, y: 9.9 })).toBeNull();
});

it('ends where everybody has taken all steps, goes on with more of them, and begins anew', () => {
  const { getState, walk, go, setLimit, setScale, say, die } = landscape();
  setLimit(50);
  go();
  walk(50);
  expect(getState()).toMatchObject({ running: false, done: true });
  setLimit(80);
  expect(getState().done).toBe(false);
  walk(100);
  expect(getState().walks.get(walkKey('equal', place))?.step).toBe(80);
  setScale({ first: 1 });
  expect(getState()).toMatchObject({ scale: { first: 1 }, running: false });
  expect(getState().walks.get(walkKey('equal', place))?.step).toBe(0);
  say({ run: 1, progress: [], done: true });
  expect(getState().walks.size).toBe(20);
  die('out of memory');
  expect(getState()).toMatchObject({ died: 'out of memory', running: false });
});
