import { lazy } from 'react';
import type { ResultsTab } from './tab.ts';

export const metricsTab: ResultsTab = {
  id: 'metrics',
  title: { en: 'Metrics', 'zh-CN': '指标' },
  Content: lazy(async () => ({ default: (await import('../../charts/metrics-tab.tsx')).MetricsTab })),
};
