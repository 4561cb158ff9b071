import { mostFigure } from '../../../core/lessons/sheet/sheet.ts';

/** As it is typed: a comma of any keyboard stands for the point, a minus sign of any for the hyphen. */
export const typedNumber = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[,、。]/g, '.')
    .replace('−', '-');

/** The number that a text holds whole, also as 1e-3; null where it holds none that can be handed in. */
export function numberIn(text: string): number | null {
  const trimmed = text.trim();
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(trimmed)) return null;
  const value = Number(trimmed);
  return Math.abs(value) <= mostFigure ? value : null;
}

/** What a field shows: the text as long as it means the value, however unfinished; else the value, which somebody else has set. */
export const shownNumber = (text: string, value: number | null): string =>
  numberIn(text) === value ? text : value === null ? '' : String(value);
