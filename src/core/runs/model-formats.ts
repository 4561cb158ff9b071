import type { LocalizedText } from '../util/localized.ts';

/** The files in which a model can be taken home. The engine has a writer and a reader for each; the page only lists them. */
export const modelFormatInfos = [
  {
    id: 'tfjs',
    extension: 'zip',
    title: { en: 'TensorFlow.js LayersModel (zip)', 'zh-CN': 'TensorFlow.js LayersModel（zip）' },
  },
  { id: 'safetensors', extension: 'safetensors', title: { en: 'safetensors', 'zh-CN': 'safetensors' } },
  { id: 'project', extension: 'json', title: { en: 'Document (JSON)', 'zh-CN': '文档（JSON）' } },
] as const satisfies readonly { readonly id: string; readonly extension: string; readonly title: LocalizedText }[];

export type ModelFormatId = (typeof modelFormatInfos)[number]['id'];
