import { gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

/** A chunk of a build, as far as its weight is concerned. */
export interface WeighedChunk {
  readonly fileName: string;
  /** Size as it travels, in bytes. */
  readonly gzip: number;
  readonly isEntry: boolean;
  /** Chunks that are fetched with it. */
  readonly imports: readonly string[];
}

/** The most bytes (gzip) that may be fetched. */
export interface Budgets {
  /** The entry with everything that it imports: what stands between a visitor and the first thing seen. */
  readonly firstLoad: number;
  /** Any one chunk that comes later. */
  readonly lazyChunk: number;
}

export interface BudgetRow {
  readonly what: string;
  readonly gzip: number;
  readonly budget: number;
}

/** What is fetched at first as one row, and the heaviest later chunk as another; each fits where `gzip` ≤ `budget`. */
export function budgetRows(chunks: readonly WeighedChunk[], budgets: Budgets): readonly BudgetRow[] {
  const byName = new Map(chunks.map((chunk) => [chunk.fileName, chunk]));
  const first = new Set<WeighedChunk>();
  const fetchWith = (chunk: WeighedChunk | undefined): void => {
    if (!chunk || first.has(chunk)) return;
    first.add(chunk);
    for (const name of chunk.imports) fetchWith(byName.get(name));
  };
  for (const chunk of chunks) if (chunk.isEntry) fetchWith(chunk);
  const later = chunks.filter((chunk) => !first.has(chunk)).sort((a, b) => b.gzip - a.gzip);
  return [
    {
      what: `first load (${first.size} files)`,
      gzip: [...first].reduce((sum, { gzip }) => sum + gzip, 0),
      budget: budgets.firstLoad,
    },
    ...later
      .filter(({ gzip }, i) => i === 0 || gzip > budgets.lazyChunk)
      .map(({ fileName, gzip }) => ({ what: fileName, gzip, budget: budgets.lazyChunk })),
  ];
}

const kilobytes = (bytes: number): string => (bytes / 1000).toFixed(1).padStart(7);

/** One line per row, those over their budget marked. */
export const budgetTable = (rows: readonly BudgetRow[]): string =>
  rows
    .map(
      ({ what, gzip, budget }) => `${kilobytes(gzip)} of ${kilobytes(budget)} kB gzip  ${gzip > budget ? 'OVER  ' : ''}${what}`,
    )
    .join('\n');

/** Says what a build weighs, and fails it where something is over its budget. `name` tells several builds apart. */
export const bundleBudgets = (name: string, budgets: Budgets): Plugin => ({
  name: `bundle-budgets-${name}`,
  apply: 'build',
  generateBundle: {
    order: 'post',
    handler(_options, bundle) {
      const chunks = Object.values(bundle).flatMap((item): WeighedChunk[] =>
        item.type === 'chunk'
          ? [{ fileName: item.fileName, gzip: gzipSync(item.code).length, isEntry: item.isEntry, imports: item.imports }]
          : [],
      );
      const rows = budgetRows(chunks, budgets);
      const table = `${name}:\n${budgetTable(rows)}`;
      if (rows.some(({ gzip, budget }) => gzip > budget)) this.error(`too heavy, ${table}`);
      this.info(table);
    },
  },
});
