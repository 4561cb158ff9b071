import type { LocalizedText } from '../../util/localized.ts';

export const yes: LocalizedText = { en: 'yes', 'zh-CN': '是' };
export const no: LocalizedText = { en: 'no', 'zh-CN': '否' };
