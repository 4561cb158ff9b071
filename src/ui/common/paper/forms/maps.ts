import { at } from '../../../../core/util/assert-never.ts';
import { border, element, type Figure, fontSize, textElement } from '../figure.ts';
import type { Drawn, FigureForm } from '../form.ts';
import { headOf, shortened } from '../head.ts';
import { symbolsAt, symbolsWidth } from '../symbols.ts';

export interface TaskMap {
  readonly name: string;
  readonly symbol: string;
  readonly color: string;
  /** [cells, cells], 0 … 1, rows from above; null before there is one. */
  readonly field: ArrayLike<number> | null;
  readonly cells: number;
  /** Places from 0 (left, above) to 1; how much of the task's colour each has. */
  readonly points: readonly { readonly x: number; readonly y: number; readonly share: number }[];
}

/** What every task answers at each place of the plane, with the samples' labels over it. */
export interface MapsDrawing extends Drawn {
  readonly form: 'maps';
  readonly maps: readonly TaskMap[];
}

const gap = 10;
/** So many shades are told apart; equal ones beside one another are one element. */
const shades = 12;
const fullest = 0.75;

function fieldAt({ field, cells }: TaskMap, left: number, top: number, side: number, fill: string): string {
  if (!field) return '';
  const each = side / cells;
  const shadeAt = (row: number, column: number): number => {
    const value = at(field, row * cells + column);
    return Number.isFinite(value) ? Math.round(shades * Math.min(1, Math.max(0, value))) : 0;
  };
  const parts: string[] = [];
  for (let row = 0; row < cells; row++) {
    for (let from = 0; from < cells; ) {
      const shade = shadeAt(row, from);
      let to = from + 1;
      while (to < cells && shadeAt(row, to) === shade) to++;
      if (shade > 0) {
        const place = { x: left + from * each, y: top + row * each, width: (to - from) * each, height: each };
        parts.push(element('rect', { ...place, fill, 'fill-opacity': (fullest * shade) / shades }));
      }
      from = to;
    }
  }
  // Between neighbours no line of the ground is to be seen.
  return element('g', { 'shape-rendering': 'crispEdges' }, parts.join('') || ' ');
}

export const mapsForm: FigureForm<MapsDrawing> = {
  form: 'maps',
  figure({ title, maps }, width, colours): Figure {
    const head = headOf(title, [], width, colours);
    const room = width - 2 * border;
    const columns = Math.max(1, Math.min(maps.length, Math.floor((room + gap) / (128 + gap))));
    const side = Math.min(220, (room - (columns - 1) * gap) / columns);
    const parts = [head.body];
    let top = head.bottom;
    for (let first = 0; first < maps.length; first += columns) {
      maps.slice(first, first + columns).forEach((map, i) => {
        const left = border + i * (side + gap);
        const fill = colours.resolved(map.color);
        const marks = symbolsWidth(map.symbol);
        parts.push(symbolsAt(map.symbol, left, top + 8, fill));
        parts.push(textElement(shortened(map.name, side - marks), { x: left + marks, y: top + 12 }));
        parts.push(fieldAt(map, left, top + 17, side, fill));
        for (const { x, y, share } of map.points) {
          // Half and more is filled, the rest hollow: no label is a colour alone.
          const [inside, around] = share >= 0.5 ? [fill, colours.surface] : [colours.surface, fill];
          const place = { cx: left + x * side, cy: top + 17 + y * side };
          parts.push(element('circle', { ...place, r: 2, fill: inside, stroke: around, 'stroke-width': 0.7 }));
        }
        const frame = { x: left, y: top + 17, width: side, height: side };
        parts.push(element('rect', { ...frame, fill: 'none', stroke: colours.line, 'stroke-width': 0.8 }));
      });
      top += 17 + side + gap;
    }
    return { width, height: Math.ceil(top), body: parts.filter((part) => part !== '').join('\n'), smallest: fontSize.text };
  },
};
