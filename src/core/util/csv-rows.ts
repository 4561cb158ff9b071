/** A row of delimited values, and the line that it begins in, counted from 1. */
export interface DelimitedRow {
  readonly line: number;
  readonly cells: readonly string[];
  /** A quotation mark that nothing closes: the rest of the text is no row. */
  readonly broken?: true;
}

/** One row after the other of delimited values (RFC 4180); an empty last line is none. */
export function* delimitedRows(text: string, delimiter: ',' | ';' | '\t' = ','): Generator<DelimitedRow, void> {
  const cell = new RegExp(`("[^"]*(?:""[^"]*)*"|(?!")[^${delimiter}\\r\\n]*)(${delimiter}|\\r\\n|\\n|\\r|$)`, 'y');
  let cells: string[] = [];
  let [line, height] = [1, 1];
  while (cell.lastIndex < text.length) {
    const found = cell.exec(text);
    if (!found) {
      yield { line, cells, broken: true };
      return;
    }
    const [, value = '', end] = found;
    const quoted = value.startsWith('"');
    cells.push(quoted ? value.slice(1, -1).replaceAll('""', '"') : value);
    if (quoted) height += value.split('\n').length - 1;
    if (end === delimiter) {
      if (cell.lastIndex === text.length) cells.push('');
      else continue;
    }
    yield { line, cells };
    line += height;
    [cells, height] = [[], 1];
  }
  if (cells.length > 0) yield { line, cells };
}
