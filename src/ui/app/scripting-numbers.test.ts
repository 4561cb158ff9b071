import { expect, it } from 'vitest';
import { toyProject } from '../../engine/training/testing/projects.ts';
import { directPlayground, untilState } from '../../store/testing/direct-playground.ts';
import type { PlaygroundApi } from './playground-api.ts';
import { createScripting } from './scripting.ts';

/** As a script calls it: nothing is typed. */
const untyped = (
  api: PlaygroundApi,
): {
  train(options: unknown): ReturnType<PlaygroundApi['train']>;
  evaluate(split: unknown): Promise<unknown>;
  predict(inputs: unknown, count: unknown): Promise<unknown>;
} => Object.assign(Object.create(null), api);

async function prepared() {
  const playground = directPlayground(toyProject());
  playground.actions.load({ from: 'initial' });
  await untilState(playground, 'idle');
  return untyped(createScripting(playground, '0'));
}

it('refuses to train for what is no number of steps or epochs, and trains as before afterwards', async () => {
  const script = await prepared();
  const nonsense = [
    { steps: Number.NaN },
    { steps: 'abc' },
    { steps: {} },
    { epochs: Number.NaN },
    { epochs: Infinity },
    { steps: -1 },
    'x',
    null,
    new Proxy(
      {},
      {
        get() {
          throw new Error('not to be read');
        },
      },
    ),
  ];
  for (const options of nonsense) {
    const status = await script.train(options);
    expect(status).toMatchObject({ state: 'idle', step: 0, error: { code: 'page.badArgument' } });
  }
  expect(await script.train({ steps: 2 })).toMatchObject({ step: 2 });
});

it('says in words which splits there are', async () => {
  const script = await prepared();
  await expect(script.evaluate('nope')).rejects.toMatchObject({
    name: 'RefusedError',
    diagnostics: [{ code: 'page.badArgument', hint: expect.stringContaining('train, validation, test') }],
  });
});

it('refuses inputs and counts that no prediction can be made of, naming what is wrong, and predicts as before afterwards', async () => {
  const script = await prepared();
  const refusal = (inputs: unknown, count: unknown) =>
    script.predict(inputs, count).then(
      () => 'answered',
      (error: { name: string; diagnostics: { code: string }[] }) => error.diagnostics.map(({ code }) => code).join(),
    );
  for (const count of [Number.NaN, 0, -1, 0.5, 'x', Infinity, 2 ** 60])
    expect(await refusal([0, 0], count)).toBe('page.badArgument');
  for (const inputs of [null, undefined, 'x', 7, { x: 'y' }, { x: null }])
    expect(await refusal(inputs, 1)).toBe('page.badArgument');
  for (const value of [Number.NaN, Infinity, 1e39, 'x', {}]) {
    expect(await refusal([0, value], 1)).toBe('training.badInputValue');
  }
  expect(await refusal([0], 1)).toBe('training.badInput');
  expect(await refusal({ constructor: [0, 0] }, 1)).toBe('training.missingInput');
  expect(await refusal([0, 0.5], 1)).toBe('answered');
});
