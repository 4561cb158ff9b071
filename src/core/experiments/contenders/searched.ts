import { type ContenderKind, together } from './contender.ts';

/** A configuration of a search: its document has what was drawn. */
export const searched: ContenderKind = {
  id: 'searched',
  title: { en: 'Configuration', 'zh-CN': '配置' },
  summary: {
    en: 'The document with settings that were drawn at random.',
    'zh-CN': '设置随机抽取的文档。',
  },
  parts: together,
};
