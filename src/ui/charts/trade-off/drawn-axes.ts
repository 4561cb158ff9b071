import type { JudgedTask } from '../../../core/experiments/experiment.ts';
import type { Searched } from '../../../core/experiments/halving.ts';
import { formatNumber } from '../../../core/util/number-text.ts';
import { ownValue } from '../../../core/util/own-value.ts';
import type { ParallelAxis, ParallelDrawing } from '../../common/paper/forms/parallel.ts';

/** What was drawn, or came of it, and where every configuration stands on it: from 0 (below) to 1. */
export interface DrawnAxis extends ParallelAxis {
  readonly places: readonly (number | null)[];
}

/** An axis: numbers by size (on a log scale where they span more than a power of ten), words in the order of their appearance. */
function axisOf(name: string, values: readonly (number | string | null)[]): DrawnAxis {
  const numbers = values.filter((value) => typeof value === 'number');
  const [low, high] = [Math.min(...numbers), Math.max(...numbers)];
  const log = low > 0 && high > 10 * low;
  const level = (value: number): number => (log ? Math.log(value) : value);
  const words = [...new Set(values.filter((value) => typeof value === 'string'))];
  const placeOf = (word: string): number => (words.length < 2 ? 0.5 : words.indexOf(word) / (words.length - 1));
  const places = values.map((value) => {
    if (value === null) return null;
    if (typeof value === 'string') return placeOf(value);
    return high === low ? 0.5 : (level(value) - level(low)) / (level(high) - level(low));
  });
  const ends = words.length > 1 ? { top: words.at(-1) ?? '', bottom: words[0] ?? '' } : { top: '', bottom: '' };
  const between = words
    .filter((word) => word !== ends.top && word !== ends.bottom)
    .map((text) => ({ place: placeOf(text), text }));
  if (numbers.length === 0) return { name, places, ...ends, between };
  return { name, places, top: formatNumber(high), bottom: formatNumber(low) };
}

/** An axis for everything that a search drew, then for what every task reached. */
export function drawnAxes(
  tasks: readonly JudgedTask[],
  names: readonly string[],
  found: readonly Searched[],
): readonly DrawnAxis[] {
  return [
    ...names.map((name) =>
      axisOf(
        name,
        found.map(({ contender }) => ownValue(contender.drawn ?? {}, name) ?? null),
      ),
    ),
    ...tasks.map(({ id, name, metric }) =>
      axisOf(
        `${name || id} (${metric})`,
        found.map(({ outcome }) => ownValue(ownValue(outcome?.figures?.validation ?? {}, id) ?? {}, metric) ?? null),
      ),
    ),
  ];
}

/** The same on paper; the first name is that of the best. */
export const drawnLinesDrawing = (axes: readonly DrawnAxis[], names: readonly string[]): Omit<ParallelDrawing, 'title'> => ({
  form: 'parallel',
  axes,
  lines: names.map((name, row) => ({ name, strong: row === 0, places: axes.map(({ places }) => places[row] ?? null) })),
});
