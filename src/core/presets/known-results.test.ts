import { expect, it } from 'vitest';
import { invariant } from '../util/assert-never.ts';
import { languages } from '../util/localized.ts';
import { knownResults } from './known-results.ts';
import type { Preset } from './preset.ts';
import { presets } from './registry.ts';
import { inWordsOf } from './task-names.ts';

const preset = (id: string): Preset => {
  const found = presets.find((item) => item.id === id);
  invariant(found, id);
  return found;
};

it('names task, metric and bounds of a preset, in the order of its tasks', () => {
  const results = knownResults(preset('digits-shared')).map(({ task, title, metric, reaches, blind }) => [
    task,
    title.en,
    title['zh-CN'] !== title.en,
    metric.id,
    metric.unit === 'share',
    reaches,
    blind,
  ]);
  expect(results).toEqual([
    ['digit', 'Digit', true, 'accuracy', true, 0.92, 0.12],
    ['group', 'Group', true, 'accuracy', true, 0.92, 0.23],
  ]);
});

it('calls tasks what their cards call them, in every language', () => {
  for (const item of presets) {
    for (const language of languages) {
      const names = inWordsOf(language, item.project()).tasks.map(({ name }) => name);
      expect(knownResults(item).map(({ title }) => title[language])).toEqual(names);
    }
  }
});

it('takes the metric from the kind of task', () => {
  const metrics = knownResults(preset('news-entities')).map(({ metric }) => metric.title.en);
  expect(metrics).toEqual(['accuracy', 'accuracy', 'entity F1']);
});

it('refuses a result in a metric that the task does not have', () => {
  const shared = preset('digits-shared');
  const tasks = { ...shared.outcome.tasks, digit: { metric: 'beauty', reaches: 1, blind: 0 } };
  expect(() => knownResults({ ...shared, outcome: { ...shared.outcome, tasks } })).toThrow('digits-shared: beauty');
});

it('has a result for every task of every preset', () => {
  for (const item of presets) expect(knownResults(item)).toHaveLength(item.project().tasks.length);
});
