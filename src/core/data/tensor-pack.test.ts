import { describe, expect, it } from 'vitest';
import { parseTensorPack, type TensorPack, writeTensorPack } from './tensor-pack.ts';

const contents = {
  id: 'sample',
  title: 'A sample',
  count: 3,
  tensors: [
    { name: 'tokens', shape: [2], data: Uint16Array.of(1, 700, 3, 4, 5, 65535) },
    { name: 'label', shape: [], data: Uint8Array.of(0, 255, 1) },
    { name: 'place', shape: [], data: Int8Array.of(-1, 0, 127) },
    { name: 'value', shape: [1], data: Float32Array.of(0.5, -2, Number.NaN) },
  ],
  lists: { words: ['', 'straße', '数字', '😀'] },
  licence: 'none',
  source: 'here',
};
const bufferOf = (bytes: Uint8Array): ArrayBuffer => Uint8Array.from(bytes).buffer;
const utf8 = (text: string): ArrayBuffer => bufferOf(new Uint8Array(Buffer.from(text, 'utf8')));
const { manifest, binary } = writeTensorPack(contents);
const problems = (id: string, text: string, bytes: Uint8Array): unknown => {
  const result = parseTensorPack(id, utf8(text), bufferOf(bytes));
  return result.ok ? null : result.diagnostics[0]?.values?.problem;
};
const read = (): TensorPack => {
  const result = parseTensorPack('sample', utf8(manifest), bufferOf(binary));
  if (!result.ok) throw new Error('the pack is whole');
  return result.value;
};

describe('a pack of tensors', () => {
  it('comes back as it was written, numbers and words of any script', () => {
    const pack = read();
    for (const { name, data } of contents.tensors) expect(pack.tensor(name)).toEqual(data);
    expect(pack.list('words')).toEqual(contents.lists.words);
    expect(pack.integers('place')).toEqual(Int32Array.of(-1, 0, 127));
    expect(pack.count).toBe(3);
  });

  it('has nothing under a name that it does not know', () => {
    expect(read().tensor('gone')).toHaveLength(0);
    expect(read().list('gone')).toEqual([]);
  });

  it('is refused when it is damaged, cut short, or another one', () => {
    const flipped = Uint8Array.from(binary);
    flipped[5] = (flipped[5] ?? 0) ^ 1;
    expect(problems('sample', manifest, flipped)).toBe('data.bin: CRC-32');
    expect(problems('sample', manifest, binary.subarray(4))).toBe('data.bin: 28 / 32 bytes');
    expect(problems('other', manifest, binary)).toBe('manifest.json: sample');
    expect(problems('sample', manifest.slice(0, -9), binary)).toBe('manifest.json');
    expect(problems('sample', manifest.replace('"offset":0', '"offset":24'), binary)).toBe('manifest.json: tokens');
  });

  it('is not written with a tensor of the wrong size', () => {
    expect(() => writeTensorPack({ ...contents, count: 4 })).toThrow('tokens');
  });
});
