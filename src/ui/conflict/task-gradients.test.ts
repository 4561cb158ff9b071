import { jsx } from 'react/jsx-runtime';
import { expect, it } from 'vitest';
import { toyConflicting } from '../../core/presets/toys.ts';
import { loadRareStrings } from '../../locales/registry.ts';
import { stillPlayground } from '../../store/testing/still-playground.ts';
import { rendered } from '../common/testing/rendered.ts';
import { TaskGradients } from './task-gradients.tsx';

/** What the tab says of two tasks whose gradients have this Gramian, with both weights 1. */
async function said(gramian: readonly number[]): Promise<string> {
  await loadRareStrings();
  const initial = toyConflicting();
  return rendered(stillPlayground(initial), jsx(TaskGradients, { tasks: initial.tasks, gramian, weights: [1, 1] }));
}

it('says whom a step makes worse, by a sign and in words, and what each task has of it', async () => {
  const html = await said([1, -2, -2, 9]);
  expect(html).toContain('This step makes Half-plane A worse');
  expect(html).not.toContain('This step makes Half-plane B worse');
  expect(html.match(/data-worse="true"/g)).toHaveLength(1);
  // Of the step's length along itself: (1 − 2)/6 and (9 − 2)/6.
  expect(html).toContain('−17%');
  expect(html).toContain('117%');
});

it('says nothing where nobody gets worse', async () => {
  expect(await said([1, 0.5, 0.5, 9])).not.toContain('worse');
});
