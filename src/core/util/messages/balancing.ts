import type { MessageTemplate } from '../diagnostics.ts';

/** What is wrong with the balancing of tasks that a document asks for. */
export const balancingMessages = {
  'balancing.unknownMethod': {
    severity: 'error',
    text: {
      en: 'There is no balancing method called {{method}}.',
      'zh-CN': '没有名为 {{method}} 的任务平衡方法。',
    },
    hint: { en: 'Choose one of {{known}}.', 'zh-CN': '请选择：{{known}}。' },
  },
  'balancing.badParameter': {
    severity: 'error',
    text: {
      en: '{{method}}: the value {{found}} of {{parameter}} is not possible (expected: {{expected}}).',
      'zh-CN': '{{method}}：{{parameter}} 的值 {{found}} 无效（应为：{{expected}}）。',
    },
  },
} as const satisfies Record<string, MessageTemplate>;
