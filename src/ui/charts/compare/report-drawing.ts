import { type DotGroup, dotsOf } from '../../../core/experiments/dots.ts';
import type { ContenderResult } from '../../../core/experiments/report.ts';
import { formatNumber } from '../../../core/util/number-text.ts';
import type { IntervalsDrawing } from '../../common/paper/forms/intervals.ts';
import type { TaskIdentity } from '../../common/task-identity.ts';

/** What every seed says of every contender, as it is drawn on paper. */
export function reportDrawing(
  groups: readonly DotGroup[],
  reader: {
    readonly nameOf: (result: ContenderResult) => string;
    readonly identityOf: (task: string) => TaskIdentity;
    /** What all tasks together are called. */
    readonly together: string;
    readonly words: IntervalsDrawing['words'];
  },
): Omit<IntervalsDrawing, 'title'> {
  return {
    form: 'intervals',
    words: reader.words,
    groups: groups.map(({ task, reach, rows }) => {
      const unit = task ? '' : ' %';
      const { symbol, color } = task ? reader.identityOf(task.id) : { symbol: '', color: 'var(--mantine-color-text)' };
      return {
        name: task ? `${task.name || task.id} (${task.metric})` : reader.together,
        symbol,
        color,
        ends: [`${formatNumber(-reach)}${unit}`, `+${formatNumber(reach)}${unit}`],
        rows: rows.map(({ result, paired }) => ({
          name: reader.nameOf(result),
          verdict: paired.verdict,
          ...dotsOf(paired, reach),
        })),
      };
    }),
  };
}
