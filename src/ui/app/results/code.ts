import { lazyPane, withRareStrings } from '../../common/pane-boundary.tsx';
import type { ResultsTab } from './tab.ts';

export const codeTab: ResultsTab = {
  id: 'code',
  title: { en: 'Code', 'zh-CN': '代码' },
  Content: lazyPane(() => withRareStrings(async () => (await import('../../panels/code/code-tab.tsx')).CodeTab)),
};
