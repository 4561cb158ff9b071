import type { SampleView } from '../../core/data/types.ts';

/** A handwritten three on 8 × 10 pixels. */
const digit = [
  '..####..',
  '.#....#.',
  '......#.',
  '.....#..',
  '...##...',
  '.....#.#',
  '......#.',
  '.....##.',
  '.#...##.',
  '..###...',
];

const digitPath = digit
  .flatMap((row, y) => [...row].map((cell, x) => (cell === '#' ? `M${12 + 4 * x} ${8 + 4 * y}h4v4h-4z` : '')))
  .join('');

/** Points in the plane on both sides of two lines that meet at an angle, in degrees, as in the data set of points. */
function Points({ angle }: { readonly angle: number }) {
  const [c, s] = [Math.cos((angle * Math.PI) / 180), Math.sin((angle * Math.PI) / 180)];
  return Array.from({ length: 60 }, (_, i) => {
    // A sunflower's seeds lie evenly.
    const [r, turn] = [24 * Math.sqrt((i + 0.5) / 60), i * 2.4];
    const [x, y] = [r * Math.cos(turn), r * Math.sin(turn)];
    return (
      <g key={turn}>
        <circle cx={28 + x} cy={28 - y} r="1.6" className={x > 0 ? 'data-a' : 'data-cell'} />
        {c * x + s * y > 0 ? <circle cx={28 + x} cy={28 - y} r="2.4" className="data-ring" /> : null}
      </g>
    );
  });
}

const lines = [44, 36, 46, 28, 40];
const wave = Array.from({ length: 24 }, (_, i) => 3 + 17 * Math.abs(Math.sin(i * 0.9) * Math.sin(i * 0.27)));
const cells = [0, 1, 2, 3].flatMap((row) => [0, 1, 2].map((column) => ({ row, column })));

/** What a sample of an example looks like, in small. It says nothing that the words beside it do not. */
export function DataPicture(props: { readonly view: SampleView; readonly dataset: string; readonly angle: number }) {
  const { view, dataset, angle } = props;
  return (
    <svg viewBox="0 0 56 56" className="gallery-data" data-view={view} aria-hidden="true">
      {view === 'points' ? <Points angle={angle} /> : null}
      {view === 'image' && dataset === 'scenes' ? (
        <>
          <circle cx="20" cy="22" r="11" className="data-a" />
          <path d="M30 46l9-18 10 18z" className="data-b" />
        </>
      ) : null}
      {view === 'image' && dataset !== 'scenes' ? <path d={digitPath} className="data-ink" /> : null}
      {view === 'text'
        ? lines.map((width, i) => <path key={width} d={`M6 ${10 + 9 * i}h${width}v4h-${width}z`} className="data-ink" />)
        : null}
      {view === 'audio'
        ? wave.map((height, i) => <path key={height} d={`M${5 + 2 * i} ${28 - height}v${2 * height}`} className="data-wave" />)
        : null}
      {view === 'table'
        ? cells.map(({ row, column }) => (
            <path
              key={`${row} ${column}`}
              d={`M${6 + 15 * column} ${8 + 11 * row}h13v8h-13z`}
              className={row === 0 ? 'data-ink' : column === 2 ? 'data-a' : 'data-cell'}
            />
          ))
        : null}
    </svg>
  );
}
