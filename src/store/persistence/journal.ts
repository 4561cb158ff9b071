import { z } from 'zod';
import { type KeptDocument, parseKept } from './kept-document.ts';
import type { SmallStorage } from './safe-storage.ts';

const indexKey = 'mtl-playground.pending';
const keyOf = (slot: string): string => `${indexKey}.${slot}`;

/** A document that may not have reached the database. */
export interface PendingDocument {
  readonly document: KeptDocument;
  /** The revision that it was made from; null: there was none. */
  readonly base: string | null;
}

const entrySchema = z.object({ document: z.unknown(), base: z.string().nullable() });

/**
 * What was edited last, in a storage that writes at once: a database has no time any more when a page is closed. One entry for each slot, and
 * a list of them. Nothing here throws but `put`, where the storage is full.
 */
export function createJournal(storage: SmallStorage) {
  const slots = (): string[] => {
    try {
      return z.array(z.string()).parse(JSON.parse(storage.getItem(indexKey) ?? '[]'));
    } catch {
      return [];
    }
  };

  function read(slot: string): PendingDocument | null {
    try {
      const { document, base } = entrySchema.parse(JSON.parse(storage.getItem(keyOf(slot)) ?? 'null'));
      const parsed = parseKept(document);
      return parsed && { document: parsed, base };
    } catch {
      return null;
    }
  }

  return {
    put(slot: string, pending: PendingDocument): void {
      storage.setItem(keyOf(slot), JSON.stringify(pending));
      const known = slots();
      if (!known.includes(slot)) storage.setItem(indexKey, JSON.stringify([...known, slot]));
    },
    remove(slot: string): void {
      const known = slots();
      if (!known.includes(slot)) return;
      storage.removeItem(keyOf(slot));
      const others = known.filter((other) => other !== slot);
      if (others.length === 0) storage.removeItem(indexKey);
      else storage.setItem(indexKey, JSON.stringify(others));
    },
    all: (): ReadonlyMap<string, PendingDocument> =>
      new Map(
        slots().flatMap((slot): [string, PendingDocument][] => {
          const pending = read(slot);
          return pending ? [[slot, pending]] : [];
        }),
      ),
  };
}

export type Journal = ReturnType<typeof createJournal>;
