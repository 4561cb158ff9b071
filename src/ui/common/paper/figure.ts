import { markupText } from '../../../core/util/markup-text.ts';
import type { FigureColours } from './colours.ts';

/** A picture to take along: SVG elements within width × height, in units of 1/96 inch on paper. */
export interface Figure {
  readonly width: number;
  readonly height: number;
  /** SVG elements, one after the other. */
  readonly body: string;
  /** The smallest text, in units. */
  readonly smallest: number;
}

const unitsPerCm = 96 / 2.54;

/** So many units are as wide on paper. */
export const unitsOf = (centimetres: number): number => Math.round(centimetres * unitsPerCm);

/** Of a size in units, what typographers count in. */
export const pointsOf = (units: number): number => units * 0.75;

export const fontSize = { title: 12, text: 11, small: 9.5 } as const;
/** Around everything. */
export const border = 6;

const round = (value: number): string => String(Math.round(value * 100) / 100);

/** Attributes of an element, numbers rounded to a hundredth of a unit; those that are not there are left out. */
export const attributes = (values: Readonly<Record<string, string | number | undefined>>): string =>
  Object.entries(values)
    .flatMap(([name, value]) =>
      value === undefined ? [] : [` ${name}="${typeof value === 'number' ? round(value) : markupText(value)}"`],
    )
    .join('');

export const element = (name: string, values: Parameters<typeof attributes>[0], inside = ''): string =>
  inside === '' ? `<${name}${attributes(values)}/>` : `<${name}${attributes(values)}>${inside}</${name}>`;

export const textElement = (text: string, values: Parameters<typeof attributes>[0]): string =>
  element('text', values, markupText(text));

/** Fonts for what an embedded one has not, as it is found on most machines. */
const families =
  "'Inter Variable', 'Noto Sans', 'Noto Sans SC', 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif";

interface FileLook {
  readonly title: string;
  readonly colours: FigureColours;
  /** The rule of its font, as CSS; '' for none. */
  readonly font: string;
  /** What allows that rule where the page itself draws the file, under its policy. */
  readonly nonce?: string | undefined;
}

/** A figure as an SVG file of its own: its size on paper, a title for who hears it, its ground and its font inside. */
export function svgFile({ width, height, body }: Figure, { title, colours, font, nonce }: FileLook): string {
  const size = { width: `${round(width / unitsPerCm)}cm`, height: `${round(height / unitsPerCm)}cm` };
  const inside = [
    element('title', {}, markupText(title) || ' '),
    ...(font === '' ? [] : [element('style', { nonce }, font)]),
    element('rect', { width, height, fill: colours.surface }),
    element('g', { 'font-family': families, 'font-size': fontSize.text, fill: colours.text }, body),
  ].join('\n');
  const root = { xmlns: 'http://www.w3.org/2000/svg', ...size, viewBox: `0 0 ${round(width)} ${round(height)}`, role: 'img' };
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element('svg', root, `\n${inside}\n`)}\n`;
}
