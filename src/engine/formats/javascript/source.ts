/** JavaScript that stands in a file as it is. The indentation of the first line is taken from all of them. */
export function javascript(strings: TemplateStringsArray, ...values: readonly (string | number)[]): string {
  const text = String.raw({ raw: strings.raw }, ...values)
    .replace(/^\n/, '')
    .trimEnd();
  const indent = /^ */.exec(text)?.[0] ?? '';
  return `${text
    .split('\n')
    .map((line) => (line.startsWith(indent) ? line.slice(indent.length) : line))
    .join('\n')}\n`;
}

/** [1, 2] */
export const jsList = (items: readonly (string | number)[]): string => `[${items.join(', ')}]`;
