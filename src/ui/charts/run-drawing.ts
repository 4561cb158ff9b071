import { lastStep, type Recorded, seriesOf } from '../../core/runs/recorded.ts';
import type { Series } from '../../core/runs/series.ts';
import { CurveColumns } from './curve-columns.ts';
import { type CurveLine, type CurveRequest, curveLines, type Quantity } from './curve-lines.ts';

/** The part of a range that a run has steps in. */
function within(recorded: Recorded, [from, to]: readonly [number, number]): readonly [number, number] {
  return [Math.max(from, recorded.firstStep), Math.min(to, lastStep(recorded))];
}

const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);

/** Equal for the eyes of `curveLines`: lists by what they hold, everything else by identity. */
function sameRequest(a: CurveRequest, b: CurveRequest): boolean {
  const same = (one: unknown, other: unknown): boolean =>
    isList(one) && isList(other)
      ? one.length === other.length && one.every((item, i) => item === other[i])
      : Object.is(one, other);
  return Object.entries(a).every(([name, value]) => same(value, Reflect.get(b, name)));
}

/**
 * One run's lines, from redraw to redraw. A run that did not change gives the very same lines as long as it is looked at alike, however
 * others grow beside it: whoever draws them sees that there is nothing to do.
 */
export class RunDrawing {
  private readonly columns = new CurveColumns();
  /** By panel. */
  private readonly last = new Map<string, { readonly request: CurveRequest; readonly lines: readonly CurveLine[] }>();

  /** `panel`: which of several plots they are for. */
  lines(wanted: CurveRequest, panel = ''): readonly CurveLine[] {
    const request = { ...wanted, range: within(wanted.recorded, wanted.range) };
    const last = this.last.get(panel);
    if (last && sameRequest(last.request, request)) return last.lines;
    const lines = curveLines(request, this.columns);
    this.last.set(panel, { request, lines });
    return lines;
  }

  /** The smoothed column of a subject; undefined where there is none. */
  smoothed(recorded: Recorded, quantity: Quantity, subject: string, smoothing: number): Series | undefined {
    const series = smoothing === 0 ? undefined : seriesOf(recorded, quantity, subject);
    return series && this.columns.smooth(`${quantity} of ${subject}`, series, smoothing);
  }
}
