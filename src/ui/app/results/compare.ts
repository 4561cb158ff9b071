import { lazyPane, withRareStrings } from '../../common/pane-boundary.tsx';
import type { ResultsTab } from './tab.ts';

export const compareTab: ResultsTab = {
  id: 'compare',
  title: { en: 'Compare', 'zh-CN': '比较' },
  offered: (project) => project.tasks.length > 1,
  Content: lazyPane(() => withRareStrings(async () => (await import('../../charts/compare/compare-tab.tsx')).CompareTab)),
};
