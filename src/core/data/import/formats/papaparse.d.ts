/** What is used of papaparse: its parser of one piece of text. */
declare module 'papaparse' {
  interface ParserConfig {
    readonly delimiter: string;
    readonly newline: string;
    readonly quoteChar?: string;
    readonly preview?: number;
  }
  interface ParsedPiece {
    readonly data: string[][];
    readonly errors: readonly { readonly code: string; readonly row: number }[];
    /** `cursor`: the place behind the last row that is whole. */
    readonly meta: { readonly cursor: number };
  }
  class Parser {
    constructor(config: ParserConfig);
    parse(input: string, baseIndex: number, ignoreLastRow: boolean): ParsedPiece;
  }
  const papa: { readonly Parser: typeof Parser };

  export = papa;
}
