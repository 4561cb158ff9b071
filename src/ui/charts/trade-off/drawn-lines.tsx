import type { JudgedTask } from '../../../core/experiments/experiment.ts';
import type { Searched } from '../../../core/experiments/halving.ts';
import { compareWords } from '../../../core/experiments/words.ts';
import { TakePicture } from '../../common/paper/take-picture.tsx';
import { useWords } from '../compare/use-compare.ts';
import { drawnAxes, drawnLinesDrawing } from './drawn-axes.ts';
import './trade-off.css';

const inner = { left: 6, right: 94, top: 6, bottom: 84 };

/** A line per configuration over what was drawn and what came of it; the best is strong. */
export function DrawnLines(props: {
  readonly tasks: readonly JudgedTask[];
  readonly names: readonly string[];
  /** The best first. */
  readonly found: readonly Searched[];
}) {
  const { tasks, names, found } = props;
  const { say, nameOf } = useWords();
  const axes = drawnAxes(tasks, names, found);
  if (axes.length < 2 || found.length < 2) return null;
  const x = (i: number): number => inner.left + (i / (axes.length - 1)) * (inner.right - inner.left);
  const y = (place: number): number => inner.bottom - place * (inner.bottom - inner.top);
  return (
    <>
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
      <TakePicture
        title={say(compareWords.searchTitle)}
        draw={() =>
          drawnLinesDrawing(
            axes,
            found.map(({ contender }) => nameOf(contender)),
          )
        }
      />
    </>
  );
}
