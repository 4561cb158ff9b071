const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });

/** The words of a text, in lower case, without spaces; punctuation stands for itself. */
export function wordsOf(text: string): readonly string[] {
  const words: string[] = [];
  for (const { segment } of segmenter.segment(text.slice(0, 20_000))) {
    const word = segment.trim();
    if (word !== '') words.push(word.toLowerCase().slice(0, 60));
  }
  return words;
}
