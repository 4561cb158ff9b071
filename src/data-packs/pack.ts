/** What a packer makes of an npm package: the files of one folder under public/data. */
export interface PackFiles {
  readonly [name: string]: Uint8Array | string;
}

/** One data set's packer. A new one is one file here, and one line in registry.ts. */
export interface Packer {
  /** The folder under public/data. */
  readonly id: string;
  /** Raised when the packer's output changes, so that older files are made again. */
  readonly version: number;
  /** The npm package that it reads; its version is part of what makes a pack up to date. */
  readonly source: string;
  make(): PackFiles;
}
