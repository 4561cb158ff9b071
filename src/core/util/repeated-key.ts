/** A text of JSON, a bracket, or what lies between them. */
const token = /"(?:[^"\\]|\\.)*"|[{}[\]:,]/gs;

/**
 * The first key that an object has twice at its outermost level; null where there is none. `JSON.parse` keeps the last of several in silence.
 * @param text valid JSON
 */
export function repeatedKey(text: string): string | null {
  const seen = new Set<string>();
  let depth = 0;
  let before = '';
  for (const [found] of text.matchAll(token)) {
    if (found === ':' && depth === 1) {
      const key: unknown = JSON.parse(before);
      if (typeof key === 'string') {
        if (seen.has(key)) return key;
        seen.add(key);
      }
    }
    if (found === '{' || found === '[') depth += 1;
    if (found === '}' || found === ']') depth -= 1;
    before = found;
  }
  return null;
}
