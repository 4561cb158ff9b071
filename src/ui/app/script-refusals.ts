import { type Diagnostic, diagnostic, type Result } from '../../core/util/diagnostics.ts';
import { shownValue } from '../../store/shown-value.ts';

/** Carries what was refused out of a promise; `diagnostics` says what and why. */
class RefusedError extends Error {
  constructor(readonly diagnostics: readonly Diagnostic[]) {
    super(diagnostics.map(({ message }) => message).join(' '));
    this.name = 'RefusedError';
  }
}

export const refused = (name: string, value: unknown, known: string): RefusedError =>
  new RefusedError([diagnostic('page.badArgument', { name, value: shownValue(value), known }, 'page')]);

export function accepted<T>(result: Result<T>): T {
  if (!result.ok) throw new RefusedError(result.diagnostics);
  return result.value;
}
