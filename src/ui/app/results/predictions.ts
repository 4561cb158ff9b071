import { lazyPane } from '../../common/pane-boundary.tsx';
import type { ResultsTab } from './tab.ts';

export const predictionsTab: ResultsTab = {
  id: 'predictions',
  title: { en: 'Predictions', 'zh-CN': '预测' },
  Content: lazyPane(async () => (await import('../../panels/predictions-tab.tsx')).PredictionsTab),
};
