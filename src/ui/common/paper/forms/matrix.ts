import { textWidth } from '../../text-width.ts';
import type { FigureColours } from '../colours.ts';
import { border, element, type Figure, fontSize, textElement } from '../figure.ts';
import type { Drawn, FigureForm } from '../form.ts';
import { headOf, noteEntries, shortened } from '../head.ts';
import { symbolsAt, symbolsWidth } from '../symbols.ts';

/** What a row or a column is called. */
export interface MatrixLabel {
  readonly name: string;
  /** Of its task; '' for none. */
  readonly symbol: string;
  readonly color: string;
}

export interface MatrixCell {
  readonly text: string;
  /** −1 … 1: how full it is, below 0 in the other colour. */
  readonly share: number;
  /** Of what fills it, where that is not the table's. */
  readonly color?: string;
  /** A second number below the first. */
  readonly below?: string;
}

/** A table of numbers whose cells are the fuller the more they say; `bars`: filled from the left, else as a whole. */
export interface MatrixDrawing extends Drawn {
  readonly form: 'matrix';
  readonly rows: readonly MatrixLabel[];
  readonly columns: readonly MatrixLabel[];
  /** What rows and columns are; '' where labels say it. */
  readonly rowsName: string;
  readonly columnsName: string;
  /** By rows; null: nothing to be said. */
  readonly cells: readonly (readonly (MatrixCell | null)[])[];
  /** Of what is above 0; the colour for what is below is the one of what pulls apart. */
  readonly color: string;
  readonly bars?: boolean;
  /** What the numbers are, below the title. */
  readonly notes?: readonly string[];
}

/** Of a cell: its width where words stand in it, and its least and usual height. */
const cell = { widest: 84, low: 12, usual: 20, tall: 28 } as const;
/** Letters are about as large as their row is high: one line each, of which few have a part below. */
const letterOf = (pitch: number, size: number): number => Math.min(size, pitch * 1.02);
/** Of the width, for the names of rows; of many classes less. */
const gutters = { few: 0.34, many: 0.24, from: 16 } as const;

const widthIn = (text: string, size: number): number => (textWidth(text) * size) / fontSize.text;

const labelWidth = ({ name, symbol }: MatrixLabel, size: number): number => symbolsWidth(symbol) + widthIn(name, size);

/** A label that ends at `x`, or with `turned` begins there and goes up. */
function labelAt(
  label: MatrixLabel,
  place: { readonly x: number; readonly y: number; readonly room: number; readonly size: number; readonly turned: boolean },
  colours: FigureColours,
): string {
  const { x, y, room, size, turned } = place;
  const marks = symbolsWidth(label.symbol);
  const name = shortened(label.name, room - marks, size / fontSize.text);
  const symbol = (at: number, up: number): string =>
    label.symbol === '' ? '' : symbolsAt(label.symbol, at, up, colours.resolved(label.color));
  const look = { 'font-size': size, fill: colours.text };
  const placed = `translate(${x.toFixed(2)} ${y.toFixed(2)})`;
  if (turned) {
    // Its symbol stands upright all the same.
    const text = textElement(name, { x: marks, y: size * 0.36, ...look, transform: 'rotate(-90)' });
    return element('g', { transform: placed }, symbol(-4, -4) + text);
  }
  const text = textElement(name, { y: size * 0.36, 'text-anchor': 'end', ...look });
  return element('g', { transform: placed }, symbol(-marks - widthIn(name, size), 0) + text);
}

export const matrixForm: FigureForm<MatrixDrawing> = {
  form: 'matrix',
  figure({ title, rows, columns, rowsName, columnsName, cells, color, bars = false, notes = [] }, width, colours): Figure {
    const head = headOf(title, noteEntries(notes, width, colours), width, colours);
    const room = width - 2 * border;
    const named = rowsName === '' ? 0 : 13;
    const wanted = Math.max(0, ...rows.map((label) => labelWidth(label, fontSize.small))) + 6;
    const gutter = Math.min(wanted, room * (columns.length < gutters.from ? gutters.few : gutters.many)) + named;
    const pitch = Math.max(4, Math.min(cell.widest, (room - gutter) / Math.max(1, columns.length)));
    const twice = cells.some((row) => row.some((one) => one?.below !== undefined));
    const height = bars ? cell.usual : Math.max(Math.min(cell.low, pitch), Math.min(pitch, twice ? cell.tall : cell.usual));
    // Numbers are written where every one of them has room.
    const texts = cells.flatMap((row) => row.flatMap((one) => (one ? [one.text, one.below ?? ''] : [])));
    const widest = Math.max(1, ...texts.map((text) => widthIn(text, fontSize.small)));
    const fitting = Math.min(fontSize.small, (fontSize.small * (pitch - 2)) / widest, height - 1.5);
    const written = fitting >= 7.9;
    const letters = { row: letterOf(height, fontSize.small), column: letterOf(pitch, fontSize.small) };
    const turned = columns.some((label) => labelWidth(label, fontSize.small) > pitch - 3);
    const over = turned
      ? Math.min(112, Math.max(0, ...columns.map((label) => labelWidth(label, letters.column))) + 4)
      : columns.length > 0
        ? 15
        : 0;
    const left = border + gutter;
    let top = head.bottom;
    const parts = [head.body];
    const quiet = { 'font-size': fontSize.small, fill: colours.quiet };
    if (columnsName !== '') {
      top += 13;
      parts.push(textElement(columnsName, { x: left, y: top - 3, ...quiet }));
    }
    top += over;
    columns.forEach((label, column) => {
      const middle = left + (column + 0.5) * pitch;
      const wide = Math.min(pitch - 3, labelWidth(label, letters.column));
      const place = turned ? { x: middle, y: top - 3, room: over } : { x: middle + wide / 2, y: top - 7, room: pitch - 2 };
      parts.push(labelAt(label, { ...place, size: letters.column, turned }, colours));
    });
    if (rowsName !== '') {
      const at = `translate(${border + 8} ${(top + (rows.length * height) / 2).toFixed(2)}) rotate(-90)`;
      parts.push(element('g', { transform: at }, textElement(rowsName, { 'text-anchor': 'middle', ...quiet })));
    }
    const [above, below] = [colours.resolved(color), colours.apart];
    rows.forEach((label, row) => {
      const y = top + row * height;
      parts.push(
        labelAt(label, { x: left - 4, y: y + height / 2, room: gutter - named - 5, size: letters.row, turned: false }, colours),
      );
      columns.forEach((_, column) => {
        const one = cells[row]?.[column];
        const x = left + column * pitch;
        if (!one) return;
        const share = Number.isFinite(one.share) ? Math.max(-1, Math.min(1, one.share)) : 0;
        const size = Math.abs(share);
        const fill = {
          fill: share < 0 ? below : one.color === undefined ? above : colours.resolved(one.color),
          'fill-opacity': bars ? 0.35 : colours.fullest * size,
        };
        const wide = (bars ? size : 1) * (pitch - 0.6);
        if (size > 0) parts.push(element('rect', { x, y, width: wide, height: height - 0.6, ...fill }));
        if (!written) return;
        const lines = one.below === undefined ? [one.text] : [one.text, one.below];
        lines.forEach((text, i) => {
          const at = y + height / 2 + fitting * (0.36 + (i - (lines.length - 1) / 2) * 1.15);
          const anchored = bars ? { x: x + 3 } : { x: x + pitch / 2, 'text-anchor': 'middle' };
          parts.push(
            textElement(text, { ...anchored, y: at, 'font-size': fitting, fill: i === 0 ? colours.text : colours.quiet }),
          );
        });
      });
    });
    const bottom = top + rows.length * height;
    const frame = { x: left, y: top, width: columns.length * pitch, height: rows.length * height };
    parts.push(element('rect', { ...frame, fill: 'none', stroke: colours.line, 'stroke-width': 0.8 }));
    return {
      width,
      height: Math.ceil(bottom + border),
      body: parts.join('\n'),
      smallest: Math.min(letters.row, letters.column, ...(written ? [fitting] : [])),
    };
  },
};
