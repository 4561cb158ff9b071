import { lazyPane, withRareStrings } from '../../common/pane-boundary.tsx';
import type { ResultsTab } from './tab.ts';

export const confusionTab: ResultsTab = {
  id: 'confusion',
  title: { en: 'Confusion', 'zh-CN': '混淆矩阵' },
  Content: lazyPane(() => withRareStrings(async () => (await import('../../charts/confusion-tab.tsx')).ConfusionTab)),
};
