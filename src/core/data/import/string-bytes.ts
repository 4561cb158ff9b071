const header = 24;

/** Bytes that a string takes, a reference to it among them: one for a letter where all are of Latin-1, two otherwise. */
export function stringBytes(text: string): number {
  const width = /[^\0-\xff]/.test(text) ? 2 : 1;
  return header + 8 * Math.ceil((width * text.length) / 8);
}

/** The same text with letters of its own: a piece that was cut out of a longer text keeps the whole of it in memory. */
export const ownLetters = (text: string): string => (text.length < 2 ? text : [text.slice(0, 1), text.slice(1)].join(''));
