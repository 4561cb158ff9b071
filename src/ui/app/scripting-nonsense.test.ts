import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { toyProject } from '../../engine/training/testing/projects.ts';
import { directPlayground, untilState } from '../../store/testing/direct-playground.ts';
import type { PlaygroundApi } from './playground-api.ts';
import { createScripting } from './scripting.ts';

/** As a script calls it: nothing is typed. */
type Untyped = { readonly [K in keyof PlaygroundApi]: (...given: unknown[]) => unknown };

async function prepared() {
  const playground = directPlayground(toyProject());
  playground.actions.load({ from: 'initial' });
  await untilState(playground, 'idle');
  const script: Untyped = Object.assign(Object.create(null), createScripting(playground, '0'));
  return { playground, script };
}

const fail = (): never => {
  throw new Error('not to be read');
};
const traps = { get: fail, has: fail, ownKeys: fail, getPrototypeOf: fail, getOwnPropertyDescriptor: fail };
const [trap, listOfTraps] = [new Proxy({}, traps), new Proxy([], traps)];
const equal = { contenders: ['equal'], seeds: 1 };
const things: readonly unknown[] = [
  ...[null, Number.NaN, Infinity, -1, 1e308, 'nope', '', 'constructor', '__proto__', Symbol('s'), 10n, () => 1, [Number.NaN]],
  ...[trap, listOfTraps, { node: 'nope' }, { node: trap }, { node: Number.NaN }, { exact: trap }, { point: listOfTraps }],
  ...[{ epsilon: Number.NaN }, { epsilon: trap }, { samples: 1e300 }, { steps: 0.5 }],
  ...[{ method: 'nope' }, { method: 'pcgrad', parameters: trap }, { method: 'pcgrad', every: Number.NaN }],
  ...[
    { ...equal, seeds: Number.NaN },
    { ...equal, seeds: 1e9 },
    { ...equal, seeds: [1, Number.NaN] },
    { ...equal, epochs: Infinity },
  ],
  ...[
    { ...equal, settings: 1e12 },
    { contenders: trap, seeds: 1 },
    { contenders: [{ name: 'x', project: trap }], seeds: 1 },
  ],
];

/** Every method that is given something, and how it says that it refuses. */
const methods = {
  throws: ['setTaskWeight', 'on'],
  answers: ['setBalancing'],
  rejects: ['conflict', 'affinity', 'health', 'attack', 'run', 'compare', 'evaluate', 'predict', 'exportModel'],
} as const;

it.each(Object.values(methods).flat())(
  '%s refuses whatever it cannot use, in words, and the page trains as before',
  async (name) => {
    const { playground, script } = await prepared();
    const before = playground.project.getState().project;
    for (const [i, thing] of things.entries()) {
      const found = await (async () => script[name](thing, thing))().then(
        (answer) => answer,
        (error: unknown) => Reflect.get(Object(error), 'diagnostics') ?? error,
      );
      expect([i, found]).toEqual([i, expect.arrayContaining([expect.objectContaining({ severity: 'error' })])]);
    }
    expect(playground.project.getState().project).toBe(before);
    expect(await script.train({ steps: 2 })).toMatchObject({ state: 'paused', step: 2 });
  },
);

const thrown: unknown[] = [];
const note = (error: unknown): void => void thrown.push(error);
let others: NodeJS.UncaughtExceptionListener[] = [];
beforeEach(() => {
  others = process.listeners('uncaughtException');
  process.removeAllListeners('uncaughtException').on('uncaughtException', note);
});
afterEach(() => {
  process.off('uncaughtException', note);
  for (const other of others) process.on('uncaughtException', other);
});

it('an error in a listener is the script’s own: it is reported, and everybody else hears what happens', async () => {
  const { script } = await prepared();
  const stop = script.on('status', () => {
    throw new Error('of the script');
  });
  const heard = vi.fn();
  script.on('status', heard);
  expect(await script.train({ steps: 2 })).toMatchObject({ state: 'paused', step: 2 });
  expect(heard).toHaveBeenLastCalledWith(expect.objectContaining({ step: 2 }));
  expect(thrown.length).toBe(heard.mock.calls.length);
  expect(thrown).toContainEqual(new Error('of the script'));
  if (typeof stop === 'function') stop();
});
