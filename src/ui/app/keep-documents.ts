import { diagnostic } from '../../core/util/diagnostics.ts';
import type { Notice } from '../../store/notice.ts';
import { openTable } from '../../store/persistence/database.ts';
import { createDocumentKeeper, type DocumentKeeper, type KeepingNews } from '../../store/persistence/document-keeper.ts';
import { createJournal } from '../../store/persistence/journal.ts';
import { keptCandidates } from '../../store/persistence/kept-candidates.ts';
import { newName } from '../../store/persistence/new-name.ts';
import { createOpening, type Opening } from '../../store/persistence/opening.ts';
import { createOpeningLog, type OpeningLog } from '../../store/persistence/opening-log.ts';
import { type SafeStorage, safeStorage } from '../../store/persistence/safe-storage.ts';

function inWords(news: KeepingNews): Notice {
  const item =
    news.type === 'parted'
      ? diagnostic('page.parted', {}, 'page')
      : diagnostic(news.type === 'stand-in' ? 'page.standIn' : 'page.notKept', { reason: news.reason }, 'page');
  return { ...item, lasting: true };
}

/** Keeps documents in this browser's storages, and writes what is pending once the page is left. What is to be said waits for `tellTo`. */
export function keepDocuments(local: SafeStorage): {
  readonly keeper: DocumentKeeper;
  readonly log: OpeningLog;
  readonly candidatesOf: typeof keptCandidates;
  /** The documents of these groups, one after the other. */
  readonly begin: (groups: Parameters<typeof createOpening>[0]) => Opening;
  readonly tellTo: (notify: (notices: readonly Notice[]) => void) => void;
} {
  const early: Notice[] = [];
  let tell = (notices: readonly Notice[]): void => void early.push(...notices);
  const keeper = createDocumentKeeper(
    {
      table: openTable('documents'),
      journal: createJournal(local),
      journalLasts: local.lasting,
      session: safeStorage(() => sessionStorage),
      now: Date.now,
      after(ms, work) {
        const timer = setTimeout(work, ms);
        return () => clearTimeout(timer);
      },
      newName,
    },
    (news) => tell([inWords(news)]),
  );
  window.addEventListener('pagehide', keeper.flush);
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') keeper.flush();
  });
  const log = createOpeningLog(local);
  return {
    keeper,
    log,
    candidatesOf: keptCandidates,
    begin: (groups) => createOpening(groups, log),
    tellTo(notify) {
      tell = notify;
      notify(early);
    },
  };
}
