import { parseProjectText } from '../../core/project/parse.ts';
import type { Project } from '../../core/project/schema.ts';
import { diagnostic } from '../../core/util/diagnostics.ts';
import { wordsOf } from '../../core/util/localized.ts';
import type { Notice } from '../notice.ts';
import type { FoundDocument } from './found-documents.ts';
import { revisionOf } from './kept-document.ts';
import type { SmallStorage } from './safe-storage.ts';

const offeredKey = 'mtl-playground.offered';
/** How many documents are offered at once, and how many are remembered as offered. */
const most = { offered: 2, remembered: 32 };

function offeredBefore(storage: SmallStorage): readonly string[] {
  try {
    const known: unknown = JSON.parse(storage.getItem(offeredKey) ?? '[]');
    return Array.isArray(known) ? known.map(String) : [];
  } catch {
    return [];
  }
}

/** The documents of other tabs, each offered once as it stands. */
export function offersOf(
  [first, ...others]: readonly FoundDocument[],
  openDocument: (project: Project, key?: string) => void,
  storage: SmallStorage,
): readonly Notice[] {
  const before = offeredBefore(storage);
  const fresh = others.filter(({ document }) => document.text !== first?.document.text && !before.includes(revisionOf(document)));
  if (fresh.length === 0) return [];
  try {
    const told = fresh.map(({ document }) => revisionOf(document));
    storage.setItem(offeredKey, JSON.stringify([...before, ...told].slice(-most.remembered)));
  } catch {
    // It is offered once more at the next visit.
  }
  return fresh.slice(0, most.offered).flatMap(({ document }): Notice[] => {
    const parsed = parseProjectText(document.text);
    if (!parsed.ok) return [];
    const edited = new Date(document.edited);
    const when = wordsOf((language) => edited.toLocaleString(language, { dateStyle: 'medium', timeStyle: 'short' }));
    const item = diagnostic('page.otherDocument', { name: parsed.value.name, when }, 'page');
    return [{ ...item, lasting: true, remedy: { offers: 'open', act: () => openDocument(parsed.value, document.key) } }];
  });
}
