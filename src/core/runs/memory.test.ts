import { expect, test } from 'vitest';
import type { ExecutorInfo, MemoryForecast } from './executor-info.ts';
import { announced, bytesInWords, shortageOf } from './memory.ts';

const gpu: MemoryForecast = { id: 'webgpu', backend: 'webgpu', bytes: 10, limitBytes: 20, largestBytes: 5, largestLimitBytes: 8 };
const wasm: MemoryForecast = { id: 'wasm', backend: 'wasm', bytes: 12, limitBytes: 20, largestBytes: 12, largestLimitBytes: 20 };
const threads: MemoryForecast = { ...wasm, threads: 4, bytes: 14 };

test('what is short is the whole, or one piece', () => {
  expect(shortageOf(gpu)).toBeNull();
  expect(shortageOf({ ...gpu, bytes: 21 })).toEqual({ needed: 21, limit: 20 });
  expect(shortageOf({ ...gpu, largestBytes: 9 })).toEqual({ needed: 9, limit: 8 });
});

test('before an executor is chosen the largest that fits is announced, then its own', () => {
  expect(announced([gpu, threads, wasm], null)).toBe(threads);
  expect(announced([gpu, { ...threads, bytes: 30 }, wasm], null)).toBe(wasm);
  const chosen: ExecutorInfo = {
    id: 'webgpu',
    backend: 'webgpu',
    device: '',
    reason: '',
    reasonCode: 'measured',
    reasonValues: {},
  };
  expect(announced([gpu, threads, wasm], chosen)).toBe(gpu);
  expect(announced([], null)).toBeUndefined();
});

test('bytes are said in the unit that suits them, never too few', () => {
  expect([1, 2 ** 20, 2 ** 20 + 1, 1.5 * 2 ** 30].map(bytesInWords)).toEqual(['1 KiB', '1 MiB', '2 MiB', '1.5 GiB']);
});
