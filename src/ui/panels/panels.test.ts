import { jsx } from 'react/jsx-runtime';
import { beforeAll, expect, test } from 'vitest';
import { presets } from '../../core/presets/registry.ts';
import { invariant } from '../../core/util/assert-never.ts';
import { loadLaterStrings } from '../../locales/registry.ts';
import { stillPlayground } from '../../store/testing/still-playground.ts';
import { rendered } from '../common/testing/rendered.ts';
import { DataPanel } from './data-panel.tsx';
import { TasksPanel } from './tasks-panel.tsx';

beforeAll(loadLaterStrings);

const opened = (id: string) => {
  const preset = presets.find((one) => one.id === id);
  invariant(preset, `there is an example ${id}`);
  return stillPlayground(preset.project());
};

test('what stands open of the data is its name and a look at it; facts, options and split are behind one line', async () => {
  const html = await rendered(opened('scenes-64'), jsx(DataPanel, {}));
  expect(html).toContain('aria-label="Data set"');
  expect(html).toContain('Use your own data');
  expect(html).toMatch(/aria-expanded="false"[^>]*>.*Facts, options and split/);
  expect(html).not.toMatch(/Licence|samples ·|About this data|validation: \d/);
});

test('every control of a task is called by its task, so that no two are called alike', async () => {
  const html = await rendered(opened('scenes-64'), jsx(TasksPanel, {}));
  const names = [...html.matchAll(/<(?:input|button)[^>]*aria-label="([^"]*)"/g)].map(([, name]) => name);
  expect(names.length).toBeGreaterThanOrEqual(6);
  expect(names).toEqual([...new Set(names)]);
  // Every button of a card has such a name.
  expect(html.split('class="task-card')[1]).not.toMatch(/<button(?![^>]*aria-label)/);
});
