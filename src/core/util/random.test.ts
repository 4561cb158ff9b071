import { describe, expect, test } from 'vitest';
import { hashIntegers, hashString, mix32, permutation, randomStream } from './random.ts';

describe('hashes', () => {
  // Values of murmur3's 32-bit finaliser, by its published definition in exact integer arithmetic.
  const fmix32 = (value: number): number => {
    const mask = 0xffffffffn;
    let h = BigInt(value);
    h ^= h >> 16n;
    h = (h * 0x85ebca6bn) & mask;
    h ^= h >> 13n;
    h = (h * 0xc2b2ae35n) & mask;
    h ^= h >> 16n;
    return Number(h);
  };

  test('mix32 is the finaliser of murmur3', () => {
    for (const value of [0, 1, 2, 0xff, 0x12345678, 0x7fffffff, 0x80000000, 0xffffffff]) expect(mix32(value)).toBe(fmix32(value));
  });

  test('names and orders of integers do not collide in thousands', () => {
    const names = Array.from({ length: 5000 }, (_, i) => hashString(`n${i}/kernel`));
    expect(new Set(names).size).toBe(5000);
    expect(hashIntegers(1, 2)).not.toBe(hashIntegers(2, 1));
    expect(hashIntegers(1)).not.toBe(hashIntegers(1, 0));
    const grid = Array.from({ length: 10_000 }, (_, i) => hashIntegers(i % 100, Math.floor(i / 100)));
    expect(new Set(grid).size).toBe(10_000);
  });
});

describe('random streams', () => {
  test('are the same for the same seed and names, and different for any other', () => {
    const draw = (seed: number, ...names: (string | number)[]): number[] => {
      const random = randomStream(seed, ...names);
      return Array.from({ length: 8 }, () => random.next());
    };
    expect(draw(3, 'shuffle', 1)).toEqual(draw(3, 'shuffle', 1));
    const others = [draw(4, 'shuffle', 1), draw(3, 'shuffle', 2), draw(3, 'split', 1), draw(3, 'shuffle')];
    for (const other of others) expect(other).not.toEqual(draw(3, 'shuffle', 1));
  });

  test('are uniform and uncorrelated, also between neighbouring seeds', () => {
    const count = 50_000;
    const a = randomStream(100, 'x');
    const b = randomStream(101, 'x');
    let mean = 0;
    let variance = 0;
    let serial = 0;
    let across = 0;
    let before = 0.5;
    const bins = new Array<number>(64).fill(0);
    for (let i = 0; i < count; i++) {
      const x = a.next();
      expect(x >= 0 && x < 1).toBe(true);
      mean += x;
      variance += (x - 0.5) ** 2;
      serial += (x - 0.5) * (before - 0.5);
      across += (x - 0.5) * (b.next() - 0.5);
      bins[Math.floor(x * 64)] = (bins[Math.floor(x * 64)] ?? 0) + 1;
      before = x;
    }
    const chi = bins.reduce((sum, n) => sum + (n - count / 64) ** 2 / (count / 64), 0);
    expect(Math.abs(mean / count - 0.5) * Math.sqrt(12 * count)).toBeLessThan(4);
    expect(Math.abs(variance / count - 1 / 12) * Math.sqrt(180 * count)).toBeLessThan(4);
    expect((Math.abs(serial) * 12) / Math.sqrt(count)).toBeLessThan(4);
    expect((Math.abs(across) * 12) / Math.sqrt(count)).toBeLessThan(4);
    expect((chi - 63) / Math.sqrt(126)).toBeLessThan(4);
  });

  test('give integers of a range with equal frequency', () => {
    const random = randomStream(7, 'ints');
    const seen = new Array<number>(6).fill(0);
    for (let i = 0; i < 60_000; i++) {
      const face = random.int(6);
      seen[face] = (seen[face] ?? 0) + 1;
    }
    for (const n of seen) expect(Math.abs(n - 10_000) / Math.sqrt((60_000 * 5) / 36)).toBeLessThan(4.5);
  });

  test('give standard normal numbers', () => {
    const random = randomStream(8, 'normal');
    const values = Array.from({ length: 50_000 }, () => random.normal());
    const moment = (k: number): number => values.reduce((sum, x) => sum + x ** k, 0) / values.length;
    expect(Math.abs(moment(1))).toBeLessThan(0.02);
    expect(Math.abs(moment(2) - 1)).toBeLessThan(0.03);
    expect(Math.abs(moment(3))).toBeLessThan(0.08);
    expect(Math.abs(moment(4) - 3)).toBeLessThan(0.2);
    const inside = values.filter((x) => Math.abs(x) < 1.959964).length / values.length;
    expect(inside).toBeCloseTo(0.95, 2);
  });
});

test('a permutation holds every index once and is not biased towards a place', () => {
  const order = permutation(1000, randomStream(1, 'p'));
  expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: 1000 }, (_, i) => i));
  const firsts = new Array<number>(5).fill(0);
  for (let seed = 0; seed < 5000; seed++) {
    const first = permutation(5, randomStream(seed, 'p'))[0] ?? -1;
    firsts[first] = (firsts[first] ?? 0) + 1;
  }
  for (const n of firsts) expect(Math.abs(n - 1000) / Math.sqrt(5000 * 0.16)).toBeLessThan(4.5);
});
