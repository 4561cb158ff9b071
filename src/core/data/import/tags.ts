const separators = [';', '|', ',', '、', '；'] as const;
type Separator = (typeof separators)[number];

/** What a list of tags without any is written as. */
const noTags = '[]';

const cut = (text: string, separator: Separator): string[] =>
  text
    .replace(noTags, '')
    .split(separator)
    .map((one) => one.trim())
    .filter((one) => one !== '');

/** So many tags may a column have. */
const mostTags = 200;

/** What separates the tags of a column: words that come again in other rows. null: its texts are no tags. */
export function tagsIn(texts: readonly string[]): Separator | null {
  for (const separator of separators) {
    const several = texts.filter((text) => text.includes(separator));
    if (several.length < 2 || several.length < 0.2 * texts.length) continue;
    const all = texts.flatMap((text) => cut(text, separator));
    const different = new Set(all);
    const short = all.every((tag) => tag.length <= 32 && !/\s\S+\s\S+\s/.test(tag));
    if (
      short &&
      different.size <= mostTags &&
      different.size < texts.length + several.length &&
      all.length >= 1.5 * different.size
    )
      return separator;
  }
  return null;
}

/** The tags of a text, each once. */
export const tagsOf = (text: string, separator: Separator | null): readonly string[] =>
  separator === null ? (text === noTags ? [] : [text]) : [...new Set(cut(text, separator))];

/** The tags of a text of which only the tags are known, not what separates them: cut so that most of them are known, if any. */
export function separatedTags(text: string, isKnown: (tag: string) => boolean): readonly string[] {
  let best: readonly string[] = [text];
  for (const separator of separators) {
    const parts = tagsOf(text, separator);
    if (parts.filter(isKnown).length > best.filter(isKnown).length) best = parts;
  }
  return best;
}
