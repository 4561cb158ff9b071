import { lazy } from 'react';
import type { ResultsTab } from './tab.ts';

export const confusionTab: ResultsTab = {
  id: 'confusion',
  title: { en: 'Confusion', 'zh-CN': '混淆矩阵' },
  Content: lazy(async () => ({ default: (await import('../../charts/confusion-tab.tsx')).ConfusionTab })),
};
