import type { MetricInfo } from '../types.ts';

export const accuracyInfo: MetricInfo = {
  id: 'accuracy',
  title: { en: 'accuracy', 'zh-CN': '准确率' },
  better: 'higher',
  fraction: true,
};

export const macroF1Info: MetricInfo = {
  id: 'macroF1',
  title: { en: 'macro F1', 'zh-CN': '宏平均 F1' },
  better: 'higher',
  fraction: true,
};

export const f1Info: MetricInfo = { id: 'f1', title: { en: 'F1', 'zh-CN': 'F1' }, better: 'higher', fraction: true };

export const aucInfo: MetricInfo = {
  id: 'auc',
  title: { en: 'ROC AUC', 'zh-CN': 'ROC AUC' },
  better: 'higher',
  fraction: false,
};

export const hammingInfo: MetricInfo = {
  id: 'hammingAccuracy',
  title: { en: 'label accuracy', 'zh-CN': '标签准确率' },
  better: 'higher',
  fraction: true,
};

export const exactInfo: MetricInfo = {
  id: 'exactMatch',
  title: { en: 'exact match', 'zh-CN': '完全匹配率' },
  better: 'higher',
  fraction: true,
};

export const maeInfo: MetricInfo = { id: 'mae', title: { en: 'MAE', 'zh-CN': 'MAE' }, better: 'lower', fraction: false };
export const rmseInfo: MetricInfo = { id: 'rmse', title: { en: 'RMSE', 'zh-CN': 'RMSE' }, better: 'lower', fraction: false };
export const r2Info: MetricInfo = { id: 'r2', title: { en: 'R²', 'zh-CN': 'R²' }, better: 'higher', fraction: false };
