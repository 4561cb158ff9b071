import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mnist } from '../core/data/mnist.ts';
import type { Tensors } from '../core/data/types.ts';
import { mnistPacker, packDigits } from './mnist.ts';
import { isUpToDate, writePack } from './write.ts';

let folder = '';
let dataset: Tensors;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mnist-pack-'));
  writePack(mnistPacker, folder);
  dataset = await mnist.load(mnist.schema.parse({}), {
    seed: 1,
    fetchPack: async (path) => Uint8Array.from(readFileSync(join(folder, path.replace('mnist/', '')))).buffer,
    onProgress: () => undefined,
  });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const target = (id: string): number[] => [...(dataset.targets[id] ?? [])];
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('the packed digits', () => {
  it('are the 10,000 of the package, as many of each as it has', () => {
    const counts = Array.from({ length: 10 }, (_, digit) => target('digit').filter((label) => label === digit).length);
    expect(counts).toEqual([1001, 1127, 991, 1032, 980, 863, 1014, 1070, 944, 978]);
  });

  it('are scaled to 0 … 1 and use the whole range', () => {
    const image = Float32Array.from(dataset.inputs.image ?? []);
    expect(image).toHaveLength(10_000 * 28 * 28);
    expect(image.reduce((least, value) => Math.min(least, value))).toBe(0);
    expect(image.reduce((most, value) => Math.max(most, value))).toBe(1);
  });

  it('contain the first zero of the package with the bytes read from it by hand', () => {
    // 0.json begins its ink in row 4, column 15: 0.2, 0.624, 0.992, 0.624, 0.196, and continues a row lower with 0.188, 0.933.
    const bytes = readFileSync(join(folder, 'digits.bin'));
    const at = (row: number, y: number, x: number): number => bytes[row * 784 + y * 28 + x] ?? -1;
    const found = target('digit').flatMap((digit, row) => {
      const ink = [15, 16, 17, 18, 19].map((x) => at(row, 4, x));
      return ink.join() === '51,159,253,159,50' ? [[digit, at(row, 5, 14), at(row, 5, 15), at(row, 0, 0)]] : [];
    });
    expect(found).toContainEqual([0, 48, 238, 0]);
  });

  it('have group, parity and stroke thickness that follow from digit and image', () => {
    const digits = target('digit');
    expect(target('group')).toEqual(digits.map((digit) => Math.floor(digit / 2)));
    expect(target('parity')).toEqual(digits.map((digit) => digit % 2));
    const thickness = target('thickness');
    expect(mean(thickness)).toBeCloseTo(0, 3);
    expect(Math.sqrt(mean(thickness.map((value) => value * value)))).toBeCloseTo(1, 3);
    // A one is drawn with far less ink than a zero.
    const byDigit = (digit: number): number => mean(thickness.filter((_, row) => digits[row] === digit));
    expect(byDigit(1)).toBeLessThan(-1);
    expect(byDigit(0)).toBeGreaterThan(0.5);
  });

  it('stand in mixed order: any thousand rows have all classes in about their shares', () => {
    const digits = target('digit');
    for (let start = 0; start < 10_000; start += 1000) {
      const ones = digits.slice(start, start + 1000).filter((digit) => digit === 1).length;
      // 112.7 expected, standard deviation 10.
      expect(Math.abs(ones - 112.7)).toBeLessThan(45);
    }
  });
});

describe('packing', () => {
  it('keeps each image with its label', () => {
    const image = (value: number): number[] => new Array<number>(784).fill(value);
    const { pixels, labels } = packDigits([image(0.2).concat(image(0.4)), image(1)]);
    const pairs = [0, 1, 2].map((row) => [labels[row], pixels[row * 784], pixels[row * 784 + 783]]);
    expect(pairs.toSorted()).toEqual([
      [0, 102, 102],
      [0, 51, 51],
      [1, 255, 255],
    ]);
  });

  it('is skipped when nothing changed, and done again when a file was damaged', () => {
    expect(writePack(mnistPacker, folder)).toBe(false);
    writeFileSync(join(folder, 'digits.bin'), 'damaged');
    expect(isUpToDate(mnistPacker, folder)).toBe(false);
    expect(writePack(mnistPacker, folder)).toBe(true);
    expect(isUpToDate(mnistPacker, folder)).toBe(true);
  });

  it('brings the licence along', () => {
    const notice = readFileSync(join(folder, 'NOTICE'), 'utf8');
    expect(notice).toContain('LeCun');
    expect(notice).toContain('Permission is hereby granted, free of charge');
  });
});
