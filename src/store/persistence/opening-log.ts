import { z } from 'zod';
import type { SmallStorage } from './safe-storage.ts';

const logKey = 'mtl-playground.opening';
/** So often in a row the page may end before it has drawn a document: once may have been the visitor, or the browser. */
const mostAttempts = 2;

const schema = z.object({ document: z.string(), attempts: z.number() });

/** Tells documents apart: length and FNV-1a of the text. */
function fingerprint(text: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return `${text.length}.${hash >>> 0}`;
}

/**
 * Remembers which document the page is beginning with, until it is drawn or the page is left in peace: one that takes the whole page down, or
 * never comes to an end, can only be known from the visit before.
 */
export function createOpeningLog(storage: SmallStorage) {
  function last(): z.infer<typeof schema> | null {
    try {
      return schema.parse(JSON.parse(storage.getItem(logKey) ?? 'null'));
    } catch {
      return null;
    }
  }
  return {
    /** True where the document must be passed over. */
    begin(text: string): boolean {
      const document = fingerprint(text);
      const known = last();
      const attempts = known?.document === document ? known.attempts : 0;
      if (attempts >= mostAttempts) return true;
      try {
        storage.setItem(logKey, JSON.stringify({ document, attempts: attempts + 1 }));
      } catch {
        // A storage that is full: only what throws is passed over then.
      }
      return false;
    },
    ended: (): void => storage.removeItem(logKey),
  };
}

export type OpeningLog = ReturnType<typeof createOpeningLog>;
