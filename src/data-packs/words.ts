/** Ids 0 and 1 of every vocabulary: padding, and whatever is not in it. */
const specialWords = ['', '?'] as const;

/** The special words, then the most frequent ones, `size` in all; a word that occurs fewer than `least` times is left out. Ties: alphabetical. */
export function vocabularyOf(texts: Iterable<readonly string[]>, size: number, least: number): string[] {
  const counts = new Map<string, number>();
  for (const words of texts) for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  const byCount = [...counts].filter(([, count]) => count >= least).sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  return [...specialWords, ...byCount.slice(0, size - specialWords.length).map(([word]) => word)];
}

/** Words as ids, padded with 0 or cut to `length`. [texts.length, length] */
export function encodeWords(texts: readonly (readonly string[])[], vocabulary: readonly string[], length: number): Uint16Array {
  const ids = new Map(vocabulary.map((word, id) => [word, id]));
  const encoded = new Uint16Array(texts.length * length);
  texts.forEach((words, row) => {
    words.slice(0, length).forEach((word, i) => {
      encoded[row * length + i] = ids.get(word) ?? 1;
    });
  });
  return encoded;
}
