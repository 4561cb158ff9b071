import type { FileBytes } from '../messages.ts';
import type { SourceFile } from '../types.ts';

/** A file in memory. */
export const fileOf = (name: string, bytes: Uint8Array<ArrayBuffer>): SourceFile => ({
  name,
  size: bytes.length,
  slice: async (start, end) => bytes.slice(start, end),
});

/** Bytes as a browser's file offers them. */
export const bytesOf = (bytes: Uint8Array<ArrayBuffer>): FileBytes => ({
  size: bytes.length,
  slice: (start, end) => ({ arrayBuffer: async () => bytes.slice(start, end).buffer }),
});
