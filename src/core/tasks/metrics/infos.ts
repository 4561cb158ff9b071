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

export const maeInfo: MetricInfo = {
  id: 'mae',
  title: { en: 'MAE', 'zh-CN': 'MAE' },
  better: 'lower',
  fraction: false,
  inUnit: true,
};
export const rmseInfo: MetricInfo = {
  id: 'rmse',
  title: { en: 'RMSE', 'zh-CN': 'RMSE' },
  better: 'lower',
  fraction: false,
  inUnit: true,
};
export const r2Info: MetricInfo = { id: 'r2', title: { en: 'R²', 'zh-CN': 'R²' }, better: 'higher', fraction: false };

export const classMaeInfo: MetricInfo = {
  id: 'classMae',
  title: { en: 'MAE in grades', 'zh-CN': '平均等级误差' },
  better: 'lower',
  fraction: false,
};
export const kappaInfo: MetricInfo = {
  id: 'kappa',
  title: { en: 'quadratic weighted κ', 'zh-CN': '二次加权 κ' },
  better: 'higher',
  fraction: false,
};

export const entityF1Info: MetricInfo = {
  id: 'entityF1',
  title: { en: 'entity F1', 'zh-CN': '实体 F1' },
  better: 'higher',
  fraction: true,
};
export const precisionInfo: MetricInfo = {
  id: 'precision',
  title: { en: 'entity precision', 'zh-CN': '实体精确率' },
  better: 'higher',
  fraction: true,
};
export const recallInfo: MetricInfo = {
  id: 'recall',
  title: { en: 'entity recall', 'zh-CN': '实体召回率' },
  better: 'higher',
  fraction: true,
};
export const tokenAccuracyInfo: MetricInfo = {
  id: 'tokenAccuracy',
  title: { en: 'token accuracy', 'zh-CN': '词元准确率' },
  better: 'higher',
  fraction: true,
};
export const frameAccuracyInfo: MetricInfo = {
  id: 'frameAccuracy',
  title: { en: 'accuracy per frame', 'zh-CN': '逐帧准确率' },
  better: 'higher',
  fraction: true,
};
export const rougeLInfo: MetricInfo = {
  id: 'rougeL',
  title: { en: 'ROUGE-L', 'zh-CN': 'ROUGE-L' },
  better: 'higher',
  fraction: true,
};

export const meanIouInfo: MetricInfo = {
  id: 'meanIou',
  title: { en: 'mean IoU', 'zh-CN': '平均 IoU' },
  better: 'higher',
  fraction: true,
};
export const foundInfo: MetricInfo = {
  id: 'found',
  title: { en: 'found with IoU ≥ 0.5', 'zh-CN': 'IoU ≥ 0.5 的检出率' },
  better: 'higher',
  fraction: true,
};
export const presenceAccuracyInfo: MetricInfo = {
  id: 'presenceAccuracy',
  title: { en: 'accuracy of presence', 'zh-CN': '有无判断准确率' },
  better: 'higher',
  fraction: true,
};
export const presenceF1Info: MetricInfo = {
  id: 'presenceF1',
  title: { en: 'F1 of presence', 'zh-CN': '有无判断 F1' },
  better: 'higher',
  fraction: true,
};

export const mseInfo: MetricInfo = { id: 'mse', title: { en: 'MSE', 'zh-CN': 'MSE' }, better: 'lower', fraction: false };
export const psnrInfo: MetricInfo = {
  id: 'psnr',
  title: { en: 'PSNR (dB)', 'zh-CN': 'PSNR（dB）' },
  better: 'higher',
  fraction: false,
};

export const recallAt1Info: MetricInfo = {
  id: 'recallAt1',
  title: { en: 'recall@1', 'zh-CN': 'recall@1' },
  better: 'higher',
  fraction: true,
};
export const recallAt5Info: MetricInfo = {
  id: 'recallAt5',
  title: { en: 'recall@5', 'zh-CN': 'recall@5' },
  better: 'higher',
  fraction: true,
};
