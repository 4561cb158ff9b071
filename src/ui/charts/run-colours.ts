/** What a run can be marked with, by its place: colours of the theme that no task has. */
const colours = ['violet', 'cyan', 'lime', 'pink', 'yellow', 'gray'] as const;

export const runColourPlaces: readonly number[] = colours.map((_, place) => place);

/** As CSS; null for none. */
export const runColour = (place: number | null): string | null =>
  place === null ? null : `var(--mantine-color-${colours[place % colours.length]}-filled)`;
