import { describe, expect, test } from 'vitest';
import { conformanceCases } from '../conformance/conformance.ts';
import { worstDifference } from '../self-test/exercise.ts';
import { kernelBytes } from './testing/kernel-bytes.ts';
import { createWasmExecutor } from './wasm-executor.ts';

const executor = await createWasmExecutor(kernelBytes());

describe('the wasm executor agrees with the float64 reference', () => {
  test.each(conformanceCases.map((item) => [item.name, item] as const))('%s', async (_, { compare }) => {
    const comparison = await compare(executor);
    expect(worstDifference(comparison)).toBeLessThanOrEqual(comparison.tolerance);
  });
});
