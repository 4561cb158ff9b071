import { lazyPane } from '../../../common/pane-boundary.tsx';
import type { FormatDisplay } from './display.ts';

export const tagsDisplay: FormatDisplay = {
  Verdict: lazyPane(async () => (await import('../tags-verdict.tsx')).TagsVerdict),
  drawn: true,
  wide: true,
  marksWords: true,
  legend: (target) =>
    target.format === 'tags' && target.scheme === 'bio' ? 'panels.predictions.entityLegend' : 'panels.predictions.frameLegend',
};
