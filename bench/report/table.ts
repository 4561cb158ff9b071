/** A Markdown table with columns padded to the same width; `right`: the columns whose numbers stand at the right. */
export function markdownTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  right: readonly number[] = [],
): string {
  const clean = rows.map((row) => row.map((cell) => cell.replaceAll('|', '\\|')));
  const widths = head.map((title, column) => Math.max(3, title.length, ...clean.map((row) => (row[column] ?? '').length)));
  const isRight = (column: number): boolean => right.includes(column);
  const line = (cells: readonly string[]): string => {
    const padded = widths.map((width, column) => {
      const cell = cells[column] ?? '';
      return isRight(column) ? cell.padStart(width) : cell.padEnd(width);
    });
    return `| ${padded.join(' | ')} |`;
  };
  const rule = widths.map((width, column) => (isRight(column) ? `${'-'.repeat(width - 1)}:` : '-'.repeat(width)));
  return [line(head), `| ${rule.join(' | ')} |`, ...clean.map(line)].join('\n');
}

/** Three digits that say something, and thousands with commas. */
export function figure(value: number): string {
  const digits = Math.max(0, 2 - Math.floor(Math.log10(Math.max(Math.abs(value), 1e-2))));
  return value.toLocaleString('en', { maximumFractionDigits: value === 0 ? 0 : digits, maximumSignificantDigits: undefined });
}
