import { expect, it } from 'vitest';
import { at, invariant } from '../util/assert-never.ts';
import { languages } from '../util/localized.ts';
import { claimsOf, type Results } from './claims/summary.ts';
import { beatsGuessing, knownResults, measuredEffects } from './known-results.ts';
import type { Preset } from './preset.ts';
import { presets } from './registry.ts';
import { inWordsOf } from './task-names.ts';

const preset = (id: string): Preset => {
  const found = presets.find((item) => item.id === id);
  invariant(found, id);
  return found;
};

/** Every example as if it had been measured. */
const everything: Results = Object.fromEntries(
  presets.map((item) => [
    item.id,
    {
      seeds: 8,
      tasks: Object.fromEntries(
        Object.keys(item.outcome.tasks).map((task) => [task, { mean: 0.9, spread: 0.01, fails: 0.125, guess: 0.2 }]),
      ),
      claims: claimsOf(item).map((_, i) => ({ difference: 0.01 * (i + 1), half: 0.02, pairs: 8, higher: 7, certain: true })),
    },
  ]),
);

it('names task, metric and figures of a preset, in the order of its tasks', () => {
  const known = knownResults(preset('digits-shared'), everything);
  expect(known?.seeds).toBe(8);
  expect(known?.tasks).toMatchObject([
    { task: 'digit', title: { en: 'Digit', 'zh-CN': '数字' }, metric: { id: 'accuracy' }, mean: 0.9, spread: 0.01, guess: 0.2 },
    { task: 'group', title: { en: 'Group' }, metric: { id: 'accuracy' }, fails: 0.125 },
  ]);
});

it('tells what is learned from what is no better than guessing, whichever way the metric goes', () => {
  const [learned] = knownResults(preset('digits-shared'), everything)?.tasks ?? [];
  invariant(learned, 'there is a result');
  expect(beatsGuessing(learned)).toBe(true);
  expect(beatsGuessing({ ...learned, spread: 0.75 })).toBe(false);
  const error = { ...learned, metric: { ...learned.metric, better: 'lower' as const } };
  expect(beatsGuessing({ ...error, mean: 0.1, guess: 1 })).toBe(true);
  expect(beatsGuessing({ ...error, mean: 0.9, guess: 0.2 })).toBe(false);
  // As it was measured: the plain sum of two tasks that contradict each other teaches neither.
  expect(knownResults(preset('toy-conflicting'))?.tasks.map(beatsGuessing)).toEqual([false, false]);
});

it('says nothing of what was not measured', () => {
  expect(knownResults(preset('digits-shared'), {})).toBeNull();
  expect(measuredEffects(preset('digits-shared'), presets, {})).toEqual([]);
});

it('calls tasks what their cards call them, in every language', () => {
  for (const item of presets) {
    for (const language of languages) {
      const names = inWordsOf(language, item.project()).tasks.map(({ name }) => name);
      expect(knownResults(item, everything)?.tasks.map(({ title }) => title[language])).toEqual(names);
    }
  }
});

it('takes the metric from the kind of task', () => {
  const metrics = knownResults(preset('news-entities'), everything)?.tasks.map(({ metric }) => metric.title.en);
  expect(metrics).toEqual(['accuracy', 'accuracy', 'entity F1']);
});

it('refuses a result in a metric that the task does not have', () => {
  const shared = preset('digits-shared');
  const tasks = { ...shared.outcome.tasks, digit: { metric: 'beauty', reaches: 1 } };
  expect(() => knownResults({ ...shared, outcome: { ...shared.outcome, tasks } }, everything)).toThrow('digits-shared: beauty');
});

it('names what was compared: an edit, another example, or the example as it is', () => {
  const named = (id: string) =>
    measuredEffects(preset(id), presets, everything).map(({ change, against, title, difference }) => [
      change?.en ?? null,
      against?.en ?? null,
      title.en,
      difference,
    ]);
  expect(named('birdstrikes').slice(0, 1)).toEqual([['without class weights', null, 'Damage', 0.01]]);
  expect(named('mmoe').slice(0, 2)).toEqual([
    [null, 'Shared bottom: one layer for both', 'mean of the tasks', 0.01],
    ['the tasks’ correlation 1', 'Shared bottom: one layer for both, the tasks’ correlation 1', 'mean of the tasks', 0.02],
  ]);
  expect(at(named('ple'), 1)[1]).toBe('two separate networks');
  // A fixed number, or the same run at another time, is no effect of a change.
  expect(named('weather')).toEqual([]);
  expect(named('news-entities')).toEqual([]);
});
