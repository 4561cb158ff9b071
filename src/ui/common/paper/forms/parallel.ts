import { border, element, type Figure, fontSize, textElement } from '../figure.ts';
import type { Drawn, FigureForm } from '../form.ts';
import { broken, headOf, type LegendEntry, shortened } from '../head.ts';

export interface ParallelAxis {
  readonly name: string;
  /** What stands at its upper and lower end. */
  readonly top: string;
  readonly bottom: string;
  /** What stands between them, from 0 (below) to 1. */
  readonly between?: readonly { readonly place: number; readonly text: string }[];
}

export interface ParallelLine {
  /** In the legend, where it is strong; '' for none. */
  readonly name: string;
  /** On every axis from 0 (below) to 1; null: nowhere. */
  readonly places: readonly (number | null)[];
  readonly strong: boolean;
}

/** A line for each of several things over an axis for each of several quantities. */
export interface ParallelDrawing extends Drawn {
  readonly form: 'parallel';
  readonly axes: readonly ParallelAxis[];
  readonly lines: readonly ParallelLine[];
}

const dashes = ['', '7 3', '2 2', '9 3 2 3', '4 4', '12 3'] as const;
/** More names than these would be a list. */
const mostNamed = 8;
const lineHeight = 11;

export const parallelForm: FigureForm<ParallelDrawing> = {
  form: 'parallel',
  figure({ title, axes, lines }, width, colours): Figure {
    const strong = lines.filter((line) => line.strong);
    const lookOf = (i: number) => ({ color: `var(--task-${i % 8})`, dash: dashes[i % dashes.length] ?? '' });
    const named = strong.length <= mostNamed ? strong.filter(({ name }) => name !== '') : [];
    const legend = named.map(({ name }, i): LegendEntry => {
      const { color, dash } = lookOf(i);
      return { name, symbol: '', color, line: { dash, width: 2 } };
    });
    const head = headOf(title, legend, width, colours);
    const pitch = (width - 2 * border) / Math.max(1, axes.length);
    const x = (i: number): number => border + (i + 0.5) * pitch;
    const top = head.bottom + 14;
    const bottom = top + Math.min(220, width * 0.5);
    const y = (place: number): number => bottom - place * (bottom - top);
    const quiet = { 'text-anchor': 'middle', 'font-size': fontSize.small, fill: colours.quiet };
    const most = Math.max(1, ...axes.map(({ name }) => broken(name, pitch - 4, fontSize.small / fontSize.text).length));
    const parts = axes.flatMap(({ name, top: high, bottom: low }, i) => [
      element('path', { d: `M${x(i).toFixed(2)} ${top}V${bottom.toFixed(2)}`, stroke: colours.cardLine, 'stroke-width': 0.8 }),
      textElement(shortened(high, pitch - 3, 0.87), { x: x(i), y: top - 4, ...quiet }),
      textElement(shortened(low, pitch - 3, 0.87), { x: x(i), y: bottom + 10.5, ...quiet }),
      ...broken(name, pitch - 4, fontSize.small / fontSize.text).map((line, row) =>
        textElement(shortened(line, pitch - 2, 0.87), {
          x: x(i),
          y: bottom + 24 + row * lineHeight,
          ...quiet,
          fill: colours.text,
        }),
      ),
    ]);
    const path = ({ places }: ParallelLine): string =>
      places
        .flatMap((place, i) => (place === null || !Number.isFinite(place) ? [] : [`${x(i).toFixed(2)} ${y(place).toFixed(2)}`]))
        .join('L');
    const drawn = [...lines.filter((line) => !line.strong), ...strong].flatMap((line) => {
      const d = path(line);
      if (d === '') return [];
      const { color, dash } = lookOf(Math.max(0, strong.indexOf(line)));
      const look = line.strong
        ? { stroke: colours.resolved(color), 'stroke-width': 1.8, 'stroke-dasharray': dash || undefined }
        : { stroke: colours.quiet, 'stroke-width': 0.8, opacity: 0.45 };
      return [element('path', { d: `M${d}`, fill: 'none', 'stroke-linejoin': 'round', ...look })];
    });
    // Over the lines, which they would be lost among.
    const marks = axes.flatMap(({ between = [] }, i) =>
      between.map(({ place, text }) =>
        textElement(shortened(text, pitch - 8, 0.87), {
          x: x(i) + 4,
          y: y(place) + 3,
          'font-size': fontSize.small,
          fill: colours.text,
          stroke: colours.surface,
          'stroke-width': 2.5,
          'stroke-linejoin': 'round',
          'paint-order': 'stroke',
        }),
      ),
    );
    const height = Math.ceil(bottom + 24 + most * lineHeight);
    return { width, height, body: [head.body, ...parts, ...drawn, ...marks].join('\n'), smallest: fontSize.small };
  },
};
