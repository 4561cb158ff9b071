import { at } from '../../../../core/util/assert-never.ts';
import { framed } from '../axes.ts';
import { border, element, type Figure, fontSize, textElement } from '../figure.ts';
import type { Drawn, FigureForm } from '../form.ts';
import { headOf, type LegendEntry } from '../head.ts';
import { symbolAt } from '../symbols.ts';

export interface LandscapeWalk {
  readonly method: string;
  readonly symbol: string;
  readonly color: string;
  readonly dash: string;
  /** Of every start, each place that was told, x, y one after the other. */
  readonly paths: readonly (readonly number[])[];
}

/** A surface by its lines of equal height, from low to high. */
export interface Ground {
  readonly name: string;
  readonly look: 'plain' | 'dashed';
  /** By height; x, y one after the other. */
  readonly contours: readonly (readonly (readonly number[])[])[];
}

/** Where methods go on the landscape of two losses. */
export interface LandscapeDrawing extends Drawn {
  readonly form: 'landscape';
  /** Both axes go from −reach to reach. */
  readonly reach: number;
  readonly grounds: readonly Ground[];
  readonly front: { readonly name: string; readonly line: readonly number[] };
  readonly walks: readonly LandscapeWalk[];
  readonly starts: readonly { readonly name: string; readonly x: number; readonly y: number }[];
}

/** Nearer to the last drawn place than this a place adds nothing, in units. */
const near = 0.4;

export const landscapeForm: FigureForm<LandscapeDrawing> = {
  form: 'landscape',
  figure({ title, reach, grounds, front, walks, starts }, width, colours): Figure {
    const looks = { plain: { color: colours.quiet, dash: '' }, dashed: { color: colours.apart, dash: '3 2' } } as const;
    const line = (name: string, color: string, dash: string, wide: number, symbol = ''): LegendEntry => ({
      name,
      symbol,
      color,
      line: { dash, width: wide },
    });
    const legend = [
      ...walks.map(({ method, symbol, color, dash }) => line(method, color, dash, 1.8, symbol)),
      ...grounds.map(({ name, look }) => line(name, looks[look].color, looks[look].dash, 0.8)),
      line(front.name, colours.text, '', 3),
    ];
    const head = headOf(title, legend, width, colours);
    const side = Math.min(width - 2 * border, 420);
    const span = { low: -reach, high: reach, log: false };
    const axis = { name: '', span };
    const left = (width - side) / 2;
    const frame = framed({ left, top: head.bottom + 2, width: side, heightOf: (wide) => wide }, { x: axis, y: axis }, colours);
    const x = (value: number): number => frame.x(value) ?? frame.left;
    const y = (value: number): number => frame.y(value) ?? frame.bottom;
    const pathOf = (points: readonly number[]): string => {
      const shown: string[] = [];
      let [lastX, lastY] = [Number.NaN, Number.NaN];
      for (let i = 0; i + 1 < points.length; i += 2) {
        const [px, py] = [x(at(points, i)), y(at(points, i + 1))];
        const last = i + 3 >= points.length;
        if (!last && Math.hypot(px - lastX, py - lastY) < near) continue;
        shown.push(`${px.toFixed(1)} ${py.toFixed(1)}`);
        [lastX, lastY] = [px, py];
      }
      return shown.length === 0 ? '' : `M${shown.join('L')}`;
    };
    const contours = grounds.flatMap(({ look, contours: heights }) =>
      heights.flatMap((lines, i) => {
        const d = lines.map(pathOf).join('');
        if (d === '') return [];
        const { color, dash } = looks[look];
        const opacity = 0.9 - (0.65 * i) / heights.length;
        return [
          element('path', {
            d,
            fill: 'none',
            stroke: color,
            'stroke-width': 0.6,
            'stroke-dasharray': dash || undefined,
            opacity,
          }),
        ];
      }),
    );
    const shore = element('path', {
      d: pathOf(front.line),
      fill: 'none',
      stroke: colours.text,
      'stroke-width': 3,
      'stroke-linecap': 'round',
      opacity: 0.55,
    });
    const paths = walks.flatMap(({ symbol, color, dash, paths: own }) =>
      own.flatMap((points) => {
        const d = pathOf(points);
        if (d === '') return [];
        const stroke = colours.resolved(color);
        const [endX, endY] = [x(at(points, points.length - 2)), y(at(points, points.length - 1))];
        return [
          element('path', {
            d,
            fill: 'none',
            stroke,
            'stroke-width': 1.6,
            'stroke-dasharray': dash || undefined,
            'stroke-linejoin': 'round',
          }),
          symbolAt(symbol, endX, endY, stroke, 3.6),
        ];
      }),
    );
    const begins = starts.flatMap((start) => [
      element('circle', {
        cx: x(start.x),
        cy: y(start.y),
        r: 6.5,
        fill: colours.surface,
        stroke: colours.text,
        'stroke-width': 0.8,
      }),
      textElement(start.name, {
        x: x(start.x),
        y: y(start.y) + 3.3,
        'text-anchor': 'middle',
        'font-size': fontSize.small,
        'font-weight': 600,
      }),
    ]);
    const body = [head.body, ...contours, frame.body, shore, ...paths, ...begins].join('\n');
    return { width, height: Math.ceil(frame.end + border), body, smallest: fontSize.small };
  },
};
