import { lazy } from 'react';
import type { ResultsTab } from './tab.ts';

export const predictionsTab: ResultsTab = {
  id: 'predictions',
  title: { en: 'Predictions', 'zh-CN': '预测' },
  Content: lazy(async () => ({ default: (await import('../../panels/predictions-tab.tsx')).PredictionsTab })),
};
