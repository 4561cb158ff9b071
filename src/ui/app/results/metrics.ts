import { lazyPane, withRareStrings } from '../../common/pane-boundary.tsx';
import type { ResultsTab } from './tab.ts';

export const metricsTab: ResultsTab = {
  id: 'metrics',
  title: { en: 'Metrics', 'zh-CN': '指标' },
  Content: lazyPane(() => withRareStrings(async () => (await import('../../charts/metrics-tab.tsx')).MetricsTab)),
};
