import type { MessageTemplate } from '../diagnostics.ts';

/** What is wrong with data or labels. */
export const dataMessages = {
  'data.noLabels': {
    severity: 'error',
    text: { en: 'The task {{task}} has no labelled training sample.', 'zh-CN': '任务 {{task}} 没有任何带标签的训练样本。' },
    hint: { en: 'Raise its share of labels kept.', 'zh-CN': '请提高它的标签保留比例。' },
  },
} satisfies Record<string, MessageTemplate>;
