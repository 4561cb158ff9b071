import type { JudgedTask } from '../../../core/experiments/experiment.ts';
import type { Searched } from '../../../core/experiments/halving.ts';
import { compareWords } from '../../../core/experiments/words.ts';
import { ownValue } from '../../../core/util/own-value.ts';
import { useSay } from '../../common/use-say.ts';
import './trade-off.css';

const inner = { left: 6, right: 94, top: 6, bottom: 84 };

/** An axis: numbers by size (on a log scale where they span more than a power of ten), words in the order of their appearance. */
function placesOf(values: readonly (number | string | null)[]): readonly (number | null)[] {
  const numbers = values.filter((value) => typeof value === 'number');
  const [low, high] = [Math.min(...numbers), Math.max(...numbers)];
  const log = low > 0 && high > 10 * low;
  const level = (value: number): number => (log ? Math.log(value) : value);
  const words = [...new Set(values.filter((value) => typeof value === 'string'))];
  return values.map((value) => {
    if (value === null) return null;
    if (typeof value === 'string') return words.length < 2 ? 0.5 : words.indexOf(value) / (words.length - 1);
    return high === low ? 0.5 : (level(value) - level(low)) / (level(high) - level(low));
  });
}

/** A line per configuration over what was drawn and what came of it; the best is strong. */
export function DrawnLines(props: {
  readonly tasks: readonly JudgedTask[];
  readonly names: readonly string[];
  /** The best first. */
  readonly found: readonly Searched[];
}) {
  const { tasks, names, found } = props;
  const say = useSay();
  const axes = [
    ...names.map((name) => ({
      name,
      places: placesOf(found.map(({ contender }) => ownValue(contender.drawn ?? {}, name) ?? null)),
    })),
    ...tasks.map(({ id, name, metric }) => ({
      name: `${name || id} (${metric})`,
      places: placesOf(
        found.map(({ outcome }) => ownValue(ownValue(outcome?.figures?.validation ?? {}, id) ?? {}, metric) ?? null),
      ),
    })),
  ];
  if (axes.length < 2 || found.length < 2) return null;
  const x = (i: number): number => inner.left + (i / (axes.length - 1)) * (inner.right - inner.left);
  const y = (place: number): number => inner.bottom - place * (inner.bottom - inner.top);
  return (
    <div className="trade-off-plane" role="img" aria-label={say(compareWords.searchTitle)} data-testid="drawn-lines">
      <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
        {axes.map(({ name }, i) => (
          <path key={name} className="trade-off-axes" d={`M${x(i)} ${inner.top}V${inner.bottom}`} />
        ))}
        {found.map(({ id }, row) => {
          const points = axes.flatMap(({ places }, i) => {
            const place = places[row] ?? null;
            return place === null ? [] : [`${x(i)} ${y(place)}`];
          });
          return <path key={id} className="trade-off-line" data-front={row === 0} d={`M${points.join('L')}`} />;
        })}
      </svg>
      {axes.map(({ name }, i) => (
        <span
          key={name}
          className="trade-off-parallel-name"
          data-low={i % 2 === 1}
          style={{ left: `${x(i)}%`, maxWidth: `${180 / (axes.length - 1)}%` }}
        >
          {name}
        </span>
      ))}
    </div>
  );
}
