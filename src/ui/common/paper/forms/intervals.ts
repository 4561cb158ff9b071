import { textWidth } from '../../text-width.ts';
import { border, element, type Figure, fontSize, textElement } from '../figure.ts';
import type { Drawn, FigureForm } from '../form.ts';
import { broken, headOf, type LegendEntry, shortened } from '../head.ts';
import { symbolsAt, symbolsWidth } from '../symbols.ts';

export interface IntervalRow {
  readonly name: string;
  readonly verdict: 'helps' | 'hurts' | 'cannot tell';
  /** In a picture 200 wide, with zero in its middle. */
  readonly band: readonly [number, number];
  readonly t: readonly [number, number] | null;
  readonly dots: readonly number[];
}

export interface IntervalGroup {
  readonly name: string;
  readonly symbol: string;
  readonly color: string;
  /** What stands at both edges of its rows. */
  readonly ends: readonly [string, string];
  readonly rows: readonly IntervalRow[];
}

/** A dot per seed over what a test does not rule out, a row for every finding. */
export interface IntervalsDrawing extends Drawn {
  readonly form: 'intervals';
  readonly groups: readonly IntervalGroup[];
  /** What the parts of a row are. */
  readonly words: { readonly dot: string; readonly band: string; readonly line: string };
}

const rowHeight = 17;
/** Of a name that takes several. */
const lineHeight = 10.5;
const mostLines = 4;

/** A name in lines that have room; what is beyond the last is left out there. */
function linesOf(name: string, room: number): readonly string[] {
  const lines = broken(name, room, 0.87);
  const last = lines.slice(mostLines - 1).join(' ');
  return [...lines.slice(0, mostLines - 1), ...(last === '' ? [] : [last])].map((line) => shortened(line, room, 0.87));
}
const signs = { helps: '▲', hurts: '▼', 'cannot tell': '○' } as const;

export const intervalsForm: FigureForm<IntervalsDrawing> = {
  form: 'intervals',
  figure({ title, groups, words }, width, colours): Figure {
    const entry = (name: string, symbol: string, line: LegendEntry['line'], color: string): LegendEntry => ({
      name,
      symbol,
      color,
      line,
    });
    const legend = [
      entry(words.dot, '●', null, colours.accent),
      entry(words.band, '', { dash: '', width: 7 }, colours.soft),
      entry(words.line, '', { dash: '', width: 1 }, colours.text),
    ];
    const head = headOf(title, legend, width, colours);
    const room = width - 2 * border;
    const names = groups.flatMap(({ name, symbol, rows }) => [
      symbolsWidth(symbol) + textWidth(name) * 1.08,
      ...rows.map((row) => 15 + textWidth(row.name) * 0.87),
    ]);
    const gutter = Math.min(240, room * 0.5, Math.max(60, ...names) + 8);
    const [left, wide] = [border + gutter, room - gutter];
    const x = (place: number): number => left + (wide * Math.max(0, Math.min(200, place))) / 200;
    let y = head.bottom;
    const parts = [head.body];
    const small = { 'font-size': fontSize.small };
    for (const { name, symbol, color, ends, rows } of groups) {
      y += 18;
      const marks = symbolsWidth(symbol);
      if (symbol !== '') parts.push(symbolsAt(symbol, border, y - 6, colours.resolved(color)));
      parts.push(textElement(shortened(name, gutter - marks - 4, 1.08), { x: border + marks, y: y - 2.5, 'font-weight': 600 }));
      const told = rows.map((row) => {
        const lines = linesOf(row.name, gutter - 15);
        return { row, lines, high: Math.max(rowHeight, lines.length * lineHeight + 6) };
      });
      const below = y + told.reduce((sum, { high }) => sum + high, 0);
      parts.push(
        element('path', { d: `M${x(100).toFixed(2)} ${y}V${below}`, stroke: colours.quiet, 'stroke-width': 0.8 }),
        textElement(ends[0], { x: left, y: y - 3, ...small, fill: colours.quiet }),
        textElement('0', { x: x(100), y: y - 3, 'text-anchor': 'middle', ...small, fill: colours.quiet }),
        textElement(ends[1], { x: left + wide, y: y - 3, 'text-anchor': 'end', ...small, fill: colours.quiet }),
      );
      for (const { row, lines, high } of told) {
        const { verdict, band, t, dots } = row;
        const middle = y + high / 2;
        const sign = verdict === 'helps' ? colours.helps : verdict === 'hurts' ? colours.hurts : colours.quiet;
        parts.push(signAt(signs[verdict], border + 4, middle, sign));
        const top = middle + 3.2 - ((lines.length - 1) * lineHeight) / 2;
        parts.push(...lines.map((line, i) => textElement(line, { x: border + 11, y: top + i * lineHeight, ...small })));
        const stretch = ([from, to]: readonly [number, number]): string =>
          `M${x(from).toFixed(2)} ${middle.toFixed(2)}H${x(to).toFixed(2)}`;
        parts.push(element('path', { d: stretch(band), stroke: colours.soft, 'stroke-width': 8 }));
        if (t) parts.push(element('path', { d: stretch(t), stroke: colours.text, 'stroke-width': 1 }));
        parts.push(...dots.map((dot) => element('circle', { cx: x(dot), cy: middle, r: 2.4, fill: colours.accent })));
        y += high;
      }
    }
    return { width, height: Math.ceil(y + border), body: parts.join('\n'), smallest: fontSize.small };
  },
};

/** Up, down, or a ring: no verdict is a colour alone. */
function signAt(sign: (typeof signs)[keyof typeof signs], x: number, y: number, color: string): string {
  if (sign === '○') return element('circle', { cx: x, cy: y, r: 3, fill: 'none', stroke: color, 'stroke-width': 1.1 });
  const turned = sign === '▼' ? ` rotate(180)` : '';
  return element('path', { d: 'M0 -4L4 3L-4 3Z', fill: color, transform: `translate(${x} ${y})${turned}` });
}
