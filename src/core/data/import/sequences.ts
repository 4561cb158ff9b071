import { endToken, startToken } from '../../tasks/formats/tokens.ts';
import { at } from '../../util/assert-never.ts';
import { type Column, textAt } from './column.ts';
import { wordsOf } from './words.ts';

/** What the first tokens of a vocabulary stand for: padding, start, end, and any word that it has not. */
export const firstTokens: readonly string[] = ['', '⟨start⟩', '⟨end⟩', '?'];
const unknownToken = 3;

/** Texts to be written, i32 [rows, length] each: tokens up to the end token, and the same one place later behind the start token. */
export function sequencesOf(
  column: Column,
  vocabulary: readonly string[],
  length: number,
): { readonly tokens: Int32Array; readonly previous: Int32Array } {
  const places = new Map(vocabulary.map((word, i) => [word, i]));
  const [tokens, previous] = [new Int32Array(column.count * length), new Int32Array(column.count * length)];
  for (let row = 0; row < column.count; row++) {
    const text = textAt(column, row);
    previous[row * length] = startToken;
    if (text === null) continue;
    const ids = wordsOf(text)
      .slice(0, length - 1)
      .map((word) => places.get(word) ?? unknownToken);
    const all = [...ids, endToken];
    all.forEach((id, i) => {
      tokens[row * length + i] = id;
      if (i + 1 < length) previous[row * length + i + 1] = at(all, i);
    });
  }
  return { tokens, previous };
}
