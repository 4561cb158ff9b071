import type { MessageTemplate } from '../diagnostics.ts';

/** What concerns pictures to take along. They come late: nobody hears of it in the first seconds. */
export const figureMessages = {
  'page.figureFont': {
    severity: 'warning',
    text: {
      en: 'The font of pictures could not be fetched ({reason}): SVG files will use a font of the machine that shows them.',
      'zh-CN': '无法取得图片所用的字体（{reason}）：SVG 文件将使用查看者电脑上的字体。',
    },
  },
  'page.figureNotDrawn': {
    severity: 'error',
    text: {
      en: 'This browser could not draw the picture: {reason}',
      'zh-CN': '此浏览器无法绘制该图片：{reason}',
    },
    hint: {
      en: 'Take the SVG file, which holds the same.',
      'zh-CN': '请改用内容相同的 SVG 文件。',
    },
  },
} as const satisfies Record<string, MessageTemplate>;
