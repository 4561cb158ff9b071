import type { MessageTemplate } from '../diagnostics.ts';

/** What concerns runs that are kept. */
export const runMessages = {
  'runs.notARun': {
    severity: 'error',
    text: {
      en: 'This is no run of the playground: {{path}} is not as expected.',
      'zh-CN': '这不是本页面的运行记录：{{path}} 不符合要求。',
    },
  },
  'runs.tooMany': {
    severity: 'warning',
    text: {
      en: '{{limit}} runs are pinned, as many as can be told apart.',
      'zh-CN': '已固定 {{limit}} 次运行，再多就难以区分了。',
    },
    hint: { en: 'Remove one to pin another.', 'zh-CN': '移除其中一次后可再固定。' },
  },
  'runs.tooLong': {
    severity: 'warning',
    text: {
      en: 'The pinned runs have too many steps to keep another one in memory.',
      'zh-CN': '已固定的运行步数过多，内存中无法再保留一次。',
    },
    hint: { en: 'Remove one to pin another.', 'zh-CN': '移除其中一次后可再固定。' },
  },
} as const satisfies Record<string, MessageTemplate>;
