import type { z } from 'zod';
import { assertNever } from '../util/assert-never.ts';
import { type Diagnostic, diagnostic } from '../util/diagnostics.ts';

/** So many problems are named; a document of another kind has hundreds, and the first ones tell. */
const most = 5;

/** A path as one would write it in a program: `graph.nodes[2].id`. */
export function pathText(path: readonly PropertyKey[]): string {
  const text = path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('');
  return text.replace(/^\./, '') || 'document';
}

function valueAt(document: unknown, path: readonly PropertyKey[]): unknown {
  let value = document;
  for (const key of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = Reflect.get(value, key);
  }
  return value;
}

/** A value as JSON, cut to a length that a message can hold. */
function excerpt(value: unknown): string {
  const text = typeof value === 'number' ? String(value) : (JSON.stringify(value) ?? String(value));
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}

/** What a limit is of, where it is not the value itself. */
const measured = (origin: string): string => (origin === 'string' || origin === 'array' ? 'length ' : '');

/** What would have been right, in symbols rather than words, so that it needs no translation. */
function expectation(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.expected;
    case 'too_big':
      return `${measured(issue.origin)}${issue.inclusive === false ? '<' : '≤'} ${issue.maximum}`;
    case 'too_small':
      return `${measured(issue.origin)}${issue.inclusive === false ? '>' : '≥'} ${issue.minimum}`;
    case 'invalid_value':
      return issue.values.map(String).join(' | ');
    case 'invalid_format':
      return issue.pattern ?? issue.format;
    case 'not_multiple_of':
      return `${issue.divisor} × n`;
    case 'unrecognized_keys':
      return `∌ ${issue.keys.join(', ')}`;
    case 'invalid_union':
      return 'options' in issue && Array.isArray(issue.options) ? issue.options.map(String).join(' | ') : '…';
    case 'invalid_key':
    case 'invalid_element':
      return issue.origin;
    case 'custom':
      return issue.message;
    default:
      return assertNever(issue);
  }
}

/** A schema's issues as diagnostics that name where, what was found and what was expected: the first few of them. */
export function schemaProblems(document: unknown, error: z.ZodError): Diagnostic[] {
  return error.issues.slice(0, most).map((issue) => {
    const path = pathText(issue.path);
    const found = valueAt(document, issue.path);
    const expected = expectation(issue);
    return found === undefined
      ? diagnostic('file.missingField', { path, expected }, path)
      : diagnostic('file.badField', { path, found: excerpt(found), expected }, path);
  });
}
