import type { LocalizedText } from '../../util/localized.ts';

/** What new nodes are called. */
export const expertName: LocalizedText = { en: 'Expert', 'zh-CN': '专家' };
export const gateName: LocalizedText = { en: 'Gate', 'zh-CN': '门控' };
export const sharedName: LocalizedText = { en: 'Shared', 'zh-CN': '共享' };
export const stitchName: LocalizedText = { en: 'Stitch', 'zh-CN': '交叉' };
export const branchName: LocalizedText = { en: 'Branch', 'zh-CN': '分支' };
export const maskName: LocalizedText = { en: 'Mask', 'zh-CN': '掩码' };
export const towerName: LocalizedText = { en: 'Tower', 'zh-CN': '塔' };
export const fusionName: LocalizedText = { en: 'Fusion', 'zh-CN': '融合' };
