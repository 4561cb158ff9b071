/** A function or module that code of a layer or loss uses: it stands in the file once, behind those that it uses itself. */
export interface Helper {
  readonly name: string;
  readonly source: string;
  readonly needs?: readonly Helper[];
}

/** Every helper once, each behind what it needs. */
export function inOrder(helpers: Iterable<Helper>): readonly Helper[] {
  const placed = new Map<string, Helper>();
  const place = (helper: Helper): void => {
    if (placed.has(helper.name)) return;
    for (const needed of helper.needs ?? []) place(needed);
    placed.set(helper.name, helper);
  };
  for (const helper of helpers) place(helper);
  return [...placed.values()];
}

/** The shape of a batch, for comments: [N, 28, 28, 1]. */
export const shapeComment = (shape: readonly (number | null)[]): string =>
  `[${['N', ...shape.map((extent) => extent ?? 'd')].join(', ')}]`;
