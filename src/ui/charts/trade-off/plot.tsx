import { paretoFront } from '../../../core/experiments/kept-runs.ts';
import { compareWords } from '../../../core/experiments/words.ts';
import { formatNumber } from '../../../core/util/number-text.ts';
import { useSay } from '../../common/use-say.ts';
import { type Candidate, type Measure, type Span, spanOf } from './measure.ts';

/** In percent of the picture: room for the axes' words. */
const inner = { left: 13, right: 97, top: 5, bottom: 86 };

/** The place of a value, in percent; better is right and up. */
const along = ({ low, high }: Span, value: number, [from, to]: readonly [number, number]): number =>
  from + ((value - low) / (high - low)) * (to - from);

export interface PlotProps {
  readonly candidates: readonly Candidate[];
  /** Two or more. */
  readonly measures: readonly Measure[];
  readonly nameOf: (measure: Measure) => string;
  readonly onOpen: (id: string) => void;
}

/** Says of a point what a look at it does. */
function useWords({ measures, nameOf }: Pick<PlotProps, 'measures' | 'nameOf'>) {
  const say = useSay();
  return ({ name, values }: Candidate, onFront: boolean): string =>
    `${name}: ${measures.map((measure, i) => `${nameOf(measure)} ${formatNumber(values[i] ?? Number.NaN)}`).join(', ')}${
      onFront ? `, ${say(compareWords.onFront)}` : ''
    }`;
}

/** Dots in the plane of two measures, with the steps of the Pareto front between them. */
function Plane({ candidates, measures, nameOf, onOpen }: PlotProps) {
  const words = useWords({ measures, nameOf });
  const front = paretoFront(
    candidates,
    measures.map(({ better }) => better),
  );
  const axes = measures.map((_, i) => spanOf(candidates.map(({ values }) => values[i] ?? 0)));
  const [across, up] = axes;
  if (!across || !up) return null;
  const place = ({ values }: Candidate) => ({
    x: along(across, values[0] ?? 0, [inner.left, inner.right]),
    y: along(up, values[1] ?? 0, [inner.bottom, inner.top]),
  });
  const steps = candidates
    .filter(({ id }) => front.has(id))
    .map(place)
    .toSorted((a, b) => a.x - b.x);
  return (
    <div className="trade-off-plane" data-testid="trade-off-plane">
      <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
        <path className="trade-off-axes" d={`M${inner.left} ${inner.top}V${inner.bottom}H${inner.right}`} />
        <path className="trade-off-front" d={steps.map(({ x, y }, i) => `${i === 0 ? 'M' : 'L'}${x} ${y}`).join('')} />
      </svg>
      {candidates.map((candidate) => {
        const { x, y } = place(candidate);
        const said = words(candidate, front.has(candidate.id));
        return (
          <button
            key={candidate.id}
            type="button"
            className="trade-off-dot"
            data-front={front.has(candidate.id)}
            style={{ left: `${x}%`, top: `${y}%` }}
            aria-label={said}
            title={said}
            onClick={() => onOpen(candidate.id)}
          />
        );
      })}
      {measures.map((measure, i) => (
        <span key={measure.id} className="trade-off-axis" data-axis={i === 0 ? 'x' : 'y'}>
          {formatNumber(axes[i]?.low ?? 0)} … {nameOf(measure)} {measure.better === 'higher' ? '↑' : '↓'} …{' '}
          {formatNumber(axes[i]?.high ?? 0)}
        </span>
      ))}
    </div>
  );
}

/** A line for every candidate over an axis for each measure; up is better. */
function Parallel({ candidates, measures, nameOf, onOpen }: PlotProps) {
  const words = useWords({ measures, nameOf });
  const front = paretoFront(
    candidates,
    measures.map(({ better }) => better),
  );
  const axes = measures.map((_, i) => spanOf(candidates.map(({ values }) => values[i] ?? 0)));
  const x = (i: number): number => inner.left + (i / (measures.length - 1)) * (inner.right - inner.left);
  const y = (value: number, i: number): number => {
    const axis = axes[i] ?? { low: 0, high: 1 };
    const up = measures[i]?.better === 'higher';
    return along(axis, value, up ? [inner.bottom, inner.top] : [inner.top, inner.bottom]);
  };
  return (
    <div className="trade-off-plane" data-testid="trade-off-parallel">
      <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
        {measures.map(({ id }, i) => (
          <path key={id} className="trade-off-axes" d={`M${x(i)} ${inner.top}V${inner.bottom}`} />
        ))}
        {candidates.map(({ id, values }) => (
          <path
            key={id}
            className="trade-off-line"
            data-front={front.has(id)}
            d={values.map((value, i) => `${i === 0 ? 'M' : 'L'}${x(i)} ${y(value, i)}`).join('')}
          />
        ))}
      </svg>
      {candidates.map((candidate) => {
        const last = candidate.values.length - 1;
        const said = words(candidate, front.has(candidate.id));
        return (
          <button
            key={candidate.id}
            type="button"
            className="trade-off-dot"
            data-front={front.has(candidate.id)}
            style={{ left: `${x(last)}%`, top: `${y(candidate.values[last] ?? 0, last)}%` }}
            aria-label={said}
            title={said}
            onClick={() => onOpen(candidate.id)}
          />
        );
      })}
      {measures.map((measure, i) => (
        <span key={measure.id} className="trade-off-parallel-name" style={{ left: `${x(i)}%` }}>
          {nameOf(measure)}
        </span>
      ))}
    </div>
  );
}

/** Two measures as a plane, more as parallel axes; what is dominated is faint. */
export function TradeOffPlot(props: PlotProps) {
  return props.measures.length === 2 ? <Plane {...props} /> : <Parallel {...props} />;
}
