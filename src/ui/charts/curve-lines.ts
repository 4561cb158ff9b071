import { type Recorded, seriesOf } from '../../core/runs/recorded.ts';
import type { Series } from '../../core/runs/series.ts';
import { type Curve, firstFrom, type Point, thin } from '../../core/runs/thin.ts';
import type { CurveColumns } from './curve-columns.ts';

export interface CurveLine {
  /** A task, pair or node, or the run: the key in its column. */
  readonly subject: string;
  readonly role: 'raw' | 'smoothed' | 'validation';
  /** At most as many as the plot has pixels. */
  readonly points: readonly Point[];
}

/** What the curves show: the losses with validation, the first metric of every task, or another column by its id. */
export type Quantity = string;

export interface CurveRequest {
  readonly recorded: Recorded;
  /** Keys of what is visible, in the document's order. */
  readonly subjects: readonly string[];
  readonly quantity: Quantity;
  /** By task: which metric the metric view shows. */
  readonly headline: Readonly<Record<string, string>>;
  readonly showRaw: boolean;
  readonly showValidation: boolean;
  readonly normalised: boolean;
  /** 0: the numbers as they are. */
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

function validationCurve({ recorded, quantity, headline }: CurveRequest, columns: CurveColumns, task: string): Curve {
  const metric = headline[task] ?? '';
  const key = `validation of ${task}: ${quantity === 'loss' ? 'loss' : metric}`;
  return columns.validation(key, recorded, ({ tasks }) => {
    const evaluation = tasks[task];
    return (quantity === 'loss' ? evaluation?.loss : evaluation?.metrics[metric]) ?? Number.NaN;
  });
}

const scaled = (points: readonly Point[], divisor: number): readonly Point[] =>
  divisor === 1 ? points : points.map(({ x, y }) => ({ x, y: y / divisor }));

const measured = (points: readonly Point[]): readonly Point[] => points.filter(({ y }) => Number.isFinite(y));

/**
 * The lines of one run: per subject the raw and the smoothed number of every step and the validation points, thinned so that peaks stay.
 * `columns` is the run's own, the same object from redraw to redraw.
 */
export function curveLines(request: CurveRequest, columns: CurveColumns): CurveLine[] {
  const { recorded, subjects, quantity, showRaw, showValidation, normalised, smoothing, range, width } = request;
  const maxPoints = Math.max(8, Math.floor(width));
  const [from, to] = range;
  const lines: CurveLine[] = [];
  for (const subject of subjects) {
    const series = seriesOf(recorded, quantity, subject);
    const divisor = normalised && quantity === 'loss' ? firstFinite(series) : 1;
    const draw = (role: CurveLine['role'], curve: Curve, most: number): void => {
      const points = thin(curve, { from, to, maxPoints: most });
      // A loss has a gap where its task was not trained; what is measured now and then has no gaps, but points that belong together.
      const shown = role !== 'validation' && quantity === 'loss' ? points : measured(points);
      if (shown.length > 0) lines.push({ subject, role, points: scaled(shown, divisor) });
    };
    if (series) {
      const key = `${quantity} of ${subject}`;
      if (showRaw || smoothing === 0) draw('raw', columns.steps(`raw ${key}`, series, recorded.firstStep), maxPoints);
      if (smoothing > 0) {
        const smoothed = columns.smooth(key, series, smoothing);
        draw('smoothed', columns.steps(`smoothed ${key}`, smoothed, recorded.firstStep), Math.min(maxPoints, smoothedPoints));
      }
    }
    // A metric is only ever measured on the validation split.
    if (quantity === 'metric' || (quantity === 'loss' && showValidation)) {
      draw('validation', validationCurve(request, columns, subject), maxPoints);
    }
  }
  return lines;
}

/** A subject's numbers at one step, for the tooltip. */
export function valuesAt(recorded: Recorded, quantity: Quantity, subject: string, step: number, smoothed: Series | undefined) {
  const index = step - recorded.firstStep;
  const { validation } = recorded;
  const later = firstFrom((i) => validation.at(i)?.step ?? Number.POSITIVE_INFINITY, validation.length, step + 1);
  return {
    raw: seriesOf(recorded, quantity, subject)?.at(index) ?? Number.NaN,
    smoothed: smoothed?.at(index) ?? Number.NaN,
    validation: validation.at(later - 1)?.tasks[subject] ?? null,
  };
}
