import { expect, it } from 'vitest';
import { serializeProject } from '../../../core/project/serialize.ts';
import { DiagnosticError } from '../../../core/util/diagnostics.ts';
import { toyProject } from '../../training/testing/projects.ts';
import { budgetOf } from '../testing.ts';
import { readSafetensors } from './safetensors.ts';

const metadata = { document: serializeProject(toyProject()) };

/** A file as another program would write it: this header, then so many bytes of numbers. */
function fileOf(header: string, dataBytes: number): Uint8Array {
  const json = new TextEncoder().encode(header);
  const bytes = new Uint8Array(8 + json.length + dataBytes);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(json.length), true);
  bytes.set(json, 8);
  return bytes;
}

const tensor = (begin: number, end: number) => ({ dtype: 'F32', shape: [(end - begin) / 4], data_offsets: [begin, end] });

const codes = (bytes: Uint8Array): readonly string[] => {
  try {
    const read = readSafetensors(bytes, budgetOf(bytes));
    return read.ok ? [] : read.diagnostics.map(({ code }) => code);
  } catch (error) {
    if (error instanceof DiagnosticError) return [error.diagnostic.code];
    throw error;
  }
};

it('reads tensors in any order of the header, and empty ones', () => {
  const header = { __metadata__: metadata, b: tensor(8, 16), empty: tensor(8, 8), a: tensor(0, 8), __proto: tensor(16, 20) };
  const bytes = fileOf(JSON.stringify(header), 20);
  const read = readSafetensors(bytes, budgetOf(bytes));
  expect(read).toMatchObject({ ok: true });
  expect(read.ok && Object.entries(read.value.weights ?? {}).map(([name, { data }]) => [name, data.length])).toEqual([
    ['b', 2],
    ['empty', 0],
    ['a', 2],
    ['__proto', 1],
  ]);
});

it('keeps a tensor whose name every object has', () => {
  const text = JSON.stringify({ __metadata__: metadata, constructor: tensor(0, 4) }).replace('"constructor"', '"__proto__"');
  const bytes = fileOf(text, 4);
  const read = readSafetensors(bytes, budgetOf(bytes));
  expect(read.ok && Object.keys(read.value.weights ?? {})).toEqual(['__proto__']);
});

it.each([
  ['overlap', { a: tensor(0, 8), b: tensor(4, 12) }, 12],
  ['are the same', { a: tensor(0, 8), b: tensor(0, 8) }, 8],
  ['leave a gap', { a: tensor(0, 8), b: tensor(12, 16) }, 16],
  ['begin late', { a: tensor(4, 8) }, 8],
  ['end before the file does', { a: tensor(0, 8) }, 12],
])('refuses tensors that %s', (_, tensors, dataBytes) => {
  expect(codes(fileOf(JSON.stringify({ __metadata__: metadata, ...tensors }), dataBytes))).toEqual(['file.tensorPlaces']);
});

it('refuses a name that stands twice, and bytes behind a header without tensors', () => {
  const twice = JSON.stringify({ __metadata__: metadata, a: tensor(0, 4), b: tensor(4, 8) }).replace('"b":', '"a":');
  expect(codes(fileOf(twice, 8))).toEqual(['file.repeatedTensor']);
  expect(codes(fileOf(JSON.stringify({ __metadata__: metadata }), 4))).toEqual(['file.notSafetensors']);
});

it('makes no numbers of what is refused, however much the header claims', () => {
  const claims = Object.fromEntries(Array.from({ length: 2000 }, (_, i) => [`w${i}`, tensor(0, 400_000)]));
  const bytes = fileOf(JSON.stringify({ __metadata__: metadata, ...claims }), 400_000);
  const before = process.memoryUsage().arrayBuffers;
  expect(codes(bytes)).toEqual(['file.tensorPlaces']);
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(10_000_000);
});
