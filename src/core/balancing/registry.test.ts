import { describe, expect, it } from 'vitest';
import { languages } from '../util/localized.ts';
import { randomStream } from '../util/random.ts';
import { type BalancingMethod, isPlain, type StepGramian } from './contract.ts';
import { balancingMethod, balancingMethods } from './registry.ts';
import { gramianOf, randomGradients, stepInfo } from './testing/explicit.ts';

/** The weights of one step from the beginning of a run, whatever kind of method it is. */
function firstWeights(method: BalancingMethod, step: StepGramian): Float64Array {
  const parameters = method.schema.parse({});
  const state = method.initialState(step.taskCount, parameters);
  return isPlain(method) ? method.weigh(step, state, parameters) : method.weigh(step, state, parameters).weights;
}

describe.each(Object.values(balancingMethods))('$id', (method) => {
  it('stands in the registry under its own id, with texts in every language and a field for every parameter', () => {
    expect(balancingMethod(method.id)).toBe(method);
    for (const language of languages)
      for (const text of [method.text.title, method.text.summary, method.text.more, ...method.fields.map(({ help }) => help)])
        expect(text[language].length).toBeGreaterThan(3);
    expect(method.fields.map(({ name }) => name).sort()).toEqual(Object.keys(method.schema.parse({})).sort());
  });

  it.each([
    ['zero', [0, 0, 0, 0, 0, 0]],
    ['equal', [1, 2, 1, 2, 1, 2]],
    ['opposite', [1, 2, -1, -2, 1, 2]],
    ['of very different size', [1e4, 0, -1, 1, 0, 1e-4]],
  ])('gives finite weights for gradients that are %s, losses of zero, and one task', (_, numbers) => {
    const gradients = [numbers.slice(0, 2), numbers.slice(2, 4), numbers.slice(4)];
    for (const some of [gradients, gradients.slice(0, 1)]) {
      const step = { ...stepInfo(some.length), losses: some.map(() => 0), gramian: gramianOf(some) };
      const weights = firstWeights(method, step);
      expect(weights.length).toBe(some.length);
      expect(weights.every(Number.isFinite)).toBe(true);
      if (some.length === 1) expect([...weights]).toEqual([1]);
    }
  });

  it('changes nothing that it is given', () => {
    const gramian = Float64Array.from(gramianOf(randomGradients(3, 4, randomStream(1, 'pure'))));
    const state = method.initialState(3, method.schema.parse({}));
    const before = [gramian.slice(), state.slice()];
    const step = { ...stepInfo(3), losses: Float64Array.of(1, 2, 3), gramian };
    const parameters = method.schema.parse({});
    if (isPlain(method)) method.learn?.(step, state, parameters);
    firstWeights(method, step);
    expect([gramian, state]).toEqual(before);
  });
});

it('gives the visitor’s weights alone whatever order tasks stand in', () => {
  const { equal } = balancingMethods;
  const gramian = gramianOf(randomGradients(4, 4, randomStream(2, 'order')));
  const step = { ...stepInfo(4), losses: [4, 3, 2, 1], gramian };
  expect(equal && [...firstWeights(equal, step)]).toEqual([1, 1, 1, 1]);
});

it('knows no method by another name, not even one that every object has', () => {
  expect(balancingMethod('magic')).toBeUndefined();
  expect(balancingMethod('constructor')).toBeUndefined();
});
