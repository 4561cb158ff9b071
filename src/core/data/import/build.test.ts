import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { importWorld } from '../../../worker/import-world.ts';
import { at } from '../../util/assert-never.ts';
import { randomStream } from '../../util/random.ts';
import { buildData } from './build.ts';
import type { ColumnChoice, Division } from './choices.ts';
import { cutsOf } from './cuts.ts';
import { divide, type Parts, partSizes } from './divide.ts';
import { fitColumns } from './fit.ts';
import { inferChoices } from './infer.ts';
import { choicesOf } from './session.ts';
import { signatureOfDescribed } from './signature.ts';
import { readTable, type Table } from './table.ts';
import { fileOf } from './testing/files.ts';
import { built, chosen, division, origin, tablesIn } from './testing/tables.ts';
import { warningsOf } from './warnings.ts';

const world = importWorld();
const tableOf = tablesIn(world);

const refusals = (table: Table, choices: readonly ColumnChoice[], how = division): readonly string[] => {
  const result = buildData(table, choices, how, origin);
  return result.ok ? [] : result.diagnostics.map(({ code }) => code);
};

const rows = (parts: Parts | Uint8Array | undefined, part: number): number[] =>
  [...(parts ?? [])].flatMap((one, row) => (one === part ? [row] : []));

describe('what is learned of a table before it is read', () => {
  it('comes from training rows alone: other numbers elsewhere change nothing', async () => {
    const text = (other: number): string => {
      const lines = Array.from({ length: 60 }, (_, i) => ({ i, word: i % 3 ? 'a' : 'b' }));
      return `x,c,part,y\n${lines.map(({ i, word }) => (i < 40 ? `${i * 1.5},${word},train,${i % 2}` : `${other},zz${other},test,1`)).join('\n')}`;
    };
    const choices = (table: Table) => chosen(table, { c: { kind: 'category' }, y: { role: 'target' }, part: { role: 'split' } });
    const [one, two] = await Promise.all([tableOf(text(1.25)), tableOf(text(1e9 + 0.5))]);
    const [a, b] = [one, two].map((table) => built(table, choices(table), { ...division, by: 'column' }));
    expect(a?.described.columns).toEqual(b?.described.columns);
    expect(a?.described.parts).toEqual([40, 0, 20]);
    const mean = Array.from({ length: 40 }, (_, i) => i * 1.5).reduce((sum, value) => sum + value / 40, 0);
    expect(a?.described.columns[0]?.fit).toMatchObject({ as: 'number', mean: expect.closeTo(mean, 9) });
  });

  it('says which fields are missing, and leaves their labels out', async () => {
    const lines = Array.from(
      { length: 40 },
      (_, i) => `${i % 5 === 0 ? '' : i * 1.1},${i % 4 === 0 ? 'NA' : i % 2 ? 'u' : 'v'},${i % 3 === 0 ? '' : i * 2.5}`,
    );
    const table = await tableOf(`x,c,y\n${lines.join('\n')}`);
    const { described, tensors } = built(table, chosen(table, { c: { kind: 'category' }, y: { role: 'target' } }));
    const { inputs, targets } = signatureOfDescribed(described);
    const features = inputs[0]?.features ?? [];
    expect(features.map(({ title }) => title.en)).toEqual(['x', 'x: missing', 'u', 'v', 'missing']);
    const row = (index: number) => [...(tensors.inputs.row?.slice(5 * index, 5 * index + 5) ?? [])];
    expect(row(0)).toEqual([0, 1, 0, 0, 1]);
    expect(row(1).slice(1)).toEqual([0, 1, 0, 0]);
    const labels = tensors.targets.y ?? new Float32Array(0);
    expect(lines.map((_, i) => Number.isNaN(labels[i]))).toEqual(lines.map((_, i) => i % 3 === 0));
    expect(described.columns[2]?.labelled).toBe(26);
    expect(targets).toMatchObject([{ id: 'y', format: 'values' }]);
    // What is shown is what stood there.
    const { scale = 1, offset = 0 } = features[0] ?? {};
    expect(at(row(7), 0) * scale + offset).toBeCloseTo(7.7, 4);
  });

  it('pools rare levels, and gives a category of many an input of its own', async () => {
    const lines = Array.from({ length: 1200 }, (_, i) => `${i % 4 === 0 ? `rare${i}` : `c${i % 3}`},w${i % 40},${i % 2}`);
    const table = await tableOf(`few,many,y\n${lines.join('\n')}`);
    const { described, tensors } = built(
      table,
      chosen(table, { few: { kind: 'category' }, many: { kind: 'category' }, y: { role: 'target' } }),
    );
    const signature = signatureOfDescribed(described);
    expect(signature.inputs[0]?.features?.map(({ title }) => title.en)).toEqual(['c0', 'c1', 'c2', 'others']);
    expect([...(tensors.inputs.row?.slice(0, 4) ?? [])]).toEqual([0, 0, 0, 1]);
    expect(signature.inputs[1]).toMatchObject({ id: 'many', shape: [1], dtype: 'i32', vocabulary: 42 });
    expect(tensors.words?.many?.length).toBe(42);
  });

  it('makes words of texts, labels of tags, ranks of grades, weights of a column', async () => {
    const lines = Array.from({ length: 90 }, (_, i) => {
      const text = `the ${i % 2 ? 'good' : 'bad'} film number n${i % 7} was seen in town ${i}`;
      return `${text},${i % 3 ? (i % 2 ? 'red;blue' : 'blue') : 'green;red'},${['low', 'medium', 'high'][i % 3]},${1 + (i % 2)}`;
    });
    const table = await tableOf(`review,tags,grade,sample_weight\n${lines.join('\n')}`);
    const inferred = inferChoices(table);
    expect(inferred.map(({ kind }) => kind)).toEqual(['text', 'tags', 'ordered', 'number']);
    const { described, tensors } = built(table, chosen(table, { tags: { role: 'target' }, grade: { role: 'target' } }));
    const signature = signatureOfDescribed(described);
    expect(signature.targets).toMatchObject([
      { format: 'multiLabel', labels: ['blue', 'green', 'red'] },
      { format: 'class', ordered: true, classes: ['low', 'medium', 'high'] },
    ]);
    expect([...(tensors.targets.tags?.slice(0, 6) ?? [])]).toEqual([0, 1, 1, 1, 0, 1]);
    const ids = tensors.inputs.review ?? new Int32Array(0);
    expect(tensors.words?.review?.[at(ids, 0)]).toBe('the');
    expect(Math.max(...ids)).toBeLessThan(signature.inputs[0]?.vocabulary ?? 0);
    const weights = tensors.weights ?? new Float32Array(0);
    const train = rows(tensors.parts, 0);
    expect(train.reduce((sum, row) => sum + at(weights, row) / train.length, 0)).toBeCloseTo(1, 5);
    expect(at(weights, 1) / at(weights, 0)).toBeCloseTo(2, 5);
  });

  it.each([
    [['nein', 'ja'], 'ja'],
    [['Non', 'Oui'], 'Oui'],
    [['没有', '有'], '有'],
    [['no', 'maybe'], 'maybe'],
    [['left', 'right'], 'right'],
  ])('knows which of %j says yes, and takes another where that is asked for, also when it is read again', async (pair, yes) => {
    const table = await tableOf(`x,y\n${Array.from({ length: 40 }, (_, i) => `${i / 4},${pair[i % 2]}`).join('\n')}`);
    const asked = (change: Partial<ColumnChoice>) => chosen(table, { y: { kind: 'yesno', role: 'target', ...change } });
    const fitOf = (choices: readonly ColumnChoice[]) => built(table, choices).described.columns[1]?.fit;
    expect(fitOf(asked({}))).toMatchObject({ as: 'yesno', yes });
    const other = pair.find((word) => word !== yes) ?? '';
    const turned = built(table, asked({ yes: other }));
    expect(turned.described.columns[1]?.fit).toMatchObject({ yes: other });
    expect([...(turned.tensors.targets.y ?? [])].slice(0, 2)).toEqual(pair.map((word) => (word === other ? 1 : 0)));
    expect(built(table, choicesOf(turned.described)).id).toBe(turned.id);
    // A word that the column has not says nothing.
    expect(fitOf(asked({ yes: 'elsewhere' }))).toMatchObject({ yes });
  });

  it('reads decimal commas, thousands, percent, money and dates as what they are', async () => {
    const lines = Array.from(
      { length: 40 },
      (_, i) => `${i},5;1.${100 + i},25 €;${i} %;${1 + (i % 28)}.03.2024;${i % 2 ? 'ja' : 'nein'}`,
    );
    const table = await tableOf(`a;b;c;d;y\n${lines.join('\n')}`);
    expect(inferChoices(table).map(({ kind }) => kind)).toEqual(['number', 'number', 'number', 'date', 'yesno']);
    const { described, tensors } = built(table, inferChoices(table));
    const first = Math.min(...rows(tensors.parts, 0));
    expect(described.columns.map(({ fit }) => (fit?.as === 'number' ? [fit.low, fit.high, fit.unit ?? ''] : []))).toEqual([
      [first + 0.5, 39.5, ''],
      [first + 1100.25, 1139.25, '€'],
      [first, 39, '%'],
      [expect.closeTo(19784, 0), 19810, ''],
      [],
    ]);
  });
});

describe('what cannot be learned', () => {
  it('is refused in words, all at once', async () => {
    const table = await tableOf(`one,none,wide,f\n${Array.from({ length: 300 }, (_, i) => `only,,k${i},${i * 0.5}`).join('\n')}`);
    const all = {
      one: { kind: 'category', role: 'target' },
      none: { kind: 'category', role: 'target' },
      wide: { kind: 'category', role: 'target' },
      f: { role: 'feature' },
    } as const;
    expect(refusals(table, chosen(table, all))).toEqual(['import.oneClass', 'import.noLabels']);
    expect(refusals(table, chosen(table, { f: { role: 'none' }, wide: { kind: 'ignored' } }))).toEqual([
      'import.noTarget',
      'import.noFeature',
    ]);
    expect(
      refusals(table, chosen(table, { wide: { kind: 'category', role: 'target' }, f: { role: 'feature' } }), {
        ...division,
        train: 0.95,
        validation: 0.02,
      }),
    ).toEqual(['import.tooManyClasses']);
  });

  it('gives no number that is none: infinite and huge ones, constants, columns of nothing', async () => {
    const table = await tableOf(
      `a,b,c,d,y\n${Array.from({ length: 30 }, (_, i) => `${i % 9 === 0 ? '1e308' : i},${i % 7 === 0 ? 'inf' : -i * 1e300},5,,${i % 2}`).join('\n')}`,
    );
    const choices = chosen(table, {
      a: { kind: 'number', role: 'feature' },
      b: { kind: 'number', role: 'feature' },
      c: { kind: 'number', role: 'feature' },
      d: { kind: 'number', role: 'feature' },
      y: { role: 'target' },
    });
    const { tensors, described } = built(table, choices);
    expect([...(tensors.inputs.row ?? [])].every(Number.isFinite)).toBe(true);
    expect(JSON.parse(JSON.stringify(described))).toEqual(described);
    expect(
      warningsOf(table, choices, at([tensors.parts ?? new Uint8Array(0)], 0) as Parts, division).map(({ code }) => code),
    ).toContain('import.constant');
  });
});

describe('a split', () => {
  const partsOf = (table: Table, choices: readonly ColumnChoice[], how: Partial<Division>): Parts => {
    const parts = divide(table, choices, { ...division, ...how });
    if (!parts.ok) throw new Error('refused');
    return parts.value;
  };

  it('keeps groups whole, follows time, and hits its shares in every stratum', async () => {
    const lines = Array.from(
      { length: 600 },
      (_, i) =>
        `${i % 10 === 0 ? 'rare' : 'common'},g${Math.floor(i / 6)},${i % 97}.5,2020-${String(1 + (i % 12)).padStart(2, '0')}-01`,
    );
    const table = await tableOf(`c,g,n,day\n${lines.join('\n')}`);
    const choices = chosen(table, { c: { role: 'target' }, g: { kind: 'category', role: 'group' }, n: { role: 'target' } });
    const grouped = partsOf(table, choices, { by: 'group' });
    for (let i = 0; i < 600; i++) expect(grouped[i]).toBe(grouped[6 * Math.floor(i / 6)]);
    expect(partSizes(grouped)).toEqual([420, 90, 90]);
    const stratified = partsOf(table, choices, { by: 'stratified' });
    expect(rows(stratified, 2).filter((row) => row % 10 === 0).length).toBe(9);
    expect(partSizes(stratified)).toEqual([420, 90, 90]);
    const time = partsOf(table, choices, { by: 'time' });
    const month = (row: number): number => row % 12;
    expect(Math.max(...rows(time, 0).map(month))).toBeLessThanOrEqual(Math.min(...rows(time, 1).map(month)));
    expect(partsOf(table, choices, { by: 'random', seed: 2 })).not.toEqual(partsOf(table, choices, { by: 'random' }));
    expect(divide(table, chosen(table, {}), { ...division, by: 'column' }).ok).toBe(false);
  });

  it('is always made of three disjoint parts of about the shares asked for', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 3, max: 200 }),
        fc.double({ min: 0.4, max: 0.8, noNaN: true }),
        fc.integer({ min: 0, max: 99 }),
        (count, train, seed) => {
          const table: Table = {
            names: [],
            columns: [],
            count,
            lines: new Int32Array(count),
            bad: { count: 0, byReason: {}, shown: [] },
            renamed: [],
            reading: { format: 'csv', malformed: 'skip' },
            media: new Map(),
            notes: [],
          };
          for (const by of ['random', 'stratified'] as const) {
            const parts = divide(table, [], { by, seed, train, validation: 0.1 });
            const sizes = parts.ok ? partSizes(parts.value) : [];
            expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(count);
            expect(Math.abs((sizes[0] ?? 0) - train * count)).toBeLessThanOrEqual(1.5);
          }
        },
      ),
      { numRuns: 100, seed: 15 },
    );
  });
});

test('what is suspicious is said with its evidence, and what is not is not', async () => {
  const random = randomStream(5, 'warnings');
  let level = 0;
  const lines = Array.from({ length: 400 }, (_, i) => {
    level = 0.97 * level + random.normal();
    const label = i === 17 ? 'odd' : random.next() < 0.5 ? 'p' : 'q';
    const day = new Date(Date.UTC(2021, 0, 1 + i)).toISOString().slice(0, 10);
    return `${label === 'p' ? 'yes' : 'no'},${random.normal().toFixed(4)},u${i}x,${label},${day},${level.toFixed(4)}`;
  });
  lines.push(...lines.slice(0, 30));
  const table = await tableOf(`told,noise,key,label,day,level\n${lines.join('\n')}`);
  const choices = chosen(table, {
    told: { role: 'feature' },
    key: { kind: 'category', role: 'feature' },
    label: { kind: 'category', role: 'target' },
    level: { role: 'target' },
  });
  const parts = divide(table, choices, division);
  const found = warningsOf(table, choices, parts.ok ? parts.value : new Uint8Array(0), division);
  expect(found.map(({ code, values }) => [code, values?.column]).sort()).toEqual([
    ['import.dateLeak', 'day'],
    ['import.duplicates', undefined],
    ['import.idFeature', 'key'],
    ['import.leak', 'told'],
    ['import.rareClasses', 'label'],
  ]);
  const duplicates = found.find(({ code }) => code === 'import.duplicates');
  expect(Number(duplicates?.values?.rows)).toBeGreaterThan(5);
});

test('the penguins warn of nothing, and become three tasks of three kinds', async () => {
  const bytes = new Uint8Array(readFileSync('node_modules/vega-datasets/data/penguins.json'));
  const read = await readTable(fileOf('penguins.json', bytes), {}, world);
  if (!read.ok) throw new Error('refused');
  const table = read.value;
  const choices = chosen(table, { Species: { role: 'target' }, 'Body Mass (g)': { role: 'target' } });
  const { described, id } = built(table, choices);
  expect(signatureOfDescribed(described)).toMatchObject({
    targets: [
      { id: 'species', format: 'class', classes: ['Adelie', 'Chinstrap', 'Gentoo'] },
      { id: 'body-mass-g', format: 'values', unit: 'g' },
      { id: 'sex', format: 'binary', title: { en: 'Sex: MALE' } },
    ],
    count: 344,
    labelled: { species: 344, 'body-mass-g': 342, sex: 333 },
  });
  expect(built(table, choices).id).toBe(id);
  expect(built(table, choices, { ...division, seed: 2 }).id).not.toBe(id);
  const parts = divide(table, choices, division);
  expect(warningsOf(table, choices, parts.ok ? parts.value : new Uint8Array(0), division)).toEqual([]);
});

test('what can be read and is not used is said: ends of long texts, and classes that no training row has', async () => {
  const long = Array.from({ length: 90 }, (_, i) => `w${i}`).join(' ');
  const lines = Array.from(
    { length: 60 },
    (_, i) => `${i < 3 ? long : `a short text ${i % 5}`},${['x', 'y', 'z'][i % 3]},${i < 50 ? 'train' : 'test'}`,
  );
  const rare = ['a text of a class that comes late,only here,test', 'another one,only here,test'];
  const table = await tableOf(`said,y,part\n${[...lines, ...rare].join('\n')}`);
  const choices = chosen(table, {
    said: { kind: 'text', role: 'feature' },
    y: { kind: 'category', role: 'target' },
    part: { role: 'split' },
  });
  const parts = divide(table, choices, { ...division, by: 'column' });
  if (!parts.ok) throw new Error('the parts are named');
  const fitted = fitColumns(table, choices, parts.value);
  if (!fitted.ok) throw new Error('there is something to learn');
  const length = fitted.value[0]?.fit?.as === 'words' ? fitted.value[0].fit.length : 0;
  expect(length).toBeLessThan(90);
  expect(cutsOf(table, fitted.value)).toMatchObject([
    { code: 'import.cutTexts', values: { count: 3, length: expect.any(Number) }, where: 'column:said' },
    { code: 'import.unseenClasses', values: { count: 2, some: 'only here' }, where: 'column:y' },
  ]);
  const even = await tableOf(`said,y\n${Array.from({ length: 40 }, (_, i) => `one two three,${i % 2 ? 'a' : 'b'}`).join('\n')}`);
  const all = chosen(even, { said: { kind: 'text', role: 'feature' }, y: { kind: 'category', role: 'target' } });
  const whole = divide(even, all, division);
  const plain = whole.ok ? fitColumns(even, all, whole.value) : whole;
  expect(plain.ok ? cutsOf(even, plain.value) : plain).toEqual([]);
});
