import { describe, expect, it } from 'vitest';
import { readRun } from '../../core/runs/run-file.ts';
import { readRunsText } from '../../core/runs/runs-file.ts';
import { Budget, resultsLimits } from '../../core/util/budget.ts';
import { type Diagnostic, diagnosticText } from '../../core/util/diagnostics.ts';
import { randomStream } from '../../core/util/random.ts';
import { readExperimentText } from '../experiments/experiments.ts';

/* Files of runs and of comparisons as strangers may make them: a small one costs little, whatever it claims. */

const run = (fields: object = {}): Record<string, unknown> => ({
  format: 'mtl-playground-run',
  version: 1,
  id: 'a',
  number: 1,
  name: 'first',
  started: null,
  document: {},
  executor: null,
  firstStep: 1,
  steps: 2,
  columns: { loss: { a: [1, 0.5] } },
  markers: [{ kind: 'best', step: 1 }],
  validation: [{ step: 1, epoch: 1, tasks: { a: { loss: 1, metrics: { accuracy: 0.5 }, confusion: [[1]], labelled: 1 } } }],
  best: 1,
  ...fields,
});
const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);
const file = (runs: string): string => `{"format":"mtl-playground-runs","version":1,"runs":${runs}}`;

/** Sentences in both languages, of a length that a page can show. */
function codesOf(diagnostics: readonly Diagnostic[]): string[] {
  for (const item of diagnostics) {
    for (const language of ['en', 'zh-CN']) {
      const { message, hint = '' } = diagnosticText(item, language);
      expect(message).not.toBe('');
      expect(message.length + hint.length).toBeLessThan(4000);
      expect(message + hint).not.toMatch(/\{\{|undefined/);
    }
  }
  return diagnostics.map(({ code }) => code);
}

describe('a file of runs', () => {
  it.each([
    ['holds 400,000 runs that are none', file(`[${'1,'.repeat(400_000)}1]`), 'file.tooManyParts'],
    ['nests its runs', file(nested(300_000)), 'file.tooDeep'],
    ['says a key twice', '{"format":"mtl-playground-run","format":"mtl-playground-run"}', 'file.repeatedKey'],
    ['is a table of 400,000 lines', `run,number,name,document\n${'a\n'.repeat(400_000)}`, 'file.tooManyParts'],
    ['is a table of 400,000 columns', `run,number,name,${'a,'.repeat(400_000)}\n${'a\n'.repeat(100)}`, 'file.tooManyValues'],
  ])('that %s is refused in words, as a whole and within its budget', (_, text, code) => {
    expect(text.length).toBeLessThan(1_000_000);
    const budget = new Budget(resultsLimits(text.length), 'file');
    const read = readRunsText(text, budget);
    expect(read?.entries).toEqual([]);
    expect(codesOf(read?.diagnostics ?? [])).toEqual([code]);
  });

  it('holds numbers that float32 can hold', () => {
    const paths = ['[1e999, 1]', '[1e39, 1]', '["1", 1]', '{"length":2}'].map((numbers) => {
      const read = readRunsText(JSON.stringify(run()).replace('[1,0.5]', numbers));
      return read?.diagnostics.map(({ code, values }) => [code, values?.path]);
    });
    expect(paths).toEqual(paths.map(() => [['runs.notARun', 'columns.loss.a']]));
  });

  it.each(['validation', 'markers', 'kept'])('is read no further than to the first wrong item of %s', (name) => {
    let reads = 0;
    const item = () =>
      Object.defineProperty({}, name === 'validation' ? 'step' : name === 'markers' ? 'kind' : 'from', {
        enumerable: true,
        get() {
          reads++;
          return {};
        },
      });
    const result = readRun(run({ [name]: Array.from({ length: 1000 }, item) }));
    expect(codesOf(result.ok ? [] : result.diagnostics)).toEqual(['runs.notARun']);
    expect(reads).toBeGreaterThan(0);
    expect(reads).toBeLessThan(5);
  });
});

describe('a file of a comparison', () => {
  const plan = { tasks: [], document: {}, contenders: [], seeds: [1], epochs: 1, settings: 1 };
  const comparison = (fields: object, outcomes: unknown = []): string =>
    JSON.stringify({ format: 'mtl-playground-experiment', version: 1, experiment: { ...plan, ...fields }, outcomes });
  const many = Array.from({ length: 100_000 }, () => ({}));

  it('that lists what there cannot be so many of, or nests it, is none', () => {
    for (const name of ['tasks', 'contenders', 'seeds']) expect(readExperimentText(comparison({ [name]: many }))).toBeNull();
    expect(readExperimentText(comparison({}, many))).toBeNull();
    expect(readExperimentText(comparison({}).replace('"document":{}', `"document":${nested(100_000)}`))).toBeNull();
  });
});

it('either with damage anywhere is read, or refused in words', () => {
  const random = randomStream(2026, 'results');
  const texts = [
    file(JSON.stringify([run(), run({ id: 'b' })])),
    'run,number,name,started,steps,a test accuracy,document\r\na,1,"first ""one""",,2,0.5,"{}"\r\n',
    JSON.stringify({ format: 'mtl-playground-experiment', version: 1, experiment: { tasks: [1] }, outcomes: [{ run: 'a' }] }),
  ];
  const pieces = [
    '"',
    '""',
    ',',
    '[',
    '{',
    '}',
    ']',
    '\n',
    '1e999',
    '-',
    'null',
    '"__proto__":',
    '9007199254740993',
    '{}',
    '[[],',
  ];
  let refused = 0;
  for (let i = 0; i < 600; i++) {
    let text = texts[i % texts.length] ?? '';
    for (let left = random.int(3); left >= 0; left--) {
      const place = random.int(text.length);
      text = text.slice(0, place) + (pieces[random.int(pieces.length)] ?? '') + text.slice(place + random.int(4));
    }
    const read = readRunsText(text);
    readExperimentText(text);
    refused += codesOf(read?.diagnostics ?? []).length > 0 ? 1 : 0;
  }
  expect(refused).toBeGreaterThan(100);
});
