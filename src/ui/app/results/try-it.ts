import { lazyPane, withRareStrings } from '../../common/pane-boundary.tsx';
import type { ResultsTab } from './tab.ts';

export const tryItTab: ResultsTab = {
  id: 'try',
  title: { en: 'Try it', 'zh-CN': '试一试' },
  Content: lazyPane(() => withRareStrings(async () => (await import('../../panels/try-tab.tsx')).TryTab)),
};
