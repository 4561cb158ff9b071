import { DiagnosticError, diagnostic } from './diagnostics.ts';

/** What reading one file, link or document may use up, whatever that claims of itself. */
export interface Limits {
  /** Bytes asked for beside what came: what is unpacked and copied. */
  readonly bytes: number;
  /** Files of an archive, groups of weights, tensors. */
  readonly parts: number;
  /** Keys, texts, numbers, lists and objects of JSON. */
  readonly values: number;
  /** Lists and objects within one another. */
  readonly depth: number;
}

const mebibyte = 2 ** 20;

/** Three times what the largest document that the schema allows comes to, in a model.json with all its layers. */
const documentLimits = { values: 500_000, depth: 40 } as const;

/**
 * For a file of so many bytes. Weights hardly shrink when they are packed, and are held packed, unpacked and as numbers: what grows more than
 * that is refused. A file of a megabyte stays below 200 MB with all that JSON makes of it.
 */
export const fileLimits = (fileBytes: number): Limits => ({
  bytes: Math.min(64 * mebibyte + 8 * fileBytes, 2 ** 31),
  parts: 20_000,
  ...documentLimits,
});

/**
 * For a file of runs or of a comparison, of so many bytes: as many numbers as it has room for, and only so many runs.
 */
export const resultsLimits = (fileBytes: number): Limits => ({
  bytes: 64 * mebibyte + 8 * fileBytes,
  parts: 20_000,
  values: Math.max(documentLimits.values, fileBytes),
  depth: documentLimits.depth,
});

/** For a link, or a document that a script gives: no weights, one text. */
export const linkLimits: Limits = { bytes: 8 * mebibyte, parts: 0, ...documentLimits };

const inMebibytes = (bytes: number): string => `${Math.ceil(bytes / mebibyte)} MiB`;

/**
 * Counts what reading takes before it is taken; every reader of something that strangers made asks here first. Throws a `DiagnosticError`
 * (`file.tooMuchMemory`, `file.tooManyParts`, `file.tooManyValues`, `file.tooDeep`) where a limit would be passed.
 */
export class Budget {
  readonly spent = { bytes: 0, parts: 0, values: 0 };

  constructor(
    readonly limits: Limits,
    private readonly where: 'file' | 'link',
  ) {}

  bytes(count: number): void {
    const needed = this.spent.bytes + count;
    const { bytes } = this.limits;
    if (!(needed <= bytes)) {
      const values = { needed: inMebibytes(needed), limit: inMebibytes(bytes) };
      throw new DiagnosticError(diagnostic('file.tooMuchMemory', values, this.where));
    }
    this.spent.bytes = needed;
  }

  parts(count: number): void {
    this.spent.parts += count;
    const { parts: limit } = this.limits;
    if (this.spent.parts > limit) throw new DiagnosticError(diagnostic('file.tooManyParts', { limit }, this.where));
  }

  values(count: number): void {
    this.spent.values += count;
    const { values: limit } = this.limits;
    if (this.spent.values > limit) throw new DiagnosticError(diagnostic('file.tooManyValues', { limit }, this.where));
  }

  depth(depth: number): void {
    const { depth: limit } = this.limits;
    if (depth > limit) throw new DiagnosticError(diagnostic('file.tooDeep', { limit }, this.where));
  }
}
