import { describe, expect, it } from 'vitest';
import { findTexts, withoutLaterTexts } from './later-texts.ts';

const source = `export const dense: Kind = {
  title: { en: 'Dense', 'zh-CN': '全连接' },
  rate: 0.5 as number,
  inner: [{ 'zh-CN': "输入“x”", en: "the layer's input" }],
  named: (name: string) => ({ en: name, 'zh-CN': name }),
  more: { en: 'More', 'zh-CN': '更多', fr: 'Plus' },
};
`;

describe('texts that arrive later', () => {
  it('finds literal texts in both languages, and nothing that is computed or has a third part', () => {
    expect(findTexts(source, 'dense.ts').map(({ english, chinese }) => [english, chinese])).toEqual([
      ["'Dense'", '全连接'],
      [`"the layer's input"`, '输入“x”'],
    ]);
  });

  it('leaves the English text and a number in their place, and the rest of the module as it was', () => {
    expect(withoutLaterTexts(source, findTexts(source, 'dense.ts'), 7)).toBe(
      `import { text as __text } from 'virtual:later-texts';\n${source
        .replace("{ en: 'Dense', 'zh-CN': '全连接' }", "__text('Dense', 7)")
        .replace(`{ 'zh-CN': "输入“x”", en: "the layer's input" }`, `__text("the layer's input", 8)`)}`,
    );
  });

  it('refuses a module that does not parse, by its name', () => {
    expect(() => findTexts('const = 1;', 'broken.ts')).toThrow('broken.ts');
  });
});
