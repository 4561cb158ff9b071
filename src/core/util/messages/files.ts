import type { MessageTemplate } from '../diagnostics.ts';

/** What is wrong with a file, a link or a stored document. */
export const fileMessages = {
  'file.futureVersion': {
    severity: 'error',
    text: {
      en: 'This document was made by a newer version of the playground (format {{version}}; this page knows up to {{known}}).',
      'zh-CN': '该文档由更新版本的 Playground 生成（格式 {{version}}，本页面最高支持 {{known}}）。',
    },
    hint: { en: 'Reload the page to get the newest version.', 'zh-CN': '请刷新页面以获取最新版本。' },
  },
} satisfies Record<string, MessageTemplate>;
