import type { MessageTemplate } from '../diagnostics.ts';

/** What is wrong with data or labels. */
export const dataMessages = {
  'data.noLabels': {
    severity: 'error',
    text: { en: 'The task {{task}} has no labelled training sample.', 'zh-CN': '任务 {{task}} 没有任何带标签的训练样本。' },
    hint: { en: 'Raise its share of labels kept.', 'zh-CN': '请提高它的标签保留比例。' },
  },
  'data.unknown': {
    severity: 'error',
    text: { en: 'There is no data set {{dataset}}.', 'zh-CN': '没有名为 {{dataset}} 的数据集。' },
    hint: { en: 'Possible values: {{known}}', 'zh-CN': '可用的值：{{known}}' },
  },
  'data.badId': {
    severity: 'error',
    text: {
      en: 'The data cannot be used: {{name}} is no unique name of letters, digits, “_” and “-”.',
      'zh-CN': '数据无法使用：{{name}} 不是由字母、数字、“_”和“-”组成的唯一名称。',
    },
  },
  'data.idTaken': {
    severity: 'error',
    text: { en: 'There is a built-in data set {{dataset}} already.', 'zh-CN': '已有名为 {{dataset}} 的内置数据集。' },
  },
  'data.wrongLength': {
    severity: 'error',
    text: {
      en: 'The data cannot be used: {{column}} has {{found}} {{found, number|numbers}} instead of {{expected}}.',
      'zh-CN': '数据无法使用：{{column}} 有 {{found}} 个数，应为 {{expected}} 个。',
    },
  },
  'data.badNumber': {
    severity: 'error',
    text: {
      en: 'The data cannot be used: {{column}} holds {{found}}.',
      'zh-CN': '数据无法使用：{{column}} 中含有 {{found}}。',
    },
  },
  'data.option': {
    severity: 'error',
    text: { en: 'The data option {{option}} cannot be used: {{problem}}', 'zh-CN': '数据选项 {{option}} 无法使用：{{problem}}' },
  },
  'data.brokenPack': {
    severity: 'error',
    text: {
      en: 'The data file of {{pack}} is damaged or of another version ({{problem}}).',
      'zh-CN': '{{pack}} 的数据文件已损坏或版本不符（{{problem}}）。',
    },
    hint: {
      en: 'Reload the page; if that does not help, run npm run data on the server.',
      'zh-CN': '请刷新页面；若仍无效，请在服务器上运行 npm run data。',
    },
  },
} as const satisfies Record<string, MessageTemplate>;
