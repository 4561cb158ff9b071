import { describe, expect, it } from 'vitest';
import { crc32 } from './checksum.ts';
import { parseImagePack } from './image-pack.ts';

const binary = Uint8Array.of(0, 255, 10, 20, 30, 40, 50, 60, 1, 0);

const manifest = {
  format: 'image-pack',
  version: 1,
  id: 'tiny',
  title: 'Two images of 2 × 2',
  count: 2,
  shape: [2, 2, 1],
  classes: ['a', 'b'],
  classCounts: [1, 1],
  file: {
    name: 'tiny.bin',
    bytes: 10,
    crc32: crc32(binary),
    pixels: { offset: 0, bytes: 8 },
    labels: { offset: 8, bytes: 2 },
  },
  licence: 'none',
  source: 'hand',
};

const bytesOf = (data: Uint8Array): ArrayBuffer => Uint8Array.from(data).buffer;
const json = (value: unknown): ArrayBuffer => bytesOf(Buffer.from(JSON.stringify(value), 'ascii'));
const problemOf = (manifestBytes: ArrayBuffer, data: Uint8Array, id = 'tiny'): unknown => {
  const result = parseImagePack(id, manifestBytes, bytesOf(data));
  return result.ok ? null : result.diagnostics.map(({ code, values }) => [code, values?.problem]);
};

describe('a pack of images', () => {
  it('gives pixels and labels as they stand in the file', () => {
    const result = parseImagePack('tiny', json(manifest), bytesOf(binary));
    expect(result.ok && [...result.value.pixels]).toEqual([0, 255, 10, 20, 30, 40, 50, 60]);
    expect(result.ok && [...result.value.labels]).toEqual([1, 0]);
  });

  it('is refused when the file was cut off', () => {
    expect(problemOf(json(manifest), binary.subarray(0, 9))).toEqual([['data.brokenPack', 'tiny.bin: 9 / 10 bytes']]);
  });

  it('is refused when a single bit changed', () => {
    const damaged = binary.slice();
    damaged[3] = 21;
    expect(problemOf(json(manifest), damaged)).toEqual([['data.brokenPack', 'tiny.bin: CRC-32']]);
  });

  it('is refused when a label is no class', () => {
    const foreign = binary.slice();
    foreign[9] = 2;
    const consistent = { ...manifest, file: { ...manifest.file, crc32: crc32(foreign) } };
    expect(problemOf(json(consistent), foreign)).toEqual([['data.brokenPack', 'tiny.bin: labels']]);
  });

  it('is refused when the manifest contradicts itself', () => {
    const wrong = { ...manifest, count: 3 };
    expect(problemOf(json(wrong), binary)).toEqual([['data.brokenPack', 'manifest.json: file']]);
  });

  it('is refused when the manifest is of a later version, or no JSON at all', () => {
    expect(problemOf(json({ ...manifest, version: 2 }), binary)).toEqual([['data.brokenPack', 'manifest.json']]);
    expect(problemOf(bytesOf(Buffer.from('<!doctype html>')), binary)).toEqual([['data.brokenPack', 'manifest.json']]);
  });

  it('is refused when it is of another data set', () => {
    expect(problemOf(json(manifest), binary, 'other')).toEqual([['data.brokenPack', 'manifest.json: tiny']]);
  });
});
