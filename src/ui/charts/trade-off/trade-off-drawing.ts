import { paretoFront } from '../../../core/experiments/kept-runs.ts';
import { formatNumber } from '../../../core/util/number-text.ts';
import type { ParallelDrawing } from '../../common/paper/forms/parallel.ts';
import type { PlotDrawing, PlotPoint } from '../../common/paper/forms/plot.ts';
import { type Candidate, type Measure, spanOf } from './measure.ts';

/** Names of more than these would hide one another. */
const mostNamed = 12;

/** What several candidates give up of one measure for another, as it is drawn on paper: a plane of two measures, parallel axes of more. */
export function tradeOffDrawing(
  candidates: readonly Candidate[],
  measures: readonly Measure[],
  nameOf: (measure: Measure) => string,
  words: { readonly onFront: string; readonly others: string },
): Omit<PlotDrawing, 'title'> | Omit<ParallelDrawing, 'title'> {
  const front = paretoFront(
    candidates,
    measures.map(({ better }) => better),
  );
  const titled = (measure: Measure): string => `${nameOf(measure)} ${measure.better === 'higher' ? '↑' : '↓'}`;
  const [across, up] = measures;
  if (measures.length === 2 && across && up) {
    const named = candidates.length <= mostNamed;
    const point = ({ id, name, values: [x = Number.NaN, y = Number.NaN] }: Candidate): PlotPoint => ({
      x,
      y,
      ...(named || front.has(id) ? { label: name } : {}),
    });
    const onFront = candidates.filter(({ id }) => front.has(id)).map(point);
    const others = candidates.filter(({ id }) => !front.has(id)).map(point);
    return {
      form: 'plot',
      panels: [
        {
          title: '',
          x: { name: titled(across) },
          y: { name: titled(up) },
          series: [
            {
              name: words.onFront,
              symbol: '●',
              color: 'var(--task-0)',
              dash: '4 3',
              look: 'both',
              points: onFront.toSorted((a, b) => a.x - b.x),
            },
            ...(others.length > 0
              ? [{ name: words.others, symbol: '○', color: 'var(--mantine-color-dimmed)', look: 'dots' as const, points: others }]
              : []),
          ],
        },
      ],
    };
  }
  const spans = measures.map((_, i) => spanOf(candidates.map(({ values }) => values[i] ?? 0)));
  return {
    form: 'parallel',
    axes: measures.map((measure, i) => {
      const { low, high } = spans[i] ?? { low: 0, high: 1 };
      const [bottom, top] = measure.better === 'higher' ? [low, high] : [high, low];
      return { name: nameOf(measure), top: formatNumber(top), bottom: formatNumber(bottom) };
    }),
    lines: candidates.map(({ id, name, values }) => ({
      name,
      strong: front.has(id),
      places: values.map((value, i) => {
        const { low, high } = spans[i] ?? { low: 0, high: 1 };
        const place = (value - low) / (high - low);
        return measures[i]?.better === 'higher' ? place : 1 - place;
      }),
    })),
  };
}
