import { lazyPane, withRareStrings } from '../../common/pane-boundary.tsx';
import type { ResultsTab } from './tab.ts';

export const runsTab: ResultsTab = {
  id: 'runs',
  title: { en: 'Runs', 'zh-CN': '运行记录' },
  Content: lazyPane(() => withRareStrings(async () => (await import('../../charts/runs/runs-tab.tsx')).RunsTab)),
};
