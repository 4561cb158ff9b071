import { zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { heapInUse } from '../../../engine/executors/testing/heap.ts';
import { importWorld } from '../../../worker/import-world.ts';
import type { ColumnChoice } from './choices.ts';
import { divide } from './divide.ts';
import { encodeTable } from './encode.ts';
import { fitColumns } from './fit.ts';
import { inferChoices } from './infer.ts';
import { importMemory } from './memory.ts';
import { packTensors } from './own-dataset.ts';
import type { Table } from './table.ts';
import { readTable } from './table.ts';
import { fileOf } from './testing/files.ts';
import { decodePng, png } from './testing/png.ts';
import { chosen, division, tablesIn } from './testing/tables.ts';

const world = importWorld();
const tableOf = tablesIn(world);

/** What is announced for a table, and the bytes of the arrays that are made of it. */
function announcedAndMade(table: Table, choices: readonly ColumnChoice[]) {
  const parts = divide(table, choices, division);
  const fitted = parts.ok ? fitColumns(table, choices, parts.value) : parts;
  if (!parts.ok || !fitted.ok) throw new Error(JSON.stringify(fitted));
  const { pieces } = packTensors(encodeTable(table, fitted.value, parts.value));
  return { announced: importMemory(table, fitted.value), made: pieces.reduce((sum, { byteLength }) => sum + byteLength, 0) };
}

test('what data will take is known to the byte before it is made: columns of every kind, with and without empty cells', async () => {
  const lines = Array.from({ length: 301 }, (_, i) =>
    [
      i % 7 ? i * 1.5 : '',
      i % 5 ? `c${i % 4}` : '',
      `w${i % 60}`,
      ['yes', 'no', ''][i % 3],
      ['low', 'medium', 'high'][i % 3],
      i % 2 ? 'red;blue' : 'green;red',
      `the film number ${i} was seen in town n${i % 9} and again`,
      `2024-0${1 + (i % 9)}-1${i % 9}`,
      1 + (i % 2),
      `say w${i % 11} twice`,
    ].join(','),
  );
  const table = await tableOf(`n,c,many,yn,grade,tags,text,day,sample_weight,said\n${lines.join('\n')}`);
  const kindOf = (name: string) => (name === 'many' ? 'category' : name === 'text' || name === 'said' ? 'text' : undefined);
  for (const targets of [
    ['c', 'n'],
    ['grade', 'tags', 'said'],
    ['yn', 'day'],
  ]) {
    const changes = table.names.map((name): [string, Partial<ColumnChoice>] => {
      const kind = kindOf(name);
      const role = name === 'sample_weight' ? 'weight' : targets.includes(name) ? 'target' : 'feature';
      return [name, { ...(kind ? { kind } : {}), role }];
    });
    const { announced, made } = announcedAndMade(table, chosen(table, Object.fromEntries(changes)));
    expect(announced.data, targets.join()).toBe(made);
    expect(announced.most).toBe(announced.table + 2 * made);
  }
});

test('so is what images and their boxes take', async () => {
  const names = Array.from({ length: 30 }, (_, i) => `${i}.png`);
  const labels = `file,left,top,width,height,kind\n${names.map((name, i) => `${name},1,2,${3 + (i % 3)},4,${i % 2 ? 'a' : 'b'}`).join('\n')}`;
  const image = png(9, 12, (x) => [20 * x, 0, 0]);
  const zip = zipSync({
    ...Object.fromEntries(names.map((name) => [name, image])),
    'labels.csv': new TextEncoder().encode(labels),
  });
  const read = await readTable(fileOf('boxes.zip', Uint8Array.from(zip)), { side: 16 }, { ...world, decodeImage: decodePng });
  if (!read.ok) throw new Error('the images are read');
  const { announced, made } = announcedAndMade(read.value, inferChoices(read.value));
  expect(read.value.media.size).toBe(30);
  expect(announced.data).toBe(made);
  expect(announced.table).toBeGreaterThan(30 * 16 * 16 * 3);
});

test('what a table takes is announced while it is read, and is what is really allocated', async () => {
  const rows = 40_000;
  const line = (i: number): string =>
    `${(i * 0.37).toFixed(3)},level ${i % 12},2020-0${1 + (i % 9)}-1${i % 10},a remark of its own for row ${i} and 语言 ${i % 3},${i * 7}`;
  const file = fileOf(
    'much.csv',
    new TextEncoder().encode(`n,word,day,text,other\n${Array.from({ length: rows }, (_, i) => line(i)).join('\n')}`),
  );
  const inUse = (): number => heapInUse() + process.memoryUsage().arrayBuffers;
  const said: (readonly [done: number, bytes: number])[] = [];
  // What reading itself needs, such as its code, is there from then on.
  const once = async (): Promise<void> => void (await readTable(file, {}, world));
  await once();
  await world.pause();
  const before = inUse();
  const read = await readTable(file, {}, world, (done, expected) => said.push([done, expected]));
  const taken = inUse() - before;
  if (!read.ok) throw new Error('the table is read');
  const table = read.value;
  expect(table.columns.map(({ values }) => values.kind)).toEqual(['numbers', 'words', 'words', 'texts', 'numbers']);
  const { table: announced } = importMemory(table, []);
  expect(announced / taken).toBeGreaterThan(0.85);
  expect(announced / taken).toBeLessThan(1.15);
  const early = said.find(([done]) => done > 0.2)?.[1] ?? 0;
  expect(said.length).toBeGreaterThan(3);
  expect(early / announced).toBeGreaterThan(0.8);
  expect(early / announced).toBeLessThan(1.3);
});
