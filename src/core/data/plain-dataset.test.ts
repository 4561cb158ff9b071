import { expect, test } from 'vitest';
import { datasetList, JoinedDatasets } from './datasets.ts';
import { describePlain, type PlainDataset } from './plain-dataset.ts';
import { builtInDatasets } from './registry.ts';
import { ownTable } from './testing/own-table.ts';

const codes = (plain: PlainDataset): unknown => {
  const described = describePlain(plain, builtInDatasets);
  return described.ok ? [] : described.diagnostics.map(({ code }) => code);
};

test('a data set joins a list, takes the place of one of its id, and leaves; whoever listens hears of it', () => {
  const datasets = new JoinedDatasets(builtInDatasets);
  const lists: (readonly unknown[])[] = [];
  const stop = datasets.subscribe(() => lists.push(datasets.all()));
  const [first, second] = [ownTable(), ownTable()].map((plain) => describePlain(plain, builtInDatasets));
  if (!first?.ok || !second?.ok) throw new Error('the table can be used');
  datasets.join(first.value);
  datasets.join(second.value);
  expect(datasets.find('own-table')).toBe(second.value);
  expect(datasets.all().slice(0, -1)).toEqual(builtInDatasets.all());
  expect(datasets.all()).toBe(lists[1]);
  datasets.forget('own-table');
  datasets.forget('own-table');
  expect(datasets.find('own-table')).toBeUndefined();
  expect(lists.map((list) => list.length - builtInDatasets.all().length)).toEqual([1, 1, 0]);
  stop();
});

test('names that stand in every object find nothing', () => {
  for (const id of ['constructor', '__proto__', 'toString', '']) expect(builtInDatasets.find(id)).toBeUndefined();
  expect(() => datasetList([...builtInDatasets.all(), ...builtInDatasets.all()])).toThrow('same id');
});

test('what cannot be used is refused with all that is wrong', () => {
  const plain = ownTable();
  const { signature, tensors } = plain;
  const input = (id: string) => ({ ...signature, inputs: signature.inputs.map((one) => ({ ...one, id })) });
  expect(codes(plain)).toEqual([]);
  expect(codes({ ...plain, id: '__proto__' })).toEqual([]);
  expect(codes({ ...plain, id: 'mnist' })).toEqual(['data.idTaken']);
  expect(codes({ ...plain, signature: input('constructor') })).toEqual(['data.wrongLength']);
  expect(codes({ ...plain, signature: input('sign') })).toEqual(['data.badId', 'data.wrongLength']);
  expect(codes({ ...plain, signature: input('a column') })).toEqual(['data.badId', 'data.wrongLength']);
  expect(codes({ ...plain, tensors: { ...tensors, targets: {} } })).toEqual(['data.wrongLength', 'data.wrongLength']);
  expect(codes({ ...plain, signature: { ...signature, count: 199 } })).toHaveLength(3);
});
