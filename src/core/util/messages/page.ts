import type { MessageTemplate } from '../diagnostics.ts';

/** What concerns the page: its address, its backends, its worker. */
export const pageMessages = {
  'page.unknownParameter': {
    severity: 'warning',
    text: {
      en: 'The address asks for {{name}}={{value}}, which does not exist here.',
      'zh-CN': '网址中的 {{name}}={{value}} 在此不存在。',
    },
    hint: { en: 'Possible values: {{known}}', 'zh-CN': '可用的值：{{known}}' },
  },
} satisfies Record<string, MessageTemplate>;
