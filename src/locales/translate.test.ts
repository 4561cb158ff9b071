import { describe, expect, it } from 'vitest';
import { strings } from './en/strings.ts';
import { loadLanguage, stringsOf } from './registry.ts';
import { translator } from './translate.ts';

describe('strings of the interface', () => {
  it('are found by their path, with values in their places', () => {
    const t = translator(strings);
    expect(t('app.title')).toBe('MTL Playground');
    expect(t('charts.curves.step', { step: 12 })).toBe(strings.charts.curves.step.replace('{{step}}', '12'));
  });

  it('are English until another language has come', async () => {
    expect(stringsOf('zh-CN')).toBe(strings);
    await loadLanguage('zh-CN');
    expect(translator(stringsOf('zh-CN'))('app.skip')).toMatch(/\p{Script=Han}/u);
  });
});
