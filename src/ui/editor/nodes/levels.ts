/** From which zoom on a card says how much, and how large its title stands on it, and a long one, in canvas units. Keep in step with node-card.css. */
const levels = [
  { id: 'near', from: 0.8, title: 14, long: 14 },
  { id: 'middle', from: 0.6, title: 18.5, long: 17.5 },
  { id: 'far', from: 0, title: 24, long: 23.5 },
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

/** The size of a card's title on the screen, in pixels. */
export const titlePixels = (zoom: number, title = ''): number => levelAt(zoom)[isLong(title) ? 'long' : 'title'] * zoom;
