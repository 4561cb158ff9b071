import { DiagnosticError, ok, type Result, refused } from '../../core/util/diagnostics.ts';

/** What `make` gives, or the reason with which it refuses: a `DiagnosticError` becomes a value. */
export function refusable<T>(make: () => T): Result<T> {
  try {
    return ok(make());
  } catch (error) {
    if (error instanceof DiagnosticError) return refused(error.diagnostic);
    throw error;
  }
}
