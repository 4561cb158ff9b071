import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toyConflicting, toyRelated } from '../../presets/toys.ts';
import { encodeProject } from '../../project/codec.ts';
import type { Project } from '../../project/schema.ts';
import { serializeProject } from '../../project/serialize.ts';
import { guardedCsv } from './csv.ts';
import { type Found, fileSource, linksIn, lookAt, verdict } from './handed-in.ts';
import { noSecret, sealed } from './sealed.ts';
import { emptySheet, type Given, type Sheet, withSheet } from './sheet.ts';

const task: Sheet = {
  ...emptySheet,
  question: 'How much?',
  answer: { kind: 'number' },
  sealed: sealed({ ...noSecret, expected: 3, tolerance: 0.5 }, '0a'),
};
const by = (name: string, answer: Given, sheet = task): Project =>
  withSheet(toyConflicting(), { ...sheet, handed: { name, answer, done: [], step: 5, epoch: 1, metrics: [] } });
const linkOf = (project: Project): string => `https://here.example/playground/#lang=en&project=${encodeProject(project)}`;

async function read(text: string, files: readonly string[] = []): Promise<readonly Found[]> {
  const found: Found[] = [];
  const sources = [...linksIn(text), ...files.map((file, i) => fileSource(`${i}.json`, file))];
  for await (const one of lookAt(sources, () => Promise.resolve())) found.push(one);
  return found;
}
const kinds = (found: readonly Found[]) =>
  found.map((one) => (one.type === 'handed' ? one.handed.name : one.type === 'task' ? 'task' : one.why));

describe('links of a class', () => {
  it('are found whatever stands around them, and each that cannot be read is a row with its reason', async () => {
    const found = await read(
      [
        'Dear all, my work is below',
        `1. Ada: <${linkOf(by('Ada', 3))}>.`,
        `${linkOf(by('王芳', 2))}，${linkOf(by('Bo', 3.5))}`,
        `cut off: ${linkOf(by('Cut', 1)).slice(0, -40)}`,
        'https://elsewhere.example/',
        linkOf(toyRelated()),
        linkOf(withSheet(toyConflicting(), task)),
        linkOf({ ...toyRelated(), sheet: { version: 9 } }),
        `https://here.example/#project=1.${'A'.repeat(500)}`,
        '',
      ].join('\r\n'),
      [serializeProject(by('Dee', 1)), 'no JSON', '{"format":"mtl-playground","version":99}'],
    );
    expect(kinds(found)).toEqual([
      'Ada',
      '王芳',
      'Bo',
      [expect.objectContaining({ code: 'file.brokenLink' })],
      'noDocument',
      'noSheet',
      'task',
      'badSheet',
      [expect.objectContaining({ code: 'file.brokenLink' })],
      'Dee',
      [expect.objectContaining({ code: 'file.notJson' })],
      [expect.objectContaining({ code: 'file.futureVersion' })],
    ]);
  });

  it('are whole again where a mail program has broken them, also quoted, and take in neither a link that follows nor words', async () => {
    const broken = (line: string, width: number, [mark, end]: readonly [string, string]): string =>
      (line.match(new RegExp(`.{1,${width}}`, 'gu')) ?? []).map((part) => mark + part).join(end) + end;
    const marks = fc.tuple(fc.constantFrom('', '> ', '>> ', '> > '), fc.constantFrom('\n', '\r\n', ' \n'));
    const before = fc.constantFrom('', '1. Ada Lovelace of the second group: ', '<');
    const words = fc.array(fc.constantFrom('Thanks', 'Ada', 'Greetings', 'Best-wishes', '2', 'See you'), { maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 60, max: 300 }), marks, before, words, async (width, mark, label, after) => {
        const close = label === '<' ? '>' : '';
        const text = ['Ada', '王芳']
          .map(
            (name) => broken(`${label}${linkOf(by(name, 3))}${close}`, width, mark) + after.map((word) => `${word}\n`).join(''),
          )
          .join('');
        expect(kinds(await read(`Dear all\n${text}${linkOf(by('Bo', 1))}\n`))).toEqual(['Ada', '王芳', 'Bo']);
      }),
      { numRuns: 60 },
    );
  });

  it('that lack a line stay damaged, and are one row each', async () => {
    const lines = linkOf(by('Ada', 3)).match(/.{1,76}/g) ?? [];
    const lacking = lines.filter((_, i) => i !== 2).join('\n');
    const bad = [expect.objectContaining({ code: 'file.brokenLink' })];
    expect(kinds(await read(`${lacking}\nThanks\n${lines.slice(0, -1).join('\n')}\n\n${linkOf(by('Bo', 3))}`))).toEqual([
      bad,
      bad,
      'Bo',
    ]);
    // An address without a document stays one where a link follows.
    expect(kinds(await read(`https://elsewhere.example/\n${linkOf(by('Bo', 3))}`))).toEqual(['noDocument', 'Bo']);
  });

  it('are known by what stands beside them', async () => {
    const found = await read(`Ada, group 2: ${linkOf(by('Ada', 3)).slice(0, -9)} – thanks`);
    expect(found.map(({ label }) => label)).toEqual(['Ada, group 2: … – thanks']);
  });

  it('that are there twice are marked, also where one is a file', async () => {
    const once = by('Ada', 3);
    const found = await read([linkOf(once), linkOf(by('Bo', 3)), linkOf(once)].join('\n'), [serializeProject(once)]);
    expect(found.map((one) => one.type === 'handed' && one.again)).toEqual([null, null, 0, 0]);
  });

  it('are judged by what the teacher’s own sheet expects: a link can be rewritten', async () => {
    const forged = { ...task, sealed: sealed({ ...noSecret, expected: 9 }, '0a') };
    const found = await read([by('Ada', 3.4), by('Bo', 4), by('Eve', 9, forged)].map(linkOf).join('\n'));
    const verdicts = (sheet: Sheet | null) => found.map((one) => one.type === 'handed' && verdict(one, sheet));
    expect(verdicts(null)).toEqual([true, false, true]);
    expect(verdicts(task)).toEqual([true, false, false]);
  });

  it('let hands have the page between any two', async () => {
    let rests = 0;
    const sources = linksIn(Array.from({ length: 20 }, (_, i) => linkOf(by(String(i), i))).join('\n'));
    for await (const one of lookAt(sources, async () => void rests++)) expect(one.type).toBe('handed');
    expect(rests).toBe(20);
  });
});

it('a table as a file holds numbers as numbers, and nothing that a spreadsheet would compute', () => {
  const rows = [
    ['Name', 'a,b'],
    ['=HYPERLINK("x")', -0.5],
    ['+1', 3],
    [' @cmd', null],
    ['-2', 'two\nlines'],
    ['＝1', 'so "said"'],
  ];
  expect(guardedCsv(rows)).toBe(
    ['\uFEFFName,"a,b"', '"\'=HYPERLINK(""x"")",-0.5', "'+1,3", "' @cmd,", '\'-2,"two\nlines"', '\'＝1,"so ""said"""', ''].join(
      '\r\n',
    ),
  );
});
