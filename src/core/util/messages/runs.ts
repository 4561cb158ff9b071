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
      en: '{{limit}} runs are pinned, as many as a plot takes.',
      'zh-CN': '已固定 {{limit}} 次运行，图中已不能再多。',
    },
    hint: { en: 'Remove one to pin another.', 'zh-CN': '移除其中一次后可再固定。' },
  },
  'runs.columnsGone': {
    severity: 'warning',
    text: { en: 'The curves of this run are not kept any more.', 'zh-CN': '此次运行的曲线已不再保存。' },
  },
  'runs.weightsGone': {
    severity: 'warning',
    text: { en: 'The weights of this run are not kept any more.', 'zh-CN': '此次运行的权重已不再保存。' },
    hint: { en: 'Its document can be opened without them.', 'zh-CN': '可不带权重打开其文档。' },
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
