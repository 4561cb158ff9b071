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

/** What an object holds, read once; null where it is none, or throws when it is read, as what a script gives may. */
export function fieldsOf(given: unknown): Readonly<Record<string, unknown>> | null {
  if (typeof given !== 'object' || given === null) return null;
  try {
    return Array.isArray(given) ? null : { ...given };
  } catch {
    return null;
  }
}

/** A script's function as the page calls it: what goes wrong in it is reported as the script's own error, and stops nobody else. */
export function called<A extends unknown[]>(name: string, given: unknown): (...args: A) => void {
  if (typeof given !== 'function') throw refused(name, given, '() => …');
  return (...args) => {
    try {
      Reflect.apply(given, undefined, args);
    } catch (error) {
      queueMicrotask(() => {
        throw error;
      });
    }
  };
}

export function accepted<T>(result: Result<T>): T {
  if (!result.ok) throw new RefusedError(result.diagnostics);
  return result.value;
}
