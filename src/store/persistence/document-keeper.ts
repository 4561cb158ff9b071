import type { Project } from '../../core/project/schema.ts';
import { serializeProject } from '../../core/project/serialize.ts';
import type { MessageValue } from '../../core/util/interpolate.ts';
import { keptWords } from '../../core/util/messages/kept-words.ts';
import { reasonOf } from '../../core/util/reason.ts';
import type { Table } from './database.ts';
import { type FoundDocument, joinFound, outdated } from './found-documents.ts';
import type { Journal } from './journal.ts';
import { type KeptDocument, parseKept, revisionOf } from './kept-document.ts';
import type { SmallStorage } from './safe-storage.ts';
import { TimeoutError, withTimeout } from './with-timeout.ts';

/** Debounce of writing: once no edit came for so long, and however many there are no later than that, in ms. */
const debounceMs = 250;
const latestMs = 1000;
/** Timeouts of the database: before the page begins, and of each writing, in ms. */
const timeoutMs = { reading: 3000, writing: 5000 };

/** Throttle of the journal: a rest between two edits, and so many times as long as one took; a hand that drags is not held up. In ms. */
const journalRest = { ms: 100, times: 20 };

const slotKey = 'mtl-playground.slot';

export interface KeeperWorld {
  readonly table: Table;
  readonly journal: Journal;
  /** Outlasts a reload of the tab, and nothing else. */
  readonly session: SmallStorage;
  /** Whether what is in the journal outlasts the page. */
  readonly journalLasts: boolean;
  /** In ms since 1970. */
  readonly now: () => number;
  /** Calls `work` after so many milliseconds, unless the function that comes back is called before. */
  readonly after: (ms: number, work: () => void) => () => void;
  /** A name that no other tab makes. */
  readonly newName: () => string;
}

/** What the page has to say about keeping documents, each at most once. */
export type KeepingNews =
  /** The database cannot be used; the journal keeps the document (`stand-in`) or nothing does (`nothing`). */
  | { readonly type: 'stand-in' | 'nothing'; readonly reason: MessageValue }
  /** Another tab wrote the same document: from now on there are two. */
  | { readonly type: 'parted' };

const wordsOfFailure = (error: unknown): MessageValue => {
  if (error instanceof TimeoutError) return keptWords.noAnswer;
  // A sentence of the browser's, which ours goes on after.
  return reasonOf(error).replace(/\.$/, '');
};

/**
 * Keeps the document on the screen from visit to visit, in a slot of this tab's own. A tab goes on in the slot that was edited last; where
 * another tab has written there meanwhile it takes a slot of its own, so that neither undoes the other. What is not yet in the
 * database when the page is closed, or cannot get there, stands in the journal.
 */
export function createDocumentKeeper(world: KeeperWorld, say: (news: KeepingNews) => void) {
  const { table, journal, session, now, after, newName } = world;
  const writer = newName();
  let slot = newName();
  /** The session knows of the slot. */
  let claimed = false;
  /** What this tab knows to stand in its slot. */
  let base: string | null = null;
  let count = 0;
  /** Edited, and in neither place. */
  let unsaved: { readonly project: Project; readonly key: string } | null = null;
  /** What was edited last, whether it is written or not; null: nothing of this visit. */
  let latest: { readonly project: Project; readonly at: number; text: string | null; broken: boolean } | null = null;
  /** The last state that was written and broke nothing, and the one with which the page began. */
  let shown: string | null = null;
  let began: string | null = null;
  let writing: Promise<void> | null = null;
  /** What is being written. */
  let underWay: KeptDocument | null = null;
  let journalNext = 0;
  let cancelQuiet = (): void => undefined;
  let cancelLatest: (() => void) | null = null;
  const said = new Set<KeepingNews['type']>();

  function tell(news: KeepingNews): void {
    if (said.has(news.type)) return;
    said.add(news.type);
    say(news);
  }

  function goTo(next: string, revision: string | null): void {
    slot = next;
    base = revision;
    claimed = true;
    try {
      session.setItem(slotKey, slot);
    } catch {
      // A reload takes what was edited last then.
    }
  }

  /** In a storage that may be full; false where it does not hold. */
  function note(document: KeptDocument): boolean {
    try {
      journal.put(slot, { document, base });
      return world.journalLasts;
    } catch {
      return false;
    }
  }

  function documentOf({ project, key }: { readonly project: Project; readonly key: string }): KeptDocument {
    const text = serializeProject(project);
    if (latest?.project === project) latest.text = text;
    const before = [...new Set([shown, began])].filter((state) => state !== null && state !== text);
    // A tab in the background writes late, and what it has is no newer for that.
    return { text, edited: latest?.at ?? now(), writer, count: ++count, before: before.filter((state) => state !== null), key };
  }

  async function write(document: KeptDocument): Promise<void> {
    const mine = slot;
    let place = mine;
    try {
      const done = table.change(mine, (stored) => {
        const there = parseKept(stored);
        const parted = there !== null && there.writer !== writer && revisionOf(there) !== base;
        place = parted ? newName() : mine;
        return { key: place, value: document };
      });
      await withTimeout(done, timeoutMs.writing, after);
      if (place !== mine) {
        journal.remove(mine);
        tell({ type: 'parted' });
      }
      goTo(place, revisionOf(document));
      if (unsaved === null) journal.remove(slot);
    } catch (error) {
      tell({ type: note(document) ? 'stand-in' : 'nothing', reason: wordsOfFailure(error) });
    }
  }

  function noteUnsaved(): void {
    try {
      if (unsaved !== null) note(documentOf(unsaved));
      else if (underWay) note(underWay);
    } catch {
      // It cannot be written anywhere, which is said when it is tried once more.
    }
  }

  /** One writing at a time; what is edited meanwhile follows. */
  function save(): void {
    cancelQuiet();
    cancelLatest?.();
    cancelLatest = null;
    if (unsaved === null || writing) return;
    const edited = unsaved;
    unsaved = null;
    try {
      underWay = documentOf(edited);
    } catch (error) {
      tell({ type: 'nothing', reason: wordsOfFailure(error) });
      return;
    }
    writing = write(underWay).then(() => {
      writing = null;
      underWay = null;
      save();
    });
  }

  return {
    /**
     * What earlier visits and other tabs left, the last edited first, but this tab's own before a reload before all others. This tab goes on
     * with the first.
     */
    async find(): Promise<readonly FoundDocument[]> {
      const stored = new Map<string, KeptDocument>();
      try {
        for (const [key, value] of await withTimeout(table.all(), timeoutMs.reading, after)) {
          const document = parseKept(value);
          if (document) stored.set(key, document);
        }
      } catch (error) {
        tell({ type: world.journalLasts ? 'stand-in' : 'nothing', reason: wordsOfFailure(error) });
      }
      const found = joinFound(stored, journal.all(), newName);
      const mine = session.getItem(slotKey);
      const own = found.find((one) => one.slot === mine);
      const all = own ? [own, ...found.filter((one) => one !== own)] : found;
      const [first] = all;
      if (first) {
        const there = stored.get(first.slot);
        goTo(first.slot, there ? revisionOf(there) : null);
      }
      const old = outdated(found).filter((one) => one !== slot);
      for (const one of old) journal.remove(one);
      if (old.length > 0) table.remove(old).catch(() => undefined);
      return all;
    },
    /** What is edited from now on takes the place of nothing that was found. */
    startAfresh(): void {
      slot = newName();
      base = null;
      claimed = false;
    },
    /** The page has begun with this document, and shows it. */
    begun(text: string): void {
      began = text;
    },
    /** `key`: the project that it is. */
    edited(project: Project, key: string): void {
      if (latest?.text && !latest.broken) shown = latest.text;
      latest = { project, at: now(), text: null, broken: false };
      // Not before: a visit that only looks at a link leaves the tab its own document.
      if (!claimed) goTo(slot, base);
      unsaved = { project, key };
      // Before anything is drawn: a browser that closes a busy page does not wait for it to hear of that.
      const from = now();
      if (from >= journalNext) {
        noteUnsaved();
        journalNext = now() + journalRest.ms + journalRest.times * (now() - from);
      }
      cancelQuiet();
      cancelQuiet = after(debounceMs, save);
      cancelLatest ??= after(latestMs, save);
    },
    /** Something broke while this document was on the screen: it is no state to go back to. */
    broke(): void {
      if (latest) latest.broken = true;
    },
    /** Writes at once what is not yet written: the page may be gone after this. */
    flush(): void {
      noteUnsaved();
      save();
    },
  };
}

export type DocumentKeeper = ReturnType<typeof createDocumentKeeper>;
