/** What a search looks at. */
export interface Searchable {
  readonly title: string;
  readonly summary: string;
  readonly terms: readonly string[];
}

const fold = (text: string): string => text.normalize('NFKD').toLowerCase();

/** «batchNorm» and «Batch normalisation» → «bn»: what people type who know the field. */
function initials(term: string): string {
  return (term.match(/\p{Lu}|(?<![\p{L}\p{N}])\p{L}|^\p{L}|\p{N}+/gu) ?? []).join('').toLowerCase();
}

function isSubsequence(needle: string, text: string): boolean {
  let next = 0;
  for (const letter of text) if (letter === needle[next]) next++;
  return next === needle.length;
}

function termScore(query: string, term: string): number {
  const text = fold(term);
  if (text === query) return 100;
  if (text.startsWith(query)) return 80;
  if (initials(term) === query) return 70;
  if (text.split(/[^\p{L}\p{N}]+/u).some((word) => word.startsWith(query))) return 60;
  if (text.includes(query)) return 40;
  return query.length >= 2 && isSubsequence(query, text) ? 20 : 0;
}

/**
 * The items that answer a query, the best first, ties in their own order: exact name, beginning of the name, initials, beginning of
 * a word, anywhere in the name, letters in order, and last the description. An empty query gives everything.
 */
export function rank<T extends Searchable>(items: readonly T[], query: string): readonly T[] {
  const sought = fold(query.trim());
  if (sought === '') return items;
  return items
    .map((item, order) => {
      const names = [item.title, ...item.terms].map((term) => termScore(sought, term));
      const described = fold(item.summary).includes(sought) ? 10 : 0;
      return { item, order, score: Math.max(described, ...names) };
    })
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || a.order - b.order)
    .map(({ item }) => item);
}
