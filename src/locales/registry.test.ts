import i18next from 'i18next';
import { expect, it } from 'vitest';
import { loadLaterStrings, loadRareStrings, speak } from './registry.ts';

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

it('counts one as one', async () => {
  await loadRareStrings();
  const said = (rows: number | string) => i18next.t('ownData.kept.rows', { rows });
  expect([said(1), said('1'), said(0), said('1,200')]).toEqual(['1 row', '1 row', '0 rows', '1,200 rows']);
});
