import { Zip, ZipPassThrough } from 'fflate';

/** A file of a folder, or one of many. */
export interface NamedFile {
  /** With «/» between folders. */
  readonly path: string;
  readonly bytes: { arrayBuffer(): Promise<ArrayBuffer> };
}

/** Of no file: the same files make the same archive, whenever they were written. */
const noTime = new Date(1980, 0, 1);

/**
 * Files as one archive that stores them as they are, in the order of their paths: the same files give the same bytes. A piece that is a file's own bytes is given as
 * the file, so that no more than one is in memory.
 */
export async function packFiles<F extends NamedFile>(
  files: readonly F[],
  onProgress: (done: number) => void,
): Promise<readonly (Uint8Array<ArrayBuffer> | F['bytes'])[]> {
  const pieces: (Uint8Array<ArrayBuffer> | F['bytes'])[] = [];
  let current: { readonly bytes: Uint8Array; readonly file: F['bytes'] } | null = null;
  const zip = new Zip((error, chunk) => {
    if (error) throw error;
    pieces.push(current && chunk === current.bytes ? current.file : chunk.slice());
  });
  const sorted = [...files].sort((a, b) => (a.path < b.path ? -1 : 1));
  for (const [i, { path, bytes }] of sorted.entries()) {
    const entry = new ZipPassThrough(path);
    entry.mtime = noTime;
    zip.add(entry);
    const read = new Uint8Array(await bytes.arrayBuffer());
    current = { bytes: read, file: bytes };
    entry.push(read, true);
    current = null;
    onProgress((i + 1) / sorted.length);
  }
  zip.end();
  return pieces;
}
