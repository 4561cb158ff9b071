import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { documentDifference } from '../../graph/difference.ts';
import { toyConflicting } from '../../presets/toys.ts';
import { decodeProject, encodeProject } from '../../project/codec.ts';
import { parseProject, parseProjectText } from '../../project/parse.ts';
import { serializeProject } from '../../project/serialize.ts';
import { structureKey } from '../../project/structure.ts';
import { answered, doneSteps, nothingDone, openStep, parseProgress, withStep } from './progress.ts';
import { judged, noSecret, type Secret, sealed, unsealed } from './sealed.ts';
import { emptySheet, most, type Sheet, sheetKey, sheetOf, withSheet } from './sheet.ts';

const words = (maxLength: number) =>
  fc.string({ unit: 'grapheme', maxLength: Math.min(40, maxLength) }).filter((text) => text.length <= maxLength);
const number = fc.double({ min: -1e30, max: 1e30, noNaN: true }).map((value) => value + 0);
const given = fc.oneof(words(most.answer), number);

const sheets: fc.Arbitrary<Sheet> = fc
  .record(
    {
      question: words(most.question),
      answer: fc.oneof(
        fc.constant({ kind: 'text' as const }),
        fc.constant({ kind: 'number' as const }),
        fc.record({
          kind: fc.constant('choice' as const),
          choices: fc.array(words(most.choice), { minLength: 2, maxLength: most.choices }),
        }),
      ),
      steps: fc.array(
        fc.record({ text: words(most.step), goal: fc.record({ is: words(20), task: words(20), epochs: number }) }),
        { maxLength: most.steps },
      ),
      hidden: fc.array(words(80), { maxLength: 20 }),
      weights: fc.record({ name: words(80).filter((name) => name !== ''), sha256: fc.constant('0f'.repeat(32)) }),
      handed: fc.record({
        name: words(most.name),
        answer: fc.option(given),
        done: fc.array(fc.nat(most.steps), { maxLength: most.steps }),
        step: fc.nat(),
        epoch: fc.nat(),
        metrics: fc.array(
          fc.record({ task: words(60), metric: words(60), validation: fc.option(number), test: fc.option(number) }),
          { maxLength: 6 },
        ),
      }),
    },
    { requiredKeys: ['question', 'steps', 'hidden'] },
  )
  .map((sheet) => ({ version: 1, ...sheet }));

const document = toyConflicting();

describe('a sheet in a document', () => {
  it('comes through a link and through a file as it was, and changes nothing of what is trained', () => {
    fc.assert(
      fc.property(sheets, (sheet) => {
        const whole = withSheet(document, sheet);
        const linked = decodeProject(encodeProject(whole));
        const filed = parseProjectText(serializeProject(whole));
        expect(linked).toEqual({ ok: true, value: whole });
        expect(filed).toEqual({ ok: true, value: whole });
        expect(sheetOf(whole)).toEqual(whole.sheet ? sheet : null);
        expect(structureKey(whole)).toBe(structureKey(document));
        expect(documentDifference(document, whole)).toEqual(documentDifference(document, document));
      }),
    );
  });

  it('is none where it is empty, and what has none is the document that it always was', () => {
    expect(withSheet(withSheet(document, { ...emptySheet, question: '?' }), emptySheet)).toEqual(document);
    expect(sheetOf(document)).toBeNull();
    expect(serializeProject(document)).not.toContain('sheet');
  });

  it('is told from other tasks, whoever handed it in', () => {
    const sheet: Sheet = { ...emptySheet, question: 'Why?' };
    const handed = { name: 'Ada', answer: 'so', done: [], step: 1, epoch: 0, metrics: [] };
    expect(sheetKey({ ...sheet, handed })).toBe(sheetKey(sheet));
    expect(sheetKey({ ...sheet, question: 'Why not?' })).not.toBe(sheetKey(sheet));
  });

  const hostile: readonly (readonly [string, unknown])[] = [
    ['of a later version', { ...emptySheet, version: 2 }],
    ['with a question of another type', { ...emptySheet, question: { toString: 'x' } }],
    ['with a question as long as a book', { ...emptySheet, question: 'x'.repeat(most.question + 1) }],
    ['with a thousand steps', { ...emptySheet, steps: Array.from({ length: 1000 }, () => ({})) }],
    ['with a single choice', { ...emptySheet, answer: { kind: 'choice', choices: ['x'] } }],
    ['with an answer of no kind', { ...emptySheet, answer: { kind: 'script' } }],
    ['with weights whose checksum is none', { ...emptySheet, weights: { name: 'w', sha256: '../../x' } }],
    ['with a figure that is none', { ...emptySheet, handed: { answer: 1e31 } }],
    ['with steps that were never there', { ...emptySheet, handed: { done: [-1] } }],
    ['without anything', {}],
  ];
  it.each(hostile)('%s cannot be read, and the document opens all the same', (_, sheet) => {
    const read = parseProject({ ...document, sheet });
    expect(read.ok && sheetOf(read.value)).toBe('unreadable');
  });

  it('is refused with its document where it is no plain data or too much of it', () => {
    expect(parseProject({ ...document, sheet: 'text' }).ok).toBe(false);
    const deep = Array.from({ length: 60 }).reduce<object>((inner) => ({ inner }), {});
    expect(parseProject({ ...document, sheet: deep }).ok).toBe(false);
    expect(parseProject({ ...document, sheet: { many: Array.from({ length: 600_000 }, () => 0) } }).ok).toBe(false);
  });
});

describe('the expected answer', () => {
  const secrets: fc.Arbitrary<Secret> = fc.record({
    expected: fc.option(given),
    tolerance: fc.double({ min: 0, max: 1e6, noNaN: true }),
    explanation: words(most.explanation),
  });
  const salts = fc.stringMatching(/^[0-9a-f]{8}$/);

  it('comes out as it went in', () => {
    fc.assert(
      fc.property(secrets, salts, (secret, salt) => {
        expect(unsealed({ sealed: sealed(secret, salt) })).toEqual(JSON.parse(JSON.stringify(secret)));
      }),
    );
  });

  it('is not to be read in the file, nor in the link unpacked, and looks otherwise in every sheet', () => {
    const secret = { ...noSecret, expected: 'overfitting', explanation: 'validation loss rises' };
    const file = serializeProject(withSheet(document, { ...emptySheet, sealed: sealed(secret, '0a0b0c0d') }));
    for (const text of ['overfitting', 'validation loss', 'expected', btoa('overfitting').slice(0, 10)])
      expect(file).not.toContain(text);
    expect(sealed(secret, '0a0b0c0d').slice(9)).not.toBe(sealed(secret, '0a0b0c0e').slice(9));
  });

  it('is none where what was packed was altered or is none of ours', () => {
    const packed = sealed({ ...noSecret, expected: 1 }, 'ab');
    for (const text of ['', '.', 'ab', 'ab.', 'ab.!!', `cd${packed.slice(2)}`, `${packed}A`, 'ab.AAAA', packed.slice(0, -3)])
      expect(unsealed({ sealed: text })).toEqual(noSecret);
    expect(unsealed({})).toEqual(noSecret);
  });

  it('tells right from wrong for choices and numbers, and decides nothing of a text', () => {
    const choice = { answer: { kind: 'choice' as const, choices: ['a', 'b'] } };
    const figure = { answer: { kind: 'number' as const } };
    const near = { ...noSecret, expected: 0.3, tolerance: 0.1 };
    expect([0, 1].map((place) => judged(choice, { ...noSecret, expected: 1 }, place))).toEqual([false, true]);
    expect([0.2, 0.4, 0.41, 0.19].map((value) => judged(figure, near, value))).toEqual([true, true, false, false]);
    expect(judged({ answer: { kind: 'text' } }, { ...noSecret, expected: 'a' }, 'a')).toBeNull();
    expect(judged(figure, near, null)).toBeNull();
    expect(judged(figure, noSecret, 1)).toBeNull();
  });
});

describe('progress', () => {
  const sheet: Sheet = { ...emptySheet, steps: [0, 1, 2].map(() => ({ text: '', goal: {} })) };

  it('goes from step to step; what was passed over is not done; an answer stands', () => {
    const second = withStep(withStep(nothingDone, 0, 'skipped'), 1, 'done');
    expect(openStep(sheet, second)).toBe(2);
    expect(doneSteps(sheet, second)).toEqual([1]);
    expect(answered(answered(second, 'a'), 'b').answer).toBe('a');
    for (const answer of [1e31, Number.NaN, 'x'.repeat(most.answer + 1)]) expect(answered(second, answer)).toBe(second);
  });

  it('is nothing where what was kept is none of it', () => {
    for (const kept of [null, 3, { steps: 'x' }, { answer: {} }, { steps: ['gone'] }])
      expect(parseProgress(kept)).toEqual(nothingDone);
  });
});
