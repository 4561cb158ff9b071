import { pairsOf } from '../../core/balancing/diagnosis/similarity.ts';
import type { ConflictReport } from '../../core/runs/conflict.ts';
import { similaritiesIn } from '../../core/runs/conflict-window.ts';
import { at } from '../../core/util/assert-never.ts';
import { formatNumber } from '../../core/util/number-text.ts';
import type { MatrixDrawing } from '../common/paper/forms/matrix.ts';
import type { PlotDrawing, PlotSeries } from '../common/paper/forms/plot.ts';
import { type TaskIdentity, taskIdentity } from '../common/task-identity.ts';
import { type Shade, signOf } from './sample-colours.ts';
import type { NamedTask } from './use-shared.ts';

/** A task as a figure speaks of it. */
export type ShownTask = NamedTask & TaskIdentity;

const together = 'var(--together)';

/** A matrix over pairs of tasks; on its diagonal a symmetric one says nothing. */
export function pairsDrawing(
  tasks: readonly ShownTask[],
  cell: (row: number, column: number) => { readonly value: number; readonly share: number; readonly below?: number },
  say: (value: number) => string,
  look: { readonly diagonal: boolean; readonly notes?: readonly string[] },
): Omit<MatrixDrawing, 'title'> {
  return {
    form: 'matrix',
    rows: tasks,
    columns: tasks,
    rowsName: '',
    columnsName: '',
    color: together,
    notes: look.notes ?? [],
    cells: tasks.map((_, row) =>
      tasks.map((__, column) => {
        if (row === column && !look.diagonal) return null;
        const { value, share, below } = cell(row, column);
        return { text: say(value), share, ...(below === undefined ? {} : { below: say(below) }) };
      }),
    ),
  };
}

/** How every pair of tasks agreed over the last looks: a panel for directions, one for lengths. */
export function pairLinesDrawing(
  reports: readonly ConflictReport[],
  node: string | null,
  tasks: readonly ShownTask[],
  words: {
    readonly cosine: string;
    readonly magnitude: string;
    readonly step: string;
    readonly pair: (first: string, second: string) => string;
  },
): Omit<PlotDrawing, 'title'> {
  const found = reports.map((report) => ({ step: report.step, ...similaritiesIn(report, node) }));
  const seriesOf = (of: 'cosines' | 'magnitudes'): readonly PlotSeries[] =>
    pairsOf(tasks.length).map(([i, j], index) => {
      const [first, second] = [at(tasks, i), at(tasks, j)];
      return {
        name: words.pair(first.name, second.name),
        symbol: `${first.symbol}${second.symbol}`,
        color: first.color,
        dash: taskIdentity(index).dash,
        look: 'line',
        points: found.map((one) => ({ x: one.step, y: at(one[of], i * tasks.length + j) })),
      };
    });
  return {
    form: 'plot',
    panels: [
      {
        title: '',
        x: { name: words.step },
        y: { name: words.cosine, range: [-1, 1] },
        series: seriesOf('cosines'),
        guides: ['zero'],
      },
      { title: '', x: { name: words.step }, y: { name: words.magnitude, range: [0, 1] }, series: seriesOf('magnitudes') },
    ],
  };
}

/** How often tasks pull apart on each layer. */
export const layersDrawing = (
  layers: readonly { readonly name: string; readonly negative: number }[],
  words: { readonly share: string; readonly percent: (share: number) => string },
): Omit<MatrixDrawing, 'title'> => ({
  form: 'matrix',
  bars: true,
  rows: layers.map(({ name }) => ({ name, symbol: '', color: together })),
  columns: [{ name: words.share, symbol: '', color: together }],
  rowsName: '',
  columnsName: '',
  color: 'var(--apart)',
  cells: layers.map(({ negative }) => [{ text: words.percent(negative), share: negative }]),
});

/** Samples in a layer's principal plane by their labels for one task. */
export function samplesDrawing(
  points: Float32Array,
  shades: readonly (Shade | null)[],
  nameOf: (shade: Extract<Shade, { kind: 'class' }>) => string,
  words: { readonly low: string; readonly high: string },
): Omit<PlotDrawing, 'title'> {
  const placeOf = (i: number) => ({ x: at(points, 2 * i), y: at(points, 2 * i + 1) });
  const classes = new Map<number, PlotSeries & { readonly points: { readonly x: number; readonly y: number }[] }>();
  const numbers: { readonly x: number; readonly y: number; readonly tone: number; readonly size: number }[] = [];
  const values: number[] = [];
  shades.forEach((shade, i) => {
    if (shade?.kind === 'scale') {
      numbers.push({ ...placeOf(i), tone: shade.place, size: 1.6 + 1.6 * shade.place });
      values.push(shade.value);
    } else if (shade) {
      const name = nameOf(shade);
      const { sign, color } = signOf(shade.index, name);
      const known = classes.get(shade.index) ?? { name, symbol: sign, color, look: 'dots', points: [] };
      known.points.push(placeOf(i));
      classes.set(shade.index, known);
    }
  });
  const ordered = [...classes].toSorted(([a], [b]) => a - b).map(([, series]) => series);
  const scale: PlotSeries = { name: '', symbol: '', color: 'var(--task-4)', look: 'dots', points: numbers };
  const ends =
    values.length > 0
      ? [`${words.low} ${formatNumber(Math.min(...values))}`, `${words.high} ${formatNumber(Math.max(...values))}`]
      : [];
  return {
    form: 'plot',
    notes: ends,
    panels: [
      {
        title: '',
        square: true,
        x: { name: '', bare: true, range: spanOf(points, 0) },
        y: { name: '', bare: true, range: spanOf(points, 1) },
        series: numbers.length > 0 ? [scale] : ordered,
      },
    ],
  };
}

/** One scale for both axes, as wide as the wider of them: distances are what the picture shows. */
function spanOf(points: Float32Array, axis: 0 | 1): readonly [number, number] {
  const own = (one: number): readonly [number, number] => {
    const all = Array.from({ length: points.length / 2 }, (_, i) => at(points, 2 * i + one)).filter(Number.isFinite);
    return all.length === 0 ? [0, 1] : [Math.min(...all), Math.max(...all)];
  };
  const half = 0.53 * Math.max(...[own(0), own(1)].map(([low, high]) => high - low), 1e-12);
  const [low, high] = own(axis);
  return [(low + high) / 2 - half, (low + high) / 2 + half];
}
