import type { MessageTemplate } from '../diagnostics.ts';

/** What stops or hinders a run. */
export const trainingMessages = {
  'training.nonFinite': {
    severity: 'error',
    text: {
      en: 'The loss of {{task}} became {{value}} at step {{step}}. Training stopped; the last good weights (step {{goodStep}}) are kept.',
      'zh-CN': '任务 {{task}} 的损失在第 {{step}} 步变为 {{value}}。训练已停止，已保留最近的正常权重（第 {{goodStep}} 步）。',
    },
    hint: { en: 'Try a smaller learning rate.', 'zh-CN': '请尝试更小的学习率。' },
  },
} satisfies Record<string, MessageTemplate>;
