/** Characters that an id may have; ids stand in exported weight names, in links and in paths of messages. */
const foreign = /[^A-Za-z0-9_-]+/g;
const longest = 48;

/**
 * A fresh id: `PREFIX-N` with the smallest N ≥ 1 that is free. A prefix that already ends in a number loses it, so that a copy of
 * `dense-1` becomes `dense-2`. The same document gives the same id.
 */
export function newId(prefix: string, taken: Iterable<string>): string {
  const used = new Set(taken);
  const stem = prefix.replace(foreign, '-').replace(/-\d+$/, '').slice(0, longest) || 'item';
  for (let n = 1; ; n++) {
    const candidate = `${stem}-${n}`;
    if (!used.has(candidate)) return candidate;
  }
}
