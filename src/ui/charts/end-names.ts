/** Of an 11 px letter of the page's fonts, in pixels: a little more than most of them take. */
const letter = { wide: 11.4, capital: 8, usual: 6.3 } as const;

const widthOf = (character: string): number => {
  if (/[\u2E80-\uFFEF\u{1F000}-\u{3FFFF}●▲■◆✚★⬟✖]/u.test(character)) return letter.wide;
  return /[\p{Lu}mw%+=<>]/u.test(character) ? letter.capital : letter.usual;
};

/** About how wide a text is at 11 px, in pixels: never less than it is drawn. */
export const textWidth = (text: string): number => [...text].reduce((sum, character) => sum + widthOf(character), 0);

/** The most of a plot's width that names may have. */
const mostOfWidth = 0.36;
/** Beside the plot's edge. */
const gap = 10;
const least = 34;

export interface EndName {
  /** '' for what is told apart by its dashes. */
  readonly symbol: string;
  readonly name: string;
}

/**
 * How curves are called at their ends in a plot of this width, and the room that it takes. A name is whole or is not there: where one of them
 * has no room, symbols stand for all that have one, as in the legend.
 */
export function endNames(
  names: readonly EndName[],
  width: number,
): { readonly room: number; readonly textOf: (name: EndName) => string } {
  const whole = ({ symbol, name }: EndName): string => `${symbol} ${name}`.trim();
  const widest = (texts: readonly string[]): number => texts.reduce((most, text) => Math.max(most, textWidth(text)), 0);
  const room = (texts: readonly string[]): number => Math.max(least, Math.ceil(widest(texts) + gap));
  const wanted = room(names.map(whole));
  if (wanted <= width * mostOfWidth) return { room: wanted, textOf: whole };
  return { room: room(names.map(({ symbol }) => symbol)), textOf: ({ symbol }) => symbol };
}
