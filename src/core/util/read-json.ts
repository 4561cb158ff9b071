import type { Budget } from './budget.ts';
import { DiagnosticError, diagnostic } from './diagnostics.ts';

const quote = 0x22;
const backslash = 0x5c;

/** The index of the quote that ends a text which begins at `start`; the length of all where there is none. */
function endOfText(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let escapes = 0;
    while (text.charCodeAt(end - 1 - escapes) === backslash) escapes++;
    if (escapes % 2 === 0) return end;
  }
  return text.length;
}

/** A key that an object has twice, and at which depth (1: the outermost). `JSON.parse` keeps the last of several in silence. */
export interface RepeatedKey {
  readonly key: string;
  readonly depth: number;
}

/**
 * Counts what JSON text holds before anything is made of it, from the first letter to the last and without a stack of calls. What is no JSON is
 * left for `JSON.parse` to refuse.
 */
function measured(text: string, budget: Budget): RepeatedKey | null {
  /** The keys of every object that is open; null: a list. */
  const open: (Set<string> | null)[] = [];
  let [begin, end] = [0, 0];
  for (let at = 0; at < text.length; at++) {
    switch (text.charCodeAt(at)) {
      case quote:
        begin = at;
        end = endOfText(text, at);
        at = end;
        break;
      case 0x3a: {
        const keys = open[open.length - 1];
        if (!keys) break;
        const raw = text.slice(begin, end + 1);
        const key: string = raw.includes('\\') ? String(JSON.parse(raw)) : raw.slice(1, -1);
        if (keys.has(key)) return { key, depth: open.length };
        keys.add(key);
        budget.values(1);
        break;
      }
      case 0x2c:
        budget.values(1);
        break;
      case 0x7b:
      case 0x5b:
        open.push(text.charCodeAt(at) === 0x7b ? new Set() : null);
        budget.values(1);
        budget.depth(open.length);
        break;
      case 0x7d:
      case 0x5d:
        open.pop();
        break;
    }
  }
  return null;
}

/**
 * What JSON text of a stranger says, once it is known to stay within the budget. Throws a `DiagnosticError`: what the budget refuses, and
 * `file.repeatedKey`, or what `repeated` makes of a key that stands twice; a `SyntaxError` where it is no JSON.
 */
export function readJson(text: string, budget: Budget, repeated?: (found: RepeatedKey) => DiagnosticError | null): unknown {
  const found = measured(text, budget);
  if (found) throw repeated?.(found) ?? new DiagnosticError(diagnostic('file.repeatedKey', { key: found.key }, 'file'));
  return JSON.parse(text);
}
