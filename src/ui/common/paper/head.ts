import { textWidth } from '../text-width.ts';
import type { FigureColours } from './colours.ts';
import { border, element, fontSize, textElement } from './figure.ts';
import { symbolsAt, symbolsWidth } from './symbols.ts';

/** What a legend says of a line, a task or both. */
export interface LegendEntry {
  readonly name: string;
  /** Of tasks; '' for none. */
  readonly symbol: string;
  readonly color: string;
  /** A piece of the line; null where there is none. */
  readonly line: { readonly dash: string; readonly width: number } | null;
}

/** Title and legend of a figure, and where they end. */
export interface Head {
  readonly body: string;
  readonly bottom: number;
}

const rowHeight = 15;
const sample = 20;
/** A text of the title's size and weight beside one of the usual size. */
const titleStretch = 1.16;

/** Words broken into lines that are no wider than `room`; a word that is wider has a line of its own. */
export function broken(text: string, room: number, stretch = 1): readonly string[] {
  const lines: string[] = [];
  // Where there are no spaces, as in Chinese, a line may end behind every character.
  for (const word of text.match(/[\u2E80-\uFFEF]\s*|[^\s\u2E80-\uFFEF]+\s*/gu) ?? []) {
    const last = lines.at(-1);
    if (last !== undefined && textWidth((last + word).trimEnd()) * stretch <= room) lines[lines.length - 1] = last + word;
    else lines.push(word);
  }
  return lines.map((line) => line.trim());
}

/** As much of a text as has room, with … where it ends before its end. */
export function shortened(text: string, room: number, stretch = 1): string {
  if (textWidth(text) * stretch <= room) return text;
  const letters = [...text];
  while (letters.length > 1 && textWidth(`${letters.join('')}…`) * stretch > room) letters.pop();
  return `${letters.join('').trimEnd()}…`;
}

/** Sentences as entries of a legend, each in as many lines as it takes. */
export const noteEntries = (notes: readonly string[], width: number, colours: FigureColours): readonly LegendEntry[] =>
  notes.flatMap((note) =>
    broken(note, width - 2 * border).map((name) => ({ name, symbol: '', color: colours.quiet, line: null })),
  );

/** A title over a legend whose entries stand in as many rows as it takes. */
export function headOf(title: string, legend: readonly LegendEntry[], width: number, colours: FigureColours): Head {
  const room = width - 2 * border;
  let y = border;
  const parts = broken(title, room, titleStretch).map((line) => {
    y += rowHeight;
    return textElement(line, { x: border, y: y - 4, 'font-size': fontSize.title, 'font-weight': 600 });
  });
  let x = border;
  if (legend.length > 0) y += rowHeight;
  for (const { name, symbol, color, line } of legend) {
    const before = (line ? sample + 5 : 0) + symbolsWidth(symbol);
    const shown = shortened(name, room - before);
    const wide = before + textWidth(shown);
    if (x > border && x + wide > width - border) {
      x = border;
      y += rowHeight;
    }
    const middle = y - 7.5;
    const stroke = colours.resolved(color);
    if (line) {
      const look = { stroke, 'stroke-width': line.width, 'stroke-dasharray': line.dash || undefined };
      parts.push(element('path', { d: `M${x} ${middle}h${sample}`, fill: 'none', ...look }));
    }
    if (symbol) parts.push(symbolsAt(symbol, x + (line ? sample + 3 : 0), middle, stroke));
    parts.push(textElement(shown, { x: x + before + 1, y: y - 3.5 }));
    x += wide + 12;
  }
  return { body: parts.join('\n'), bottom: y + 4 };
}
