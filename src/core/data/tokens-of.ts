import type { InputInfo } from '../project/signature.ts';
import { wordsOf } from './import/words.ts';

/** A text as the tokens of an input: known words as written or in any case, what is unknown as the word «?», or the id, that stands for such. */
export function tokensOf(
  text: string,
  { words = [], joined, segmented, shape }: InputInfo,
): { readonly tokens: Int32Array; readonly unknown: readonly string[] } {
  const ids = new Map(words.map((word, id) => [word, id]));
  const anyCase = new Map(words.map((word, id) => [word.toLowerCase(), id]));
  const length = shape[0] ?? 0;
  const parts = segmented ? wordsOf(text) : joined ? [...text] : (text.match(/[\p{L}\p{N}'’-]+|[^\s\p{L}\p{N}]/gu) ?? []);
  const unknown: string[] = [];
  const found = parts.flatMap((part): number[] => {
    const id = ids.get(part) ?? anyCase.get(part.toLowerCase());
    if (id !== undefined && id > (segmented ? 1 : 0)) return [id];
    unknown.push(part);
    const stand = segmented ? 1 : ids.get('?');
    return stand === undefined ? [] : [stand];
  });
  const tokens = new Int32Array(length);
  tokens.set(found.slice(0, length));
  return { tokens, unknown };
}
