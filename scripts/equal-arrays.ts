import { expect } from 'vitest';

type Numbers = Float32Array | Float64Array | Int32Array | Uint8Array;

const isNumbers = (value: unknown): value is Numbers =>
  value instanceof Float32Array || value instanceof Float64Array || value instanceof Int32Array || value instanceof Uint8Array;

/**
 * Says that two arrays of the same type have the same numbers, as `toEqual` takes them for the same: it looks at 10⁵ numbers by their keys, one by
 * one, for half a second. Where they differ it says nothing, and `toEqual` finds where.
 */
export function equalArrays(a: unknown, b: unknown): true | undefined {
  if (!isNumbers(a) || !isNumbers(b) || a.constructor !== b.constructor || a.length !== b.length) return undefined;
  for (let i = 0; i < a.length; i++) if (!Object.is(a[i], b[i])) return undefined;
  return true;
}

const known: typeof globalThis & { equalArrays?: boolean } = globalThis;

// Once in a process, which several test files may share.
if (!known.equalArrays) expect.addEqualityTesters([equalArrays]);
known.equalArrays = true;
