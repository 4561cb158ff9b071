import { Extremes } from '../../core/runs/extremes.ts';
import { type KeptSteps, stepAt } from '../../core/runs/kept-steps.ts';
import type { Recorded, ValidationPoint } from '../../core/runs/recorded.ts';
import { type AppendList, Series } from '../../core/runs/series.ts';
import { extendSmoothed, type Smoothed } from '../../core/runs/smooth.ts';
import type { Curve } from '../../core/runs/thin.ts';

/** A column with the places of its extremes, as of its last version. */
interface Drawn {
  readonly series: Series;
  readonly extremes: Extremes;
}

/** Numbers read from the validation points, as of their last version. */
interface Read {
  readonly source: AppendList<ValidationPoint>;
  readonly series: Series;
}

/**
 * The columns that are drawn of one run, remembered from one redraw to the next: a redraw costs what is new since the last one and what
 * is visible, never the length of the run. Every curve has a key of its own.
 */
export class CurveColumns {
  private readonly drawn = new Map<string, Drawn>();
  private readonly smoothed = new Map<string, Smoothed>();
  private readonly read = new Map<string, Read>();

  /** A column over the steps of its rows. */
  steps(key: string, series: Series, kept: KeptSteps): Curve {
    return this.curve(key, series, (index) => stepAt(kept, index));
  }

  /** The smoothed version of a column; `weight` as `extendSmoothed` takes it. */
  smooth(key: string, series: Series, weight: number): Series {
    const smoothed = extendSmoothed(this.smoothed.get(key) ?? null, series, weight);
    this.smoothed.set(key, smoothed);
    return smoothed.values;
  }

  /** What `value` reads from every validation point (NaN: nothing), over the steps of the points. */
  validation(key: string, { validation }: Pick<Recorded, 'validation'>, value: (point: ValidationPoint) => number): Curve {
    const steps = this.fromPoints('steps of validation', validation, ({ step }) => step);
    return this.curve(key, this.fromPoints(key, validation, value), (index) => steps.at(index));
  }

  private curve(key: string, series: Series, xs: (index: number) => number): Curve {
    const known = this.drawn.get(key);
    const extremes = known?.extremes ?? new Extremes();
    if (series !== known?.series) extremes.update(series, known !== undefined && series.continues(known.series));
    this.drawn.set(key, { series, extremes });
    return { ys: series, xs, within: (begin, end) => extremes.within(begin, end) };
  }

  private fromPoints(key: string, source: AppendList<ValidationPoint>, value: (point: ValidationPoint) => number): Series {
    const known = this.read.get(key);
    const from = known && source.continues(known.source) ? known.series : Series.empty;
    const series = from.append(source.length - from.length, (i) => {
      const point = source.at(from.length + i);
      return point ? value(point) : Number.NaN;
    });
    this.read.set(key, { source, series });
    return series;
  }
}
