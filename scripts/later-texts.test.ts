import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findTexts, withoutLaterTexts, withoutPageTexts } from './later-texts.ts';

const source = `export const dense: Kind = {
  title: { en: 'Dense', 'zh-CN': '全连接' },
  rate: 0.5 as number,
  inner: [{ 'zh-CN': "输入“x”", en: "the layer's input" }],
  named: (name: string) => ({ en: name, 'zh-CN': name }),
  more: { en: 'More', 'zh-CN': '更多' },
  third: { en: 'Three', 'zh-CN': '三', fr: 'Trois' },
};
`;

describe('texts that arrive later', () => {
  it('finds literal texts in both languages, and nothing that is computed or has a third part', () => {
    expect(findTexts(source, 'dense.ts').map(({ english, chinese, long }) => [english, chinese, long])).toEqual([
      ["'Dense'", '全连接', false],
      [`"the layer's input"`, '输入“x”', false],
      ["'More'", '更多', true],
    ]);
  });

  it('leaves the English text and a number in their place, of a long text numbers alone, and the rest of the module as it was', () => {
    expect(withoutLaterTexts(source, findTexts(source, 'dense.ts'), { text: 7, long: 3 })).toBe(
      `import { long as __long, text as __text } from 'virtual:later-texts';\n${source
        .replace("{ en: 'Dense', 'zh-CN': '全连接' }", "__text('Dense', 7)")
        .replace(`{ 'zh-CN': "输入“x”", en: "the layer's input" }`, `__text("the layer's input", 8)`)
        .replace("{ en: 'More', 'zh-CN': '更多' }", '__long(9, 3)')}`,
    );
  });

  it('that only the page shows are empty in the worker; others are as they were', () => {
    expect(withoutPageTexts(source, 'dense.ts')).toBe(
      source.replace("{ en: 'More', 'zh-CN': '更多' }", "{ en: '', 'zh-CN': '' }"),
    );
  });

  it('refuses a module that does not parse, by its name', () => {
    expect(() => findTexts('const = 1;', 'broken.ts')).toThrow('broken.ts');
  });

  it('are shown by LongText where they are long, because only that waits for them', () => {
    const root = resolve(import.meta.dirname, '../src/ui');
    for (const name of readdirSync(root, { recursive: true, encoding: 'utf8' })) {
      if (!name.endsWith('.tsx')) continue;
      expect(readFileSync(join(root, name), 'utf8'), name).not.toMatch(/localized\([^)]*\.(more|help)\)/);
    }
  });
});
