/** A file of a data pack, as the build found it. */
export interface PackFile {
  /** Relative to the page, below `data/`. */
  readonly url: string;
  /** SHA-256 of its bytes, hexadecimal. */
  readonly revision: string;
  readonly bytes: number;
}

/** The files of one folder of `data/`. */
export interface Pack {
  readonly folder: string;
  readonly files: readonly PackFile[];
}

export interface PackState {
  readonly folder: string;
  /** Of all its files, uncompressed. */
  readonly bytes: number;
  /** All its files are kept on this device, as this version of the page wants them. */
  readonly kept: boolean;
}

/** What the page asks of its service worker, with a port for the answer. */
export interface OfflineRequests {
  /** How things stand. */
  readonly states: { readonly asks: object; readonly answer: readonly PackState[] };
  /** Fetches and keeps what is not kept yet of one folder. Answers how things stand then, whether all of it could be had or not. */
  readonly keep: { readonly asks: { readonly folder: string }; readonly answer: readonly PackState[] };
  readonly drop: { readonly asks: { readonly folder: string }; readonly answer: readonly PackState[] };
  /** A new version takes over, where the asking page is the only one that is open. */
  readonly takeOver: { readonly asks: object; readonly answer: 'taken' | 'otherTabs' };
}

export type OfflineRequest = {
  [T in keyof OfflineRequests]: { readonly type: T } & OfflineRequests[T]['asks'];
}[keyof OfflineRequests];
