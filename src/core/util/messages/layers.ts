import type { MessageTemplate } from '../diagnostics.ts';

/** What a layer says of settings that do not fit its input. Shapes are per example, without the batch axis. */
export const layerMessages = {
  'layer.axis': {
    severity: 'error',
    text: {
      en: 'There is no axis {{axis}} in {{shape}}.',
      'zh-CN': '形状 {{shape}} 中没有第 {{axis}} 轴。',
    },
    hint: {
      en: 'Axes are counted from 0, the batch left out; −1 is the last one.',
      'zh-CN': '轴从 0 开始编号，不含批次轴；−1 表示最后一个轴。',
    },
  },
  'layer.slice': {
    severity: 'error',
    text: {
      en: 'The positions {{first}} to {{last}} leave axis {{axis}} of {{shape}}, which has {{extent}}.',
      'zh-CN': '位置 {{first}} 到 {{last}} 超出了形状 {{shape}} 的第 {{axis}} 轴（长度为 {{extent}}）。',
    },
  },
  'layer.reshape': {
    severity: 'error',
    text: {
      en: 'The shape {{from}} has {{fromSize}} values, which cannot be divided evenly into {{to}}.',
      'zh-CN': '形状 {{from}} 有 {{fromSize}} 个值，无法整除为 {{to}}。',
    },
  },
  'layer.strideDilation': {
    severity: 'error',
    text: {
      en: 'A convolution cannot have a stride above 1 ({{stride}}) and a dilation above 1 ({{dilation}}) at once.',
      'zh-CN': '卷积的步幅（{{stride}}）和膨胀率（{{dilation}}）不能同时大于 1。',
    },
    hint: { en: 'Set one of the two to 1 × 1.', 'zh-CN': '请将其中之一设为 1 × 1。' },
  },
} as const satisfies Record<string, MessageTemplate>;
