/** Python source that stands in a file as it is; backslashes are Python's. The indentation of the first line is taken from all of them. */
export function python(strings: TemplateStringsArray, ...values: readonly (string | number)[]): string {
  const text = String.raw({ raw: strings.raw }, ...values)
    .replace(/^\n/, '')
    .trimEnd();
  const indent = /^ */.exec(text)?.[0] ?? '';
  return `${text
    .split('\n')
    .map((line) => (line.startsWith(indent) ? line.slice(indent.length) : line))
    .join('\n')}\n`;
}

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

export const pyBoolean = (value: boolean): string => (value ? 'True' : 'False');

/** (1, 2), (1,) or (). */
export const pyTuple = (items: readonly (string | number)[]): string =>
  items.length === 1 ? `(${items[0]},)` : `(${items.join(', ')})`;

/** The shape of a batch, for comments: [N, 28, 28, 1]. */
export const shapeComment = (shape: readonly (number | null)[]): string =>
  `[${['N', ...shape.map((extent) => extent ?? 'd')].join(', ')}]`;
