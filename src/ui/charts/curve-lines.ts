import type { RunHistory } from '../../core/runs/history.ts';
import type { Series } from '../../core/runs/series.ts';
import { type Point, thin } from '../../core/runs/thin.ts';

export interface CurveLine {
  readonly task: string;
  readonly role: 'raw' | 'smoothed' | 'validation';
  /** At most as many as the plot has pixels. */
  readonly points: readonly Point[];
}

export interface CurveRequest {
  readonly history: RunHistory;
  /** Visible tasks, in the document's order. */
  readonly tasks: readonly string[];
  readonly quantity: 'loss' | 'metric';
  /** By task: which metric the metric view shows. */
  readonly headline: Readonly<Record<string, string>>;
  readonly showRaw: boolean;
  readonly showValidation: boolean;
  readonly normalised: boolean;
  /** Smoothed losses by task; the same length as the raw ones. */
  readonly smoothed: Readonly<Record<string, Series>>;
  readonly range: readonly [from: number, to: number];
  /** The plot's width in pixels. */
  readonly width: number;
}

/** The first finite value: what the relative view divides by. */
function firstFinite(series: Series | undefined): number {
  if (!series) return 1;
  for (let i = 0; i < series.length; i++) {
    const value = series.at(i);
    if (Number.isFinite(value) && value !== 0) return value;
  }
  return 1;
}

function validationPoints(request: CurveRequest, task: string): Point[] {
  const { history, quantity, headline, range } = request;
  const points: Point[] = [];
  for (const point of history.validation.toArray()) {
    if (point.step < range[0] || point.step > range[1]) continue;
    const evaluation = point.tasks[task];
    const y = quantity === 'loss' ? evaluation?.loss : evaluation?.metrics[headline[task] ?? ''];
    if (y !== null && y !== undefined && Number.isFinite(y)) points.push({ x: point.step, y });
  }
  return points;
}

const scaled = (points: readonly Point[], divisor: number): readonly Point[] =>
  divisor === 1 ? points : points.map(({ x, y }) => ({ x, y: y / divisor }));

/** What the chart draws: per task the raw and the smoothed loss of every step, thinned so that peaks stay, and the validation points. */
export function curveLines(request: CurveRequest): CurveLine[] {
  const { history, tasks, quantity, showRaw, showValidation, normalised, smoothed, range, width } = request;
  const maxPoints = Math.max(8, Math.floor(width));
  const lines: CurveLine[] = [];
  for (const task of tasks) {
    const loss = history.tasks[task]?.loss;
    const divisor = normalised && quantity === 'loss' ? firstFinite(loss) : 1;
    const draw = (role: CurveLine['role'], series: Series): void => {
      const points = thin(
        { firstX: history.firstStep, values: series.view() },
        { from: range[0], to: range[1], maxPoints: role === 'smoothed' ? Math.min(maxPoints, 240) : maxPoints },
      );
      lines.push({ task, role, points: scaled(points, divisor) });
    };
    if (quantity === 'loss' && loss) {
      const smooth = smoothed[task];
      if (showRaw || !smooth) draw('raw', loss);
      if (smooth) draw('smoothed', smooth);
    }
    // A metric is only ever measured on the validation split.
    if (showValidation || quantity === 'metric') {
      const points = validationPoints(request, task).slice(-maxPoints);
      if (points.length > 0) lines.push({ task, role: 'validation', points: scaled(points, divisor) });
    }
  }
  return lines;
}

/** Every task's numbers at one step, for the tooltip. */
export function valuesAt(history: RunHistory, task: string, step: number, smoothed: Series | undefined) {
  const index = step - history.firstStep;
  const curve = history.tasks[task];
  const validation = history.validation.toArray().findLast((point) => point.step <= step);
  return {
    raw: curve?.loss.at(index) ?? Number.NaN,
    smoothed: smoothed?.at(index) ?? Number.NaN,
    weight: curve?.weight.at(index) ?? Number.NaN,
    validation: validation?.tasks[task] ?? null,
  };
}
