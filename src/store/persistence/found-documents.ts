import type { PendingDocument } from './journal.ts';
import { type KeptDocument, revisionOf } from './kept-document.ts';

export interface FoundDocument {
  readonly slot: string;
  readonly document: KeptDocument;
}

/** How many documents are kept: those of tabs that were open at once, and of visits that began with a link. */
const mostKept = 8;

/**
 * What database and journal know together, the last edited first. What is pending takes the place of what it was made from, or of what the
 * same tab wrote before; where another tab has written since, both are kept.
 */
export function joinFound(
  stored: ReadonlyMap<string, KeptDocument>,
  pending: ReadonlyMap<string, PendingDocument>,
  newSlot: () => string,
): FoundDocument[] {
  const all = new Map(stored);
  for (const [slot, { document, base }] of pending) {
    const there = all.get(slot);
    if (there?.writer === document.writer) {
      if (there.count < document.count) all.set(slot, document);
    } else if (!there || revisionOf(there) === base) all.set(slot, document);
    else all.set(newSlot(), document);
  }
  return [...all].map(([slot, document]) => ({ slot, document })).sort((a, b) => b.document.edited - a.document.edited);
}

/** Slots whose document was edited so long ago, compared with all others, that it is given up. */
export const outdated = (found: readonly FoundDocument[]): string[] => found.slice(mostKept).map(({ slot }) => slot);
