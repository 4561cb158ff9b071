import type { LocalizedText } from '../localized.ts';

/** What messages about kept documents call things. */
export const keptWords = {
  last: { en: 'The document of your last visit', 'zh-CN': '上次访问时的文档' },
  before: { en: 'An earlier state of your document', 'zh-CN': '文档的较早状态' },
  other: { en: 'A document of another tab', 'zh-CN': '另一个标签页的文档' },
  link: { en: 'The document of the address', 'zh-CN': '网址中的文档' },
  given: { en: 'The document', 'zh-CN': '该文档' },
  noAnswer: { en: 'it does not answer', 'zh-CN': '没有响应' },
  neverDrawn: {
    en: 'twice in a row the page ended before it had drawn it',
    'zh-CN': '页面连续两次在绘制完成之前就中止了',
  },
} as const satisfies Record<string, LocalizedText>;
