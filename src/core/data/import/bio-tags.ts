/** `O`, and for each kind of entity the tag of its first word and that of the others. */
export const bioTags = (types: readonly string[]): readonly string[] => [
  'O',
  ...types.flatMap((type) => [`B-${type}`, `I-${type}`]),
];
