import { lazyPane, withRareStrings } from '../../common/pane-boundary.tsx';
import type { ResultsTab } from './tab.ts';

export const conflictTab: ResultsTab = {
  id: 'conflict',
  title: { en: 'Conflict', 'zh-CN': '冲突' },
  offered: ({ tasks }) => tasks.filter(({ enabled }) => enabled).length > 1,
  Content: lazyPane(() => withRareStrings(async () => (await import('../../conflict/conflict-tab.tsx')).ConflictTab)),
};
