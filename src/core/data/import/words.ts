const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });

/** A word, and where it stands in its text, in UTF-16 units: [start, end). */
export interface PlacedWord {
  readonly word: string;
  readonly start: number;
  readonly end: number;
}

/** The words of a text with their places: in lower case, without spaces; punctuation stands for itself. */
export function placedWords(text: string): readonly PlacedWord[] {
  const words: PlacedWord[] = [];
  for (const { segment, index } of segmenter.segment(text.slice(0, 20_000))) {
    const word = segment.trim();
    if (word !== '') words.push({ word: word.toLowerCase().slice(0, 60), start: index, end: index + segment.length });
  }
  return words;
}

export const wordsOf = (text: string): readonly string[] => placedWords(text).map(({ word }) => word);
