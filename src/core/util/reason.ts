/** What a caught value says, for a diagnostic. */
export const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
