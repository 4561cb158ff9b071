import { lazy } from 'react';
import { jsx } from 'react/jsx-runtime';
import { describe, expect, it } from 'vitest';
import { digitsShared } from '../../../core/presets/digits.ts';
import { stillPlayground } from '../../../store/testing/still-playground.ts';
import type { RememberedView } from '../../../store/view-state.ts';
import { rendered } from '../../common/testing/rendered.ts';
import { resultsTabs } from './registry.ts';
import { ResultsTabs } from './results-tabs.tsx';
import type { ResultsTab } from './tab.ts';

/** What a new tab is: this much, and a line in the registry. */
const gradients: ResultsTab = {
  id: 'gradients',
  title: { en: 'Gradients', 'zh-CN': '梯度' },
  offered: (project) => project.tasks.length > 1,
  Content: lazy(async () => ({ default: () => 'Angles between the gradients of the tasks' })),
};

const always: ResultsTab = {
  id: 'always',
  title: { en: 'Always', 'zh-CN': '总是' },
  Content: lazy(async () => ({ default: () => 'Something for every document' })),
};

/** The tabs as a browser gets them, their contents fetched. */
function shown(tabs: readonly ResultsTab[], remembered: Partial<RememberedView>, project = digitsShared()): Promise<string> {
  return rendered(stillPlayground(project, remembered), jsx(ResultsTabs, { tabs }));
}

const titles = (html: string): string[] =>
  [...html.matchAll(/role="tab".*?<\/button>/gs)].map(([tab]) => tab.replace(/^[^>]*>|<[^>]*>/g, ''));

describe('the tabs of the results', () => {
  it('have one id each', () => expect(new Set(resultsTabs.map(({ id }) => id)).size).toBe(resultsTabs.length));

  it('are those of the registry: one that is registered appears, with its content once it is chosen', async () => {
    const html = await shown([...resultsTabs, gradients], { tab: 'gradients' });
    expect(titles(html)).toEqual([...resultsTabs.map(({ title }) => title.en), 'Gradients']);
    expect(html).toContain('Angles between the gradients of the tasks');
  });

  it('are left out where the document has no use for them; then the first is open', async () => {
    const project = { ...digitsShared(), tasks: digitsShared().tasks.slice(0, 1) };
    const html = await shown([always, gradients], { tab: 'gradients' }, project);
    expect(titles(html)).toEqual(['Always']);
    expect(html).toContain('Something for every document');
  });

  it('open with the first where one is remembered that does not exist', async () => {
    const html = await shown([gradients, ...resultsTabs], { tab: 'of a newer version' });
    expect(html).toContain('Angles between the gradients of the tasks');
  });

  it('speak the language of the page', async () => {
    expect(titles(await shown([gradients], { language: 'zh-CN' }))).toEqual(['梯度']);
  });
});
