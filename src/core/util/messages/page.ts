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
  'page.badArgument': {
    severity: 'error',
    text: {
      en: 'A script gave {{name}} the value {{value}}, which is none that it can have.',
      'zh-CN': '脚本给 {{name}} 的值是 {{value}}，这不是有效的值。',
    },
    hint: { en: 'Possible values: {{known}}', 'zh-CN': '可用的值：{{known}}' },
  },
  'page.presetsMissing': {
    severity: 'error',
    text: { en: 'The examples could not be fetched: {{error}}', 'zh-CN': '无法获取示例：{{error}}' },
    hint: { en: 'Check the connection and try again.', 'zh-CN': '请检查网络连接后重试。' },
  },
  'page.backendUnavailable': {
    severity: 'error',
    text: {
      en: '{{backend}} was asked for but cannot be used here: {{error}}',
      'zh-CN': '请求使用 {{backend}}，但它在此不可用：{{error}}',
    },
    hint: {
      en: 'Remove it from the address, and the best available one is chosen.',
      'zh-CN': '从网址中去掉它，页面会自动选择可用的最佳后端。',
    },
  },
  'page.noBackend': {
    severity: 'error',
    text: {
      en: 'Nothing on this device could run the training: {{error}}',
      'zh-CN': '此设备上没有可用于训练的后端：{{error}}',
    },
    hint: { en: 'Reload the page, or try another browser.', 'zh-CN': '请刷新页面，或换用其他浏览器。' },
  },
} as const satisfies Record<string, MessageTemplate>;
