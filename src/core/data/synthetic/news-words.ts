import { comments, entityTypes, happenings, Names, openings, sentiments, topics } from './news-grammar.ts';

export const newsTags: readonly string[] = ['O', ...entityTypes.flatMap((type) => [`B-${type}`, `I-${type}`])];

const plainWords = (pattern: string): string[] => pattern.split(' ').filter((word) => word !== '' && !word.startsWith('{'));

/** Every word that the grammar can write with so many names; [0] padding, [1] start, [2] end, [3] unknown, as texts and headlines share it. */
export function newsVocabulary(names: number): readonly string[] {
  const patterns = topics.flatMap((topic) =>
    sentiments.flatMap((sentiment) => happenings[topic][sentiment].flatMap(({ text, headline }) => [text, headline])),
  );
  const closing = sentiments.flatMap((sentiment) => comments[sentiment]);
  const words = [...patterns, ...closing, ...openings].flatMap(plainWords);
  return ['', '⟨start⟩', '⟨end⟩', '?', ...new Set([...words, 'new', 'and', ',', ...new Names(names).words].toSorted())];
}
