import { type Recorded, seriesOf } from '../../core/runs/recorded.ts';
import type { Series } from '../../core/runs/series.ts';
import { type Curve, firstFrom, type Point, thin } from '../../core/runs/thin.ts';
import type { CurveColumns } from './curve-columns.ts';

export interface CurveLine {
  readonly task: string;
  readonly role: 'raw' | 'smoothed' | 'validation';
  /** At most as many as the plot has pixels. */
  readonly points: readonly Point[];
}

export interface CurveRequest {
  readonly recorded: Recorded;
  /** The same object from redraw to redraw. */
  readonly columns: CurveColumns;
  /** Visible tasks, in the document's order. */
  readonly tasks: readonly string[];
  readonly quantity: 'loss' | 'metric';
  /** By task: which metric the metric view shows. */
  readonly headline: Readonly<Record<string, string>>;
  readonly showRaw: boolean;
  readonly showValidation: boolean;
  readonly normalised: boolean;
  /** 0: the losses as they are. */
  readonly smoothing: number;
  readonly range: readonly [from: number, to: number];
  /** The plot's width in pixels. */
  readonly width: number;
}

/** More points than this make a smoothed curve no smoother. */
const smoothedPoints = 240;

/** The first finite value: what the relative view divides by. */
function firstFinite(series: Series | undefined): number {
  if (!series) return 1;
  for (let i = 0; i < series.length; i++) {
    const value = series.at(i);
    if (Number.isFinite(value) && value !== 0) return value;
  }
  return 1;
}

function validationCurve({ recorded, columns, quantity, headline }: CurveRequest, task: string): Curve {
  const metric = headline[task] ?? '';
  const key = `validation of ${task}: ${quantity === 'loss' ? 'loss' : metric}`;
  return columns.validation(key, recorded, ({ tasks }) => {
    const evaluation = tasks[task];
    return (quantity === 'loss' ? evaluation?.loss : evaluation?.metrics[metric]) ?? Number.NaN;
  });
}

const scaled = (points: readonly Point[], divisor: number): readonly Point[] =>
  divisor === 1 ? points : points.map(({ x, y }) => ({ x, y: y / divisor }));

/** What the chart draws: per task the raw and the smoothed loss of every step and the validation points, thinned so that peaks stay. */
export function curveLines(request: CurveRequest): CurveLine[] {
  const { recorded, columns, tasks, quantity, showRaw, showValidation, normalised, smoothing, range, width } = request;
  const maxPoints = Math.max(8, Math.floor(width));
  const [from, to] = range;
  const lines: CurveLine[] = [];
  for (const task of tasks) {
    const loss = seriesOf(recorded, 'loss', task);
    const divisor = normalised && quantity === 'loss' ? firstFinite(loss) : 1;
    const draw = (role: CurveLine['role'], curve: Curve, most: number): void => {
      lines.push({ task, role, points: scaled(thin(curve, { from, to, maxPoints: most }), divisor) });
    };
    if (quantity === 'loss' && loss) {
      if (showRaw || smoothing === 0) draw('raw', columns.steps(`raw ${task}`, loss, recorded.firstStep), maxPoints);
      if (smoothing > 0) {
        const smoothed = columns.smooth(task, loss, smoothing);
        draw('smoothed', columns.steps(`smoothed ${task}`, smoothed, recorded.firstStep), Math.min(maxPoints, smoothedPoints));
      }
    }
    // A metric is only ever measured on the validation split.
    if (showValidation || quantity === 'metric') {
      const points = thin(validationCurve(request, task), { from, to, maxPoints }).filter(({ y }) => Number.isFinite(y));
      if (points.length > 0) lines.push({ task, role: 'validation', points: scaled(points, divisor) });
    }
  }
  return lines;
}

/** Every task's numbers at one step, for the tooltip. */
export function valuesAt(recorded: Recorded, task: string, step: number, smoothed: Series | undefined) {
  const index = step - recorded.firstStep;
  const { validation } = recorded;
  const later = firstFrom((i) => validation.at(i)?.step ?? Number.POSITIVE_INFINITY, validation.length, step + 1);
  return {
    raw: seriesOf(recorded, 'loss', task)?.at(index) ?? Number.NaN,
    smoothed: smoothed?.at(index) ?? Number.NaN,
    weight: seriesOf(recorded, 'weight', task)?.at(index) ?? Number.NaN,
    validation: validation.at(later - 1)?.tasks[task] ?? null,
  };
}
