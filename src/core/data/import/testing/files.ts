import type { SourceFile } from '../types.ts';

/** A file in memory. */
export const fileOf = (name: string, bytes: Uint8Array<ArrayBuffer>): SourceFile => ({
  name,
  size: bytes.length,
  slice: async (start, end) => bytes.slice(start, end),
});
