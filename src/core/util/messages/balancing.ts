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
  'balancing.noValidation': {
    severity: 'error',
    text: {
      en: '{{method}} looks at validation data in every step, and there is none.',
      'zh-CN': '{{method}} 每一步都要看验证数据，但没有验证数据。',
    },
    hint: {
      en: 'Give a part of the data to validation, or choose another method.',
      'zh-CN': '请把一部分数据划为验证集，或选择其他方法。',
    },
  },
} as const satisfies Record<string, MessageTemplate>;
