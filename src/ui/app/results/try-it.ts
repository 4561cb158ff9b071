import { lazy } from 'react';
import type { ResultsTab } from './tab.ts';

export const tryItTab: ResultsTab = {
  id: 'try',
  title: { en: 'Try it', 'zh-CN': '试一试' },
  Content: lazy(async () => ({ default: (await import('../../panels/try-tab.tsx')).TryTab })),
};
