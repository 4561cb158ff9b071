import { expect, it } from 'vitest';
import { encodeTable, missingAsNaN, type TableColumn, tableFeatures } from './table.ts';
import { parseTensorPack, writeTensorPack } from './tensor-pack.ts';

const text = (en: string) => ({ en, 'zh-CN': en });
const columns: readonly TableColumn[] = [
  { kind: 'number', name: 'size', title: text('Size'), unit: 'mm', mean: 3, deviation: 2, range: [1, 9] },
  { kind: 'category', name: 'colour', title: text('Colour'), options: [text('red'), text('blue')] },
];
const { manifest, binary } = writeTensorPack({
  id: 'table',
  title: 'A table',
  count: 4,
  tensors: [
    { name: 'size', shape: [], data: Float32Array.of(1, 3, Number.NaN, 9) },
    { name: 'colour', shape: [], data: Int8Array.of(1, 0, 1, -1) },
  ],
  lists: {},
  licence: 'none',
  source: 'here',
});

it('standardises numbers, spreads categories, and writes nothing where a value is missing', () => {
  const pack = parseTensorPack('table', Uint8Array.from(Buffer.from(manifest)).buffer, Uint8Array.from(binary).buffer);
  expect(pack.ok && [...encodeTable(columns, pack.value)]).toEqual([-1, 0, 1, 0, 1, 0, 0, 0, 1, 3, 0, 0]);
});

it('says what each number stands for, so that the page can show and set it', () => {
  expect(tableFeatures(columns)).toEqual([
    { column: 'size', title: text('Size'), unit: 'mm', scale: 2, offset: 3, range: [-1, 3] },
    { column: 'colour', title: text('red'), flag: true, choice: text('Colour') },
    { column: 'colour', title: text('blue'), flag: true, choice: text('Colour') },
  ]);
});

it('tells a missing label from both answers', () => {
  expect([...missingAsNaN(Float32Array.of(-1, 0, 1))]).toEqual([Number.NaN, 0, 1]);
});
