import type { Arriving } from '../code/twin.ts';

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

export const pyBoolean = (value: boolean): string => (value ? 'True' : 'False');

/** (1, 2), (1,) or (). */
export const pyTuple = (items: readonly (string | number)[]): string =>
  items.length === 1 ? `(${items[0]},)` : `(${items.join(', ')})`;

/** As floating-point numbers. */
export const real = ({ code, dtype }: Pick<Arriving, 'code' | 'dtype'>): string => (dtype === 'i32' ? `${code}.float()` : code);
