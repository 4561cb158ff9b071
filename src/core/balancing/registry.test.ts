import { describe, expect, it } from 'vitest';
import { languages } from '../util/localized.ts';
import { randomStream } from '../util/random.ts';
import { type BalancingMethod, isCombining, isPlain, passesOf, variantOf } from './contract.ts';
import { balancingMethod, balancingMethods } from './registry.ts';
import { randomGradients, stepInfo } from './testing/explicit.ts';
import { settingsOf } from './testing/settings.ts';
import { type Asked, type Memory, madeOf, type Taken, taken } from './testing/taken.ts';

/** One step from the beginning of a run, with the published parameters. */
const first = (method: BalancingMethod, asked: Asked): Taken => taken(method, method.schema.parse({}), asked);

describe.each(Object.values(balancingMethods))('$id', (method) => {
  it('stands in the registry under its own id, with texts in every language and a field for every parameter', () => {
    expect(balancingMethod(method.id)).toBe(method);
    for (const language of languages)
      for (const text of [method.text.title, method.text.brief, method.text.more, ...method.fields.map(({ help }) => help)])
        expect(text[language].length).toBeGreaterThan(3);
    // What it does and what it forgets; one sentence for what it is, and one for when it helps.
    for (const [text, sentences] of [
      [method.text.more, 2] as const,
      [method.text.brief, 1] as const,
      [method.helps, 1] as const,
    ]) {
      expect(text.en.split(/(?<=[.!?])\s+(?=[A-Z])/)).toHaveLength(sentences);
      expect(text['zh-CN'].match(/。/g)).toHaveLength(sentences);
    }
    expect(method.fields.map(({ name }) => name).sort()).toEqual(Object.keys(method.schema.parse({})).sort());
  });

  it.each([
    ['zero', [0, 0, 0, 0, 0, 0]],
    ['equal', [1, 2, 1, 2, 1, 2]],
    ['opposite', [1, 2, -1, -2, 1, 2]],
    ['of very different size', [1e4, 0, -1, 1, 0, 1e-4]],
  ])('gives finite weights for gradients that are %s, losses of zero, and one task', (_, numbers) => {
    const gradients = [numbers.slice(0, 2), numbers.slice(2, 4), numbers.slice(4)];
    for (const parameters of settingsOf(method))
      for (const some of [gradients, gradients.slice(0, 1)]) {
        const { weights, direction, memory } = taken(method, parameters, { losses: some.map(() => 0), gradients: some });
        if (!isCombining(method)) expect(weights).toHaveLength(some.length);
        expect([parameters, [...weights, ...direction, ...memory.state].filter((value) => !Number.isFinite(value))]).toEqual([
          parameters,
          [],
        ]);
        if (some.length === 1 && !isCombining(method)) expect([parameters, weights]).toEqual([parameters, [1]]);
        if (some.length === 1 && isCombining(method)) expect(direction).toEqual(some[0]);
      }
  });

  it('goes on with finite numbers through ten steps of gradients that come and go, however it is set', () => {
    for (const parameters of settingsOf(method)) {
      let memory: Memory | undefined;
      for (let step = 1; step <= 10; step++) {
        const size = [1, 0, 1e4, 1e-4][step % 4] ?? 1;
        const gradients = randomGradients(3, 4, randomStream(step, 'comes and goes')).map((g) => g.map((value) => size * value));
        const losses = [size, step % 2, 1e-9];
        const found = taken(method, parameters, { losses, gradients, step: { step } }, memory);
        memory = found.memory;
        const wrong = [...found.weights, ...found.direction, ...memory.state].filter((value) => !Number.isFinite(value));
        expect([parameters, step, wrong]).toEqual([parameters, step, []]);
      }
    }
  });

  it('goes through the network as often as it says, however it is set', () => {
    for (const parameters of settingsOf(method))
      expect([parameters, passesOf(variantOf(method, parameters), parameters)]).toEqual([
        parameters,
        madeOf(method, parameters).passes,
      ]);
  });

  it('changes nothing that it is given', () => {
    const parameters = method.schema.parse({});
    const state = method.initialState(3, parameters);
    const before = state.slice();
    const gradients = randomGradients(3, 4, randomStream(1, 'pure'));
    const asked = { losses: [1, 2, 3], gradients };
    if (isPlain(method)) method.learn?.({ ...stepInfo(3), losses: asked.losses }, state, parameters);
    const once = taken(method, parameters, asked, { state, kept: new Map() });
    expect(state).toEqual(before);
    expect(taken(method, parameters, asked, { state, kept: new Map() })).toEqual(once);
  });
});

it('gives the visitor’s weights alone whatever order tasks stand in', () => {
  const { equal } = balancingMethods;
  const gradients = randomGradients(4, 4, randomStream(2, 'order'));
  expect(equal && first(equal, { losses: [4, 3, 2, 1], gradients }).weights).toEqual([1, 1, 1, 1]);
});

it('knows no method by another name, not even one that every object has', () => {
  expect(balancingMethod('magic')).toBeUndefined();
  expect(balancingMethod('constructor')).toBeUndefined();
});
