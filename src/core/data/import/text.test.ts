import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { importWorld } from '../../../worker/import-world.ts';
import { tokensOf } from '../tokens-of.ts';
import { bioTags } from './bio-tags.ts';
import { buildData } from './build.ts';
import { type ColumnChoice, type Division, withChoice } from './choices.ts';
import { inferChoices } from './infer.ts';
import { ImportSession } from './session.ts';
import { signatureOfDescribed } from './signature.ts';
import { readSpans, tagsOfSpans } from './spans.ts';
import { readTable, type Table } from './table.ts';
import { fileOf } from './testing/files.ts';
import { placedWords } from './words.ts';

const world = importWorld();
const division: Division = { by: 'random', seed: 1, train: 0.7, validation: 0.15 };
const origin = { name: 'Mine', file: { name: 'mine.jsonl', bytes: 1, hash: 'a'.repeat(64) } };
const file = (text: string) => fileOf('mine.jsonl', new TextEncoder().encode(text));

async function tableOf(text: string): Promise<Table> {
  const read = await readTable(file(text), {}, world);
  if (!read.ok) throw new Error(read.diagnostics.map(({ message }) => message).join(' '));
  return read.value;
}

const people = ['Ada Lovelace', 'Grace Hopper', 'Alan Turing', 'Emmy Noether'];
const cities = ['Paris', 'Lagos', 'Quito', 'Osaka', 'Turku'];

/** Sentences with the stretches that name a person and a city, a topic, and a title to write. */
const sentences = Array.from({ length: 60 }, (_, i) => {
  const [who, where] = [people[i % 4] ?? '', cities[i % 5] ?? ''];
  const text = `In the year ${1900 + i} ${who} went to ${where} by ${i % 2 ? 'train' : 'ship'}.`;
  const span = (word: string, label: string) => ({ start: text.indexOf(word), end: text.indexOf(word) + word.length, label });
  return { text, topic: i % 2 ? 'rail' : 'sea', entities: [span(who, 'PER'), span(where, 'LOC')], title: `${who} in ${where}` };
});
const lines = (rows: readonly unknown[]): string => rows.map((row) => JSON.stringify(row)).join('\n');

const roleOf = (choices: readonly ColumnChoice[], name: string, change: Partial<ColumnChoice>): readonly ColumnChoice[] =>
  withChoice(
    choices,
    choices.findIndex((choice) => choice.name === name),
    change,
  );

test('JSON lines with labels, spans and titles become a class, a tag for every word, and a text to write', async () => {
  const table = await tableOf(lines(sentences));
  const inferred = inferChoices(table);
  expect(inferred.map(({ name, kind, role }) => [name, kind, role])).toMatchObject([
    ['text', 'text', 'feature'],
    ['topic', 'yesno', expect.any(String)],
    ['entities', 'spans', 'target'],
    ['title', expect.any(String), expect.any(String)],
  ]);
  const choices = roleOf(roleOf(inferred, 'topic', { role: 'target' }), 'title', { kind: 'text', role: 'target' });
  const built = buildData(table, choices, division, origin);
  if (!built.ok) throw new Error(built.diagnostics.map(({ message }) => message).join(' '));
  const { described, tensors } = built.value;
  const { inputs, targets } = signatureOfDescribed(described);
  const length = inputs[0]?.shape[0] ?? 0;
  expect(targets).toMatchObject([
    { id: 'topic', format: 'binary' },
    { id: 'entities', format: 'tags', scheme: 'bio', length, tags: ['O', 'B-LOC', 'I-LOC', 'B-PER', 'I-PER'] },
    { id: 'title', format: 'sequence', previous: 'title-so-far' },
  ]);
  const tags = tensors.targets.entities ?? [];
  // In the year 1900 ada lovelace went to paris by ship .
  expect([...tags.slice(0, 12)]).toEqual([0, 0, 0, 0, 3, 4, 0, 0, 1, 0, 0, 0]);
  const title = targets.find(({ format }) => format === 'sequence');
  if (title?.format !== 'sequence') throw new Error('there is a title');
  const words = (ids: ArrayLike<number>): string[] => Array.from(ids, (id) => title.vocabulary[id] ?? '');
  expect(words(tensors.targets.title?.slice(0, title.length) ?? [])).toEqual(['ada', 'lovelace', 'in', 'paris', '⟨end⟩']);
  expect(words(tensors.inputs['title-so-far']?.slice(0, title.length) ?? [])).toEqual([
    '⟨start⟩',
    'ada',
    'lovelace',
    'in',
    'paris',
  ]);
  expect(described.columns.map(({ labelled }) => labelled)).toEqual([undefined, 60, 60, 60]);
});

test('vocabularies of texts that are read, tagged and written come from training rows alone', async () => {
  const text = (other: string): string =>
    lines([
      ...sentences.map((row) => ({ ...row, split: 'train' })),
      ...sentences
        .slice(0, 20)
        .map((row) => ({ ...row, text: `${other} ${row.text}`, title: other, entities: [[0, 3, other]], split: 'test' })),
    ]);
  const described = await Promise.all(
    ['zebra', 'quagga'].map(async (word) => {
      const table = await tableOf(text(word));
      const choices = roleOf(inferChoices(table), 'title', { kind: 'text', role: 'target' });
      const built = buildData(table, choices, { ...division, by: 'column' }, origin);
      if (!built.ok) throw new Error(built.diagnostics.map(({ message }) => message).join(' '));
      return built.value.described.columns.map(({ fit }) => fit);
    }),
  );
  expect(described[0]).toEqual(described[1]);
  expect(JSON.stringify(described)).not.toContain('zebra');
});

describe('spans', () => {
  it('outside of the text, overlapping, or no spans are said with their lines, and their rows have no label', async () => {
    const rows = sentences.map((row, i) => ({
      ...row,
      entities:
        i === 3
          ? [{ start: 5, end: 5000, label: 'PER' }]
          : i === 7
            ? [
                [0, 8, 'PER'],
                [4, 12, 'LOC'],
              ]
            : i === 9
              ? [{ start: 'x' }]
              : i === 11
                ? []
                : row.entities,
    }));
    const session = new ImportSession(world);
    const read = await session.read(file(lines(rows)), {}, () => undefined);
    if (!read.ok) throw new Error('it is read');
    const { diagnostics } = await session.judge(read.value.choices, division);
    const said = diagnostics.filter(({ code }) => code.startsWith('import.spans'));
    expect(said).toMatchObject([
      { code: 'import.spansOutside', where: 'column:entities', values: { count: 1, line: 4 } },
      { code: 'import.spansOverlap', where: 'column:entities', values: { count: 1, line: 8 } },
      { code: 'import.spansUnreadable', where: 'column:entities', values: { count: 1, line: 10 } },
    ]);
    const built = await session.build(read.value.choices, division, 'Mine');
    if (!built.ok) throw new Error('it is used');
    // A row without any entity is labelled: all its words are outside.
    expect(built.value.described.columns.find(({ name }) => name === 'entities')?.labelled).toBe(57);
  });

  it('need a text', async () => {
    const session = new ImportSession(world);
    const read = await session.read(file(lines(sentences)), {}, () => undefined);
    if (!read.ok) throw new Error('it is read');
    const without = roleOf(read.value.choices, 'text', { role: 'none' });
    expect((await session.judge(without, division)).diagnostics.map(({ code }) => code)).toContain('import.spansWithoutText');
  });

  it('count characters as Python does, whatever a character takes of UTF-16', () => {
    const text = '🐧🐧 Ada sings';
    expect(tagsOfSpans(text, '[[3,6,"PER"]]', ['PER'], 6)).toEqual(
      Int32Array.of(
        0,
        ...placedWords(text)
          .slice(1)
          .map(({ word }) => (word === 'ada' ? 1 : 0)),
        ...new Array(6 - placedWords(text).length).fill(-1),
      ),
    );
    expect(tagsOfSpans('城市在北京。', '[[3,5,"LOC"]]', ['LOC'], 5)).toEqual(
      Int32Array.from({ length: 5 }, (_, i) => {
        const word = placedWords('城市在北京。')[i]?.word;
        return word === undefined ? -1 : word === '北京' ? 1 : 0;
      }),
    );
  });

  it('of whole words give these words their tags, and all others none', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('alpha', 'beta', 'gamma', '。', '🐧', 'δέλτα'), { minLength: 1, maxLength: 20 }),
        fc.array(fc.boolean(), { minLength: 20, maxLength: 20 }),
        (words, marked) => {
          const text = words.join(' ');
          const starts = words.map((_, i) => [...words.slice(0, i).join(' ')].length + (i > 0 ? 1 : 0));
          const spans = words.flatMap((word, i) => (marked[i] ? [[starts[i], (starts[i] ?? 0) + [...word].length, 'X']] : []));
          const tags = tagsOfSpans(text, JSON.stringify(spans), ['X'], words.length);
          expect(tags).toEqual(Int32Array.from(words, (_, i) => (marked[i] ? 1 : 0)));
        },
      ),
    );
  });

  it('that anybody may write are read, refused as outside or overlapping, or no spans, and never break', () => {
    const number = fc.oneof(fc.integer({ min: -3, max: 30 }), fc.double(), fc.constant(1e308));
    const span = fc.oneof(
      fc.tuple(number, number, fc.constantFrom('X', 'Y', '', '__proto__')),
      fc.record({ start: number, end: number, label: fc.constantFrom('X', 'constructor') }),
      fc.jsonValue(),
    );
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 25 }), fc.array(span, { maxLength: 4 }), (text, spans) => {
        const field = JSON.stringify(spans);
        const tags = tagsOfSpans(text, field, ['X'], 8);
        if (readSpans(field) === null) expect(tags).toBe('unreadable');
        else if (typeof tags === 'string') expect(['outside', 'overlap']).toContain(tags);
        else expect(tags.every((tag) => tag >= -1 && tag < bioTags(['X']).length)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});

test('a text that is typed is cut into words as the file was', () => {
  const info = {
    id: 'text',
    shape: [6],
    dtype: 'i32',
    vocabulary: 5,
    segmented: true,
    words: ['–', '…', '北京', 'ada', '.'],
  } as const;
  expect([...tokensOf('Ada 在北京.', info).tokens]).toEqual([3, 1, 2, 4, 0, 0]);
  expect(tokensOf('Ada 在北京.', info).unknown).toEqual(['在']);
});
