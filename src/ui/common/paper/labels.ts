import { textWidth } from '../text-width.ts';
import type { FigureColours } from './colours.ts';
import { element, fontSize, textElement } from './figure.ts';
import { shortened } from './head.ts';

/** A point with a name, in the figure's units. */
export interface Labelled {
  readonly x: number;
  readonly y: number;
  /** Of its dot. */
  readonly size: number;
  readonly text: string;
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

const size = fontSize.small;
const height = size + 1.5;
/** How far above or below its point a name may stand; nearest first. */
const shifts = [0, -height, height, -2 * height, 2 * height, -3 * height, 3 * height, -4 * height, 4 * height];

function common(a: Box, b: Box): number {
  const width = Math.min(a.right, b.right) - Math.max(a.left, b.left);
  const tall = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  return Math.max(0, width) * Math.max(0, tall);
}

/** Names beside their points within `room`, each where it covers no other name and no point, as far as there is such a place; a line leads to one that stands apart. */
export function labelsAt(points: readonly Labelled[], room: Box, colours: FigureColours): string {
  const taken: Box[] = points.map(({ x, y, size: r }) => ({ left: x - r, right: x + r, top: y - r, bottom: y + r }));
  return points
    .map(({ x, y, size: r, text }) => {
      const name = shortened(text, (room.right - room.left) * 0.9, size / fontSize.text);
      const wide = (textWidth(name) * size) / fontSize.text;
      const places = shifts.flatMap((shift) =>
        [x + r + 3, x - r - 3 - wide].map((left): Box & { readonly shift: number } => {
          const middle = y + shift;
          return { left, right: left + wide, top: middle - height / 2, bottom: middle + height / 2, shift };
        }),
      );
      const within = places.filter(
        ({ left, right, top, bottom }) => left >= room.left && right <= room.right && top >= room.top && bottom <= room.bottom,
      );
      const covered = (place: Box): number => taken.reduce((sum, other) => sum + common(place, other), 0);
      const [first] = places;
      const best = within.reduce<(typeof places)[number] | undefined>(
        (now, place) => (now === undefined || covered(place) < covered(now) - 1e-9 ? place : now),
        undefined,
      );
      const place = best ?? first;
      if (!place) return '';
      taken.push(place);
      const at = { x: place.left, y: place.top + height / 2 + size * 0.34, 'font-size': size, fill: colours.text };
      const halo = { stroke: colours.surface, 'stroke-width': 2.5, 'stroke-linejoin': 'round', 'paint-order': 'stroke' };
      const end = place.left > x ? place.left - 1 : place.right + 1;
      const lead =
        place.shift === 0
          ? ''
          : element('path', {
              d: `M${x.toFixed(2)} ${y.toFixed(2)}L${end.toFixed(2)} ${(y + place.shift).toFixed(2)}`,
              stroke: colours.quiet,
              'stroke-width': 0.5,
            });
      return lead + textElement(name, { ...at, ...halo });
    })
    .filter((part) => part !== '')
    .join('\n');
}
