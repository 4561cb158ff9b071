import { z } from 'zod';
import type { Table } from '../persistence/database.ts';

const schema = z.object({
  /** What its visitor calls it. */
  name: z.string(),
  file: z.string(),
  rows: z.number(),
  /** When it was kept, in ms since 1970. */
  added: z.number(),
  bytes: z.instanceof(Blob),
});

/** A file that is kept on this computer, to be listed without being read. */
export interface KeptData {
  /** SHA-256 of its bytes. */
  readonly hash: string;
  readonly name: string;
  readonly file: string;
  readonly rows: number;
  readonly bytes: number;
  readonly added: number;
}

/** The visitor's files, by the hash of their bytes: kept once, however many documents use them. Everything rejects where the browser refuses. */
export function createOwnDataLibrary(table: Table) {
  const read = (value: unknown) => schema.safeParse(value).data;
  return {
    /** The last kept first. */
    async list(): Promise<readonly KeptData[]> {
      const found = [...(await table.all())].flatMap(([hash, value]): KeptData[] => {
        const kept = read(value);
        return kept ? [{ hash, ...kept, bytes: kept.bytes.size }] : [];
      });
      return found.sort((a, b) => b.added - a.added);
    },
    /** The file that has these bytes; null where none is kept. */
    async file(hash: string): Promise<File | null> {
      const kept = read(await table.one(hash));
      return kept ? new File([kept.bytes], kept.file) : null;
    },
    /** Rejects with a `QuotaExceededError` where there is no room. */
    keep: (hash: string, file: Blob, { name, file: fileName, rows, added }: Omit<KeptData, 'hash' | 'bytes'>): Promise<void> =>
      table.change(hash, () => ({ key: hash, value: { name, file: fileName, rows, added, bytes: file } })),
    rename: (hash: string, name: string): Promise<void> =>
      table.change(hash, (stored) => {
        const kept = read(stored);
        return { key: hash, value: kept ? { ...kept, name } : stored };
      }),
    remove: (hash: string): Promise<void> => table.remove([hash]),
  };
}

export type OwnDataLibrary = ReturnType<typeof createOwnDataLibrary>;
