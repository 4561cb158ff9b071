import type { Importance } from '../../../core/runs/protocol.ts';
import type { Calibration } from '../../../core/tasks/answers/calibration.ts';
import type { Pair } from '../../../core/tasks/answers/judged-answers.ts';
import type { MatrixDrawing, MatrixLabel } from '../../common/paper/forms/matrix.ts';
import type { PlotDrawing } from '../../common/paper/forms/plot.ts';

/** How often answers of a probability are right; on the diagonal probabilities are what they say. */
export function calibrationDrawing(
  { bins }: Calibration,
  words: { readonly color: string; readonly x: string; readonly y: string },
): Omit<PlotDrawing, 'title'> {
  const most = Math.max(1, ...bins.map(({ count }) => count));
  return {
    form: 'plot',
    panels: [
      {
        title: '',
        square: true,
        x: { name: words.x, range: [0, 1] },
        y: { name: words.y, range: [0, 1] },
        guides: ['diagonal'],
        series: [
          {
            name: '',
            symbol: '●',
            color: words.color,
            look: 'both',
            points: bins.map(({ confidence, accuracy, count }) => ({
              x: confidence,
              y: accuracy,
              size: 2 + 4 * Math.sqrt(count / most),
            })),
          },
        ],
      },
    ],
  };
}

/** What is left between truth and prediction, by what is predicted. */
export const residualsDrawing = (
  pairs: readonly Pair[],
  words: { readonly color: string; readonly x: string; readonly y: string },
): Omit<PlotDrawing, 'title'> => ({
  form: 'plot',
  panels: [
    {
      title: '',
      x: { name: words.x },
      y: { name: words.y },
      guides: ['zero'],
      series: [
        {
          name: '',
          symbol: '●',
          color: words.color,
          look: 'dots',
          points: pairs.map(({ truth, predicted }) => ({ x: predicted, y: truth - predicted, size: 1.6, tone: 0.4 })),
        },
      ],
    },
  ],
});

/** What each task loses without each column, as bars: per task, the longest is what it needs most. */
export function importanceDrawing(
  { tasks, values }: Pick<Importance, 'tasks' | 'values'>,
  columns: readonly string[],
  shown: readonly (MatrixLabel & { readonly id: string; readonly say: (loss: number) => string })[],
): Omit<MatrixDrawing, 'title'> {
  const lossOf = (column: number, id: string): number => values[column * tasks.length + tasks.indexOf(id)] ?? Number.NaN;
  const mostOf = (id: string): number =>
    Math.max(1e-9, ...columns.map((_, column) => lossOf(column, id)).filter(Number.isFinite));
  return {
    form: 'matrix',
    bars: true,
    rows: columns.map((name) => ({ name, symbol: '', color: '' })),
    columns: shown,
    rowsName: '',
    columnsName: '',
    color: 'var(--task-0)',
    cells: columns.map((_, column) =>
      shown.map(({ id, say, color }) => {
        const value = lossOf(column, id);
        return { text: say(value), share: Number.isFinite(value) ? Math.max(0, value / mostOf(id)) : 0, color };
      }),
    ),
  };
}
