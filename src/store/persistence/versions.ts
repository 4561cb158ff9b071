import { z } from 'zod';
import { packText, unpackText } from '../../core/project/packed-text.ts';
import type { Table } from './database.ts';
import { most, thinned } from './thinned-versions.ts';

const rowSchema = z.object({ versions: z.array(z.object({ at: z.number(), packed: z.instanceof(Uint8Array) })) });
type Row = Readonly<z.infer<typeof rowSchema>>;

/** A document as it was. */
export interface Version {
  /** When it was kept, in ms since 1970. */
  readonly at: number;
  /** The document as a file. */
  readonly text: string;
}

const read = (stored: unknown): Row => rowSchema.safeParse(stored).data ?? { versions: [] };

/** When the newest version of a document was kept, in ms since 1970. */
export const newestIn = (stored: unknown): number => read(stored).versions.at(-1)?.at ?? 0;

const same = (a: Uint8Array, b: Uint8Array | undefined): boolean =>
  a.length === b?.length && a.every((byte, index) => byte === b[index]);

/** Earlier versions of documents, one row for each project, thinned as they grow old. */
export function createVersions(table: Table, now: () => number) {
  return {
    /** Keeps a document's text, unless it is that of the version before. */
    async keep(project: string, text: string): Promise<void> {
      const packed = packText(text);
      if (packed.length > most.bytes / 2) return;
      await table.change(project, (stored) => {
        const { versions } = read(stored);
        const fresh = same(packed, versions.at(-1)?.packed) ? [] : [{ at: now(), packed }];
        const aged = [...versions, ...fresh].map((version) => ({ ...version, bytes: version.packed.length }));
        return { key: project, value: { versions: thinned(aged, now()).map(({ at, packed }) => ({ at, packed })) } };
      });
    },
    /** The newest first. */
    async of(project: string): Promise<readonly Version[]> {
      const { versions } = read(await table.one(project));
      return versions.toReversed().flatMap(({ at, packed }) => {
        const text = unpackText(packed);
        return text === null ? [] : [{ at, text }];
      });
    },
  };
}

export type Versions = ReturnType<typeof createVersions>;
