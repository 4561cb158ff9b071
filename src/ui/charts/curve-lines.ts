import { effective } from '../../core/runs/columns/effective.ts';
import { stepCosine } from '../../core/runs/columns/step-cosine.ts';
import { weight } from '../../core/runs/columns/weight.ts';
import { rowFrom } from '../../core/runs/kept-steps.ts';
import { type Recorded, seriesOf } from '../../core/runs/recorded.ts';
import type { Series } from '../../core/runs/series.ts';
import { type Curve, firstFrom, type Point, thin } from '../../core/runs/thin.ts';
import { ownValue } from '../../core/util/own-value.ts';
import type { CurveColumns } from './curve-columns.ts';

export interface CurveLine {
  /** A task, pair or node, or the run: the key in its column. */
  readonly subject: string;
  /** `nominal`: the weight that the visitor gave, beside the one that acted; `worse`: steps that made the task worse, as far as that was measured. */
  readonly role: 'raw' | 'smoothed' | 'validation' | 'nominal' | 'worse';
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
  /** By task: which metric the metric view shows, and what its values are multiplied by for the reader. */
  readonly metrics: ReadonlyMap<string, { readonly info: { readonly id: string }; readonly scale: number }>;
  readonly showRaw: boolean;
  readonly showValidation: boolean;
  readonly normalised: boolean;
  /** 0: the numbers as they are. */
  readonly smoothing: number;
  readonly range: readonly [from: number, to: number];
  /** The plot's width in pixels. */
  readonly width: number;
}

/** What the view of weights draws: those that acted, or where no method has a say the visitor's. */
export const weightIds: ReadonlySet<string> = new Set([effective.id, weight.id]);

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

function validationCurve({ recorded, quantity, metrics }: CurveRequest, columns: CurveColumns, task: string): Curve {
  const metric = metrics.get(task)?.info.id ?? '';
  const key = `validation of ${task}: ${quantity === 'loss' ? 'loss' : metric}`;
  return columns.validation(key, recorded, ({ tasks }) => {
    const evaluation = ownValue(tasks, task);
    return (quantity === 'loss' ? evaluation?.loss : evaluation?.metrics[metric]) ?? Number.NaN;
  });
}

const scaled = (points: readonly Point[], factor: number): readonly Point[] =>
  factor === 1 ? points : points.map(({ x, y }) => ({ x, y: y * factor }));

/** More marks than this along a line are none. */
const mostMarks = 40;

/** Where the step was against a task's own gradient, on the line of its weight. */
function worseSteps({ recorded, range: [from, to] }: CurveRequest, columns: CurveColumns, series: Series, task: string) {
  const cosines = seriesOf(recorded, stepCosine.id, task);
  if (!cosines) return [];
  const found = thin(columns.steps(`step of ${task}`, cosines, recorded.kept), { from, to, maxPoints: 2 * mostMarks });
  return found.filter(({ y }) => y < 0).map(({ x }): Point => ({ x, y: series.at(rowFrom(recorded.kept, x)) }));
}

const measured = (points: readonly Point[]): readonly Point[] => points.filter(({ y }) => Number.isFinite(y));

/** A number, or the gap of a step at which nothing was trained. */
const drawn = ({ x, y }: Point, untrained: (step: number) => boolean): boolean => Number.isFinite(y) || untrained(x);

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
    const weights = seriesOf(recorded, 'weight', subject);
    const untrained = (step: number): boolean => Number.isNaN(weights?.at(rowFrom(recorded.kept, step)) ?? Number.NaN);
    const relative = normalised && quantity === 'loss' ? 1 / firstFinite(series) : 1;
    const factor = quantity === 'metric' ? (request.metrics.get(subject)?.scale ?? 1) : relative;
    const draw = (role: CurveLine['role'], curve: Curve, most: number): void => {
      const points = thin(curve, { from, to, maxPoints: most });
      // A loss has a gap where its task was not trained; what is measured now and then, and a loss whose labels are in some batches only, has no
      // gaps, but points that belong together.
      const shown =
        role !== 'validation' && quantity === 'loss' ? points.filter((point) => drawn(point, untrained)) : measured(points);
      if (shown.length > 0) lines.push({ subject, role, points: scaled(shown, factor) });
    };
    if (series) {
      const key = `${quantity} of ${subject}`;
      if (showRaw || smoothing === 0) draw('raw', columns.steps(`raw ${key}`, series, recorded.kept), maxPoints);
      if (smoothing > 0) {
        const smoothed = columns.smooth(key, series, smoothing);
        draw('smoothed', columns.steps(`smoothed ${key}`, smoothed, recorded.kept), Math.min(maxPoints, smoothedPoints));
      }
    }
    if (series && weightIds.has(quantity)) {
      if (quantity === effective.id && weights)
        draw('nominal', columns.steps(`nominal of ${subject}`, weights, recorded.kept), maxPoints);
      const points = worseSteps(request, columns, series, subject);
      if (points.length > 0) lines.push({ subject, role: 'worse', points });
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
  // Where steps are left out, the one before tells.
  const index = rowFrom(recorded.kept, step + 1) - 1;
  const { validation } = recorded;
  const later = firstFrom((i) => validation.at(i)?.step ?? Number.POSITIVE_INFINITY, validation.length, step + 1);
  return {
    raw: seriesOf(recorded, quantity, subject)?.at(index) ?? Number.NaN,
    smoothed: smoothed?.at(index) ?? Number.NaN,
    validation: ownValue(validation.at(later - 1)?.tasks ?? {}, subject) ?? null,
  };
}

/** Measured now and then: how far back the tooltip looks for it, in rows. */
const lookBack = 200;

/** Whether the last step that was measured before this one made a task worse. */
export function madeWorse(recorded: Recorded, subject: string, step: number): boolean {
  const series = seriesOf(recorded, stepCosine.id, subject);
  const index = Math.min(rowFrom(recorded.kept, step + 1), series?.length ?? 0) - 1;
  for (let row = index; series && row >= 0 && row > index - lookBack; row--) {
    const cosine = series.at(row);
    if (Number.isFinite(cosine)) return cosine < 0;
  }
  return false;
}
