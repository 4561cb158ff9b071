/**
 * Makes the long English texts of the catalogue readable. In development and in tests entries hold them themselves, and there is nothing
 * to do; the build takes them out and gives this module another body (`scripts/later-texts.ts`).
 */
export const fillLongTexts = (): void => undefined;
