/** Of an 11 px letter of the page's fonts, in pixels: a little more than most of them take. */
const letter = { wide: 11.4, capital: 8, usual: 6.3 } as const;

const widthOf = (character: string): number => {
  if (/[\u2E80-\uFFEF\u{1F000}-\u{3FFFF}●▲■◆✚★⬟✖]/u.test(character)) return letter.wide;
  return /[\p{Lu}mw%+=<>]/u.test(character) ? letter.capital : letter.usual;
};

/** About how wide a text is at 11 px, in pixels: never less than it is drawn. */
export const textWidth = (text: string): number => [...text].reduce((sum, character) => sum + widthOf(character), 0);
