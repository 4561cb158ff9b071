import i18next from 'i18next';
import { expect, it } from 'vitest';
import { loadLaterStrings, speak } from './registry.ts';

it('speaks English at once, what panes say once one was fetched, and another language once that has come', async () => {
  expect(i18next.t('app.skip')).toBe('Skip to the canvas');
  expect(i18next.t('charts.curves.step', { step: 12 })).toBe('charts.curves.step');
  await loadLaterStrings();
  expect(i18next.t('charts.curves.step', { step: 12 })).toBe('step 12');
  await speak('zh-CN');
  expect(i18next.t('app.skip')).toMatch(/\p{Script=Han}/u);
  await speak('en');
  expect(i18next.t('app.skip')).toBe('Skip to the canvas');
});
