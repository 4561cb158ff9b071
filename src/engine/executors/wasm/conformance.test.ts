import { describe, expect, test } from 'vitest';
import { comparedOn, conformanceCases } from '../conformance/conformance.ts';
import { worstDifference } from '../self-test/exercise.ts';
import { kernelBytes } from './testing/kernel-bytes.ts';
import { createWasmExecutor } from './wasm-executor.ts';

const executor = await createWasmExecutor(kernelBytes());

describe('the wasm executor agrees with the float64 reference', () => {
  test.each(conformanceCases.map((item) => [item.name, item] as const))('%s', async (_, item) => {
    const comparison = await comparedOn(executor, item);
    expect(worstDifference(comparison)).toBeLessThanOrEqual(comparison.tolerance);
  });
});
