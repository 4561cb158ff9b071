/** What a run can be marked with, by its place: colours that no task has (`charts.css`). */
export const runColourPlaces: readonly number[] = [0, 1, 2, 3, 4, 5];

/** As CSS; null for none. */
export const runColour = (place: number | null): string | null =>
  place === null ? null : `var(--run-colour-${place % runColourPlaces.length})`;
