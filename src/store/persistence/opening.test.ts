import { describe, expect, it } from 'vitest';
import type { Project } from '../../core/project/schema.ts';
import { serializeProject } from '../../core/project/serialize.ts';
import { ok } from '../../core/util/diagnostics.ts';
import { keptWords } from '../../core/util/messages/kept-words.ts';
import { toyProject } from '../../engine/training/testing/projects.ts';
import { keptCandidates } from './kept-candidates.ts';
import { offersOf } from './kept-offers.ts';
import type { Candidate } from './left-out.ts';
import { createOpening } from './opening.ts';
import { createOpeningLog } from './opening-log.ts';
import { safeStorage } from './safe-storage.ts';

const memory = () =>
  safeStorage(() => {
    throw new DOMException('denied', 'SecurityError');
  });

const called = (name: string): Project => ({ ...toyProject(), name });

/** A document that throws when it is analysed. */
const poisoned = (): Project => ({
  ...called('poisoned'),
  get graph(): Project['graph'] {
    throw new Error('too odd');
  },
});

const found = (name: string, before: readonly Project[] = [], text?: string) => ({
  slot: name,
  document: {
    text: text ?? serializeProject(called(name)),
    edited: 5,
    writer: name,
    count: 1,
    before: before.map(serializeProject),
  },
});

const open = async (...groups: readonly (readonly Candidate[])[]) => {
  const opening = createOpening(
    groups.map((group) => async () => group),
    createOpeningLog(memory()),
  );
  const { opened, passedOver } = await opening.next();
  return { name: opened?.project.name ?? null, passedOver };
};

describe('the page begins', () => {
  it('with the last document, and says nothing', async () => {
    expect(await open(keptCandidates([found('last', [called('before')])]))).toEqual({ name: 'last', passedOver: [] });
  });

  it('with what it was before where the last one cannot be read; the bad one can be taken home', async () => {
    const { name, passedOver } = await open(keptCandidates([found('last', [called('before')], '{"version": 1, "bad')]));
    expect(name).toBe('before');
    expect(passedOver).toMatchObject([
      { item: { code: 'page.leftOut', values: { what: keptWords.last, reason: { en: expect.stringContaining('JSON') } } } },
    ]);
    expect(passedOver[0]?.text()).toBe('{"version": 1, "bad');
  });

  it('with the last document where that of a link throws when it is analysed', async () => {
    const link: Candidate = { what: keptWords.link, text: () => 'as it came', open: () => ok(poisoned()) };
    const { name, passedOver } = await open([link], keptCandidates([found('last')]));
    expect(name).toBe('last');
    expect(passedOver).toMatchObject([{ item: { values: { what: keptWords.link, reason: 'too odd' } } }]);
  });

  it('with none of them where none can be shown', async () => {
    const { name, passedOver } = await open(keptCandidates([found('a', [], 'x'), found('b', [], 'y')]));
    expect(name).toBeNull();
    expect(passedOver.map(({ text }) => text())).toEqual(['x', 'y']);
  });

  it('and passes over a document with which it ended twice before anything was drawn, but not one that was drawn', async () => {
    const storage = memory();
    const begin = async () => {
      const log = createOpeningLog(storage);
      const opening = createOpening([async () => keptCandidates([found('heavy', [called('before')])])], log);
      const { opened, passedOver } = await opening.next();
      return { log, name: opened?.project.name, reasons: passedOver.map(({ item }) => item.values?.reason) };
    };
    (await begin()).log.ended();
    expect((await begin()).name).toBe('heavy');
    expect((await begin()).name).toBe('heavy');
    expect(await begin()).toMatchObject({ name: 'before', reasons: [keptWords.neverDrawn] });
  });
});

it('the document of another tab is offered once', () => {
  const storage = memory();
  const opened: string[] = [];
  const all = [found('mine'), found('other'), found('same', [], serializeProject(called('mine')))];
  const offer = () => offersOf(all, (project) => opened.push(project.name), storage);
  const [notice, ...more] = offer();
  expect(more).toEqual([]);
  expect(notice).toMatchObject({ code: 'page.otherDocument', lasting: true, values: { name: 'other' } });
  if (notice?.remedy?.offers === 'open') notice.remedy.act();
  expect(opened).toEqual(['other']);
  expect(offer()).toEqual([]);
});

it('a storage that throws when it is asked for forgets with the page, and throws no more', () => {
  const storage = memory();
  storage.setItem('a', '1');
  expect([storage.getItem('a'), storage.getItem('b'), storage.lasting]).toEqual(['1', null, false]);
  storage.removeItem('a');
  expect(storage.getItem('a')).toBeNull();
});
