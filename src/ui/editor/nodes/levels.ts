/**
 * From which zoom on a card says how much, and how large its title stands on it, and a long one, in canvas units; what a line leaves for one
 * word, on a layer's card and on a head's, and how small a title becomes for its sake. Keep in step with node-card.css.
 */
const levels = [
  { id: 'near', from: 0.8, title: 14, long: 14, layer: 92, head: 92, least: 14 },
  { id: 'middle', from: 0.6, title: 18.5, long: 17.5, layer: 114, head: 104, least: 16 },
  { id: 'far', from: 0, title: 24, long: 23.5, layer: 117, head: 117, least: 19 },
] as const;

export type Level = (typeof levels)[number]['id'];

const levelAt = (zoom: number) => levels.find(({ from }) => zoom >= from) ?? levels[2];

/** What cards say at a zoom: the smaller they are seen, the less, and that larger. */
export const levelOf = (zoom: number): Level => levelAt(zoom).id;

/** Of a title's letters, so many stand in a line where cards are small. */
const lineLength = 9;

/** In how many lines a title stands where a line has room for so many letters; a word is never parted. */
function linesOf(title: string): number {
  let [lines, used] = [1, 0];
  for (const { length } of title.split(' ')) {
    if (used > 0 && used + 1 + length > lineLength) [lines, used] = [lines + 1, length];
    else used += (used > 0 ? 1 : 0) + length;
  }
  return lines;
}

/** Whether a title takes three lines, close to one another, and leaves out what a card says last. */
export const isLong = (title: string): boolean => title.length > 22 || linesOf(title) > 2;

/** How wide its longest word is in a wide font, in units of the size of its letters. Chinese is parted anywhere, and others at their hyphens. */
export const wordWidth = (title: string): number =>
  Math.max(
    1,
    ...title
      .split(/[\s\p{Script=Han}-]/u)
      .map((word) =>
        [...word].reduce((sum, letter) => sum + (/[mwMW]/.test(letter) ? 0.97 : /[fijlrtI1]/.test(letter) ? 0.39 : 0.63), 0),
      ),
  );

/** Words of that width are not bold, or they would stand on no card. */
export const isWide = (title: string): boolean => wordWidth(title) > 5;

/** The size of a card's title on the screen, in pixels. */
export function titlePixels(zoom: number, title = '', kind: 'layer' | 'head' = 'layer'): number {
  const level = levelAt(zoom);
  const size = level[isLong(title) ? 'long' : 'title'];
  return Math.min(size, Math.max(level.least, level[kind] / wordWidth(title))) * zoom;
}
