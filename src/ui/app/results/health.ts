import { lazyPane, withRareStrings } from '../../common/pane-boundary.tsx';
import type { ResultsTab } from './tab.ts';

export const healthTab: ResultsTab = {
  id: 'health',
  title: { en: 'Health', 'zh-CN': '健康' },
  Content: lazyPane(() => withRareStrings(async () => (await import('../../panels/health/health-tab.tsx')).HealthTab)),
};
