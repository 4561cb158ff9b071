import type { Language } from '../core/util/localized.ts';
import { app as appEn } from './en/app.ts';
import { charts as chartsEn } from './en/charts.ts';
import { common as commonEn } from './en/common.ts';
import { editor as editorEn } from './en/editor.ts';
import { panels as panelsEn } from './en/panels.ts';
import type { SameKeys } from './types.ts';
import { app as appZh } from './zh-CN/app.ts';
import { charts as chartsZh } from './zh-CN/charts.ts';
import { common as commonZh } from './zh-CN/common.ts';
import { editor as editorZh } from './zh-CN/editor.ts';
import { panels as panelsZh } from './zh-CN/panels.ts';

const en = { app: appEn, charts: chartsEn, common: commonEn, editor: editorEn, panels: panelsEn };
const zhCN: SameKeys<typeof en> = { app: appZh, charts: chartsZh, common: commonZh, editor: editorZh, panels: panelsZh };

/** The strings of the interface as i18next takes them; the texts of catalogue entries stand in the entries themselves. */
export const resources: Readonly<Record<Language, { readonly translation: SameKeys<typeof en> }>> = {
  en: { translation: en },
  'zh-CN': { translation: zhCN },
};

export type Strings = typeof en;
