import { lazyPane, withRareStrings } from '../../common/pane-boundary.tsx';
import type { ResultsTab } from './tab.ts';

export const answersTab: ResultsTab = {
  id: 'answers',
  title: { en: 'Answers', 'zh-CN': '答案' },
  Content: lazyPane(() => withRareStrings(async () => (await import('../../panels/answers/answers-tab.tsx')).AnswersTab)),
};
