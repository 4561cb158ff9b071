import { memo, useMemo } from 'react';
import { contoursOf, type Surface } from '../../core/landscape/contours.ts';
import { front } from '../../core/landscape/front.ts';
import type { ToyScale } from '../../core/landscape/toy.ts';
import { at } from '../../core/util/assert-never.ts';
import { inPicture } from './place.ts';

/** Lines of each surface. */
const count = 14;

function pathOf(line: readonly number[]): string {
  const points: string[] = [];
  for (let i = 0; i < line.length; i += 2) {
    const [x, y] = inPicture(at(line, i), at(line, i + 1));
    points.push(`${x.toFixed(1)} ${y.toFixed(1)}`);
  }
  return `M${points.join('L')}`;
}

const frontPath = pathOf(front.flatMap(({ x, y }) => [x, y]));

/** Contour lines, the fainter the higher, and the front. */
export const ContourLines = memo(function ContourLines(props: {
  readonly surfaces: readonly Surface[];
  readonly scale: ToyScale;
}) {
  const { surfaces, scale } = props;
  const contours = useMemo(
    () => surfaces.map((surface) => ({ surface, contours: contoursOf(surface, scale, count) })),
    [surfaces, scale],
  );
  return (
    <>
      {contours.map(({ surface, contours: own }) =>
        own.map(({ level, lines }, i) => (
          <path
            key={`${surface} ${level}`}
            className="landscape-contour"
            data-surface={surface}
            d={lines.map(pathOf).join('')}
            opacity={1 - (0.7 * i) / count}
          />
        )),
      )}
      <path className="landscape-front" d={frontPath} />
    </>
  );
});
