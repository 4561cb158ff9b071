import { describe, expect, it } from 'vitest';
import type { Project } from '../../core/project/schema.ts';
import { toyProject } from '../../engine/training/testing/projects.ts';
import type { Table } from './database.ts';
import { createDocumentKeeper, type KeepingNews } from './document-keeper.ts';
import { createJournal } from './journal.ts';
import { safeStorage } from './safe-storage.ts';

const memory = () =>
  safeStorage(() => {
    throw new Error('in memory');
  });

type Fault = 'none' | 'throws' | 'silent' | 'full';

/** A browser: what its database and its local storage hold outlasts tabs, which can be closed at any moment. */
function browser() {
  const rows = new Map<string, unknown>();
  const local = memory();
  let fault: Fault = 'none';
  let names = 0;
  let time = 1000;
  let storageFull = false;

  const answer = <T>(act: () => T): Promise<T> => {
    if (fault === 'silent') return new Promise(() => undefined);
    return Promise.resolve().then(() => {
      if (fault === 'throws') throw new Error('The operation is insecure.');
      return act();
    });
  };

  function tab(session = memory()) {
    let timers: { at: number; work: () => void }[] = [];
    let open = true;
    const news: KeepingNews[] = [];
    // A tab that is closed has no time to write, and none to hear of it.
    const whileOpen = <T>(act: () => T): Promise<T> =>
      Promise.resolve().then(() => (open ? answer(act) : new Promise<T>(() => undefined)));
    const table: Table = {
      all: () => answer(() => new Map(rows)),
      one: (key) => answer(() => rows.get(key)),
      change: (key, decide) =>
        whileOpen(() => {
          const { key: place, value } = decide(rows.get(key));
          if (fault === 'full') throw new Error('QuotaExceededError');
          rows.set(place, structuredClone(value));
        }),
      put: (key, value) => whileOpen(() => void rows.set(key, structuredClone(value))),
      remove: (keys) =>
        answer(() => {
          for (const key of keys) rows.delete(key);
        }),
    };
    const storage = {
      ...local,
      setItem(name: string, value: string) {
        if (storageFull) throw new Error('QuotaExceededError');
        local.setItem(name, value);
      },
    };
    const keeper = createDocumentKeeper(
      {
        table,
        journal: createJournal(storage),
        journalLasts: true,
        session,
        now: () => ++time,
        after(ms, work) {
          const timer = { at: time + ms, work };
          timers.push(timer);
          return () => {
            timers = timers.filter((other) => other !== timer);
          };
        },
        newName: () => `n${++names}`,
      },
      (one) => news.push(one),
    );
    const settle = () => new Promise<void>((resolve) => setTimeout(resolve, 0));
    return {
      keeper,
      news,
      session,
      async pass(ms: number): Promise<void> {
        await settle();
        time += ms;
        const due = timers.filter(({ at }) => at <= time);
        timers = timers.filter(({ at }) => at > time);
        for (const { work } of due) work();
        await settle();
      },
      /** As a browser does it: the page hears of it, and that was all. */
      async close(): Promise<void> {
        keeper.flush();
        open = false;
        await settle();
      },
    };
  }

  return {
    rows,
    tab,
    local,
    fail: (next: Fault) => {
      fault = next;
    },
    fillStorage: () => {
      storageFull = true;
    },
  };
}

const called = (name: string): Project => ({ ...toyProject(), name });
const namesFound = (found: readonly { readonly document: { readonly text: string } }[]): string[] =>
  found.map(({ document }) => JSON.parse(document.text).name);

describe('the last edit', () => {
  it('stays when the tab is closed, however soon after it', async () => {
    const { tab } = browser();
    for (const ms of [0, 1, 100, 249, 250, 251, 400, 999]) {
      const page = tab();
      await page.keeper.find();
      page.keeper.edited(called('earlier'), 'p');
      await page.pass(300);
      page.keeper.edited(called(`after ${ms}`), 'p');
      await page.pass(ms);
      await page.close();
      expect(namesFound(await tab().keeper.find())).toEqual([`after ${ms}`]);
    }
  });

  it('is the last of two tabs, though the other, in the background, writes later', async () => {
    const { tab } = browser();
    const [one, two] = [tab(), tab()];
    for (const { keeper } of [one, two]) await keeper.find();
    one.keeper.edited(called('before'), 'p');
    two.keeper.edited(called('last'), 'p');
    await two.pass(300);
    await one.pass(2000);
    expect(namesFound(await tab().keeper.find())).toEqual(['last', 'before']);
  });

  it('of a document that came by a link is what a reload brings back, not what the tab had before', async () => {
    const { tab } = browser();
    const first = tab();
    await first.keeper.find();
    first.keeper.edited(called('own'), 'p');
    await first.pass(300);
    await first.close();
    const byLink = tab(first.session);
    byLink.keeper.edited(called('of the link'), 'p');
    await byLink.close();
    expect(namesFound(await tab(first.session).keeper.find())).toEqual(['of the link', 'own']);
  });

  it('stays where the browser kills a busy page that hears of nothing', async () => {
    const { tab } = browser();
    const page = tab();
    await page.keeper.find();
    page.keeper.edited(called('killed'), 'p');
    expect(namesFound(await tab().keeper.find())).toEqual(['killed']);
  });

  it('is written while edits do not end', async () => {
    const { rows, tab } = browser();
    const page = tab();
    await page.keeper.find();
    for (let i = 0; i < 12; i++) {
      page.keeper.edited(called(`edit ${i}`), 'p');
      await page.pass(100);
    }
    expect(rows.size).toBe(1);
  });

  it('leaves nothing behind in the journal once the database has it', async () => {
    const { tab, local } = browser();
    const page = tab();
    await page.keeper.find();
    page.keeper.edited(called('a'), 'p');
    page.keeper.flush();
    expect(local.getItem('mtl-playground.pending')).not.toBeNull();
    await page.pass(300);
    expect(local.getItem('mtl-playground.pending')).toBeNull();
  });

  it('of an earlier version of the page is found', async () => {
    const { rows, tab } = browser();
    rows.set('current', JSON.stringify(called('old')));
    const page = tab();
    expect(namesFound(await page.keeper.find())).toEqual(['old']);
    page.keeper.edited(called('new'), 'p');
    await page.pass(300);
    expect([...rows.keys()]).toEqual(['current']);
    expect(page.news).toEqual([]);
  });
});

describe('a database that cannot be used', () => {
  it.each([
    ['throws', 'The operation is insecure'],
    ['silent', { en: 'it does not answer' }],
    ['full', 'QuotaExceededError'],
  ] as const)('%s: said once, with the reason, and the journal stands in', async (fault, reason) => {
    const { fail, tab } = browser();
    fail(fault);
    const page = tab();
    const finding = page.keeper.find();
    await page.pass(3000);
    expect(await finding).toEqual([]);
    for (const name of ['a', 'b']) {
      page.keeper.edited(called(name), 'p');
      await page.pass(300);
      await page.pass(5000);
    }
    expect(page.news).toMatchObject([{ type: 'stand-in', reason }]);
    const next = tab();
    const found = next.keeper.find();
    await next.pass(3000);
    expect(namesFound(await found)).toEqual(['b']);
  });

  it('and a storage that is full: said once, and the page goes on', async () => {
    const { fail, fillStorage, tab } = browser();
    const page = tab();
    await page.keeper.find();
    fail('full');
    fillStorage();
    for (const name of ['a', 'b']) {
      page.keeper.edited(called(name), 'p');
      await page.pass(300);
    }
    page.keeper.flush();
    expect(page.news).toEqual([{ type: 'nothing', reason: 'QuotaExceededError' }]);
  });
});

describe('two tabs', () => {
  it('do not undo each other: both documents are found, and the second that edits says so once', async () => {
    const { tab } = browser();
    const before = tab();
    await before.keeper.find();
    before.keeper.edited(called('shared'), 'p');
    await before.pass(300);
    await before.close();
    const [one, two] = [tab(), tab()];
    await one.keeper.find();
    await two.keeper.find();
    for (const [page, name] of [
      [one, 'of one'],
      [two, 'of two'],
      [one, 'of one again'],
      [two, 'of two again'],
    ] as const) {
      page.keeper.edited(called(name), 'p');
      await page.pass(300);
    }
    expect(one.news).toEqual([]);
    expect(two.news).toEqual([{ type: 'parted' }]);
    // A reload keeps each with its own.
    await one.close();
    await two.close();
    expect(namesFound(await tab(one.session).keeper.find())).toEqual(['of one again', 'of two again']);
    expect(namesFound(await tab(two.session).keeper.find())).toEqual(['of two again', 'of one again']);
    expect(namesFound(await tab().keeper.find())).toEqual(['of two again', 'of one again']);
  });

  it('say so as well where what both began with stands in the journal alone', async () => {
    const { tab } = browser();
    const before = tab();
    await before.keeper.find();
    before.keeper.edited(called('shared'), 'p');
    await before.close();
    const [one, two] = [tab(), tab()];
    for (const page of [one, two]) {
      await page.keeper.find();
      page.keeper.edited(called('changed'), 'p');
    }
    for (const page of [one, two]) await page.pass(300);
    expect([one.news, two.news]).toEqual([[], [{ type: 'parted' }]]);
  });

  it('that are both closed at once lose nothing', async () => {
    const { tab } = browser();
    const [one, two] = [tab(), tab()];
    await one.keeper.find();
    await two.keeper.find();
    one.keeper.edited(called('one'), 'p');
    two.keeper.edited(called('two'), 'p');
    await Promise.all([one.close(), two.close()]);
    expect(namesFound(await tab().keeper.find()).sort()).toEqual(['one', 'two']);
  });

  it('are kept by the newest eight', async () => {
    const { rows, tab } = browser();
    for (let i = 0; i < 12; i++) {
      const page = tab();
      page.keeper.startAfresh();
      page.keeper.edited(called(`tab ${i}`), 'p');
      await page.pass(300);
    }
    await tab().keeper.find();
    await Promise.resolve();
    expect(rows.size).toBe(8);
  });
});

describe('the state before', () => {
  it('is the last one that broke nothing, and the one with which the page began', async () => {
    const { tab } = browser();
    const page = tab();
    await page.keeper.find();
    page.keeper.begun('the beginning');
    for (const name of ['good', 'bad']) {
      page.keeper.edited(called(name), 'p');
      await page.pass(300);
    }
    page.keeper.broke();
    page.keeper.edited(called('bad too'), 'p');
    await page.pass(300);
    const [found] = await tab().keeper.find();
    const before = found?.document.before ?? [];
    expect(before.map((text) => (text.startsWith('{') ? JSON.parse(text).name : text))).toEqual(['good', 'the beginning']);
  });
});
