import { expect, test } from 'vitest';
import { comparedOn } from '../conformance/conformance.ts';
import { randomGraphCases } from '../conformance/random-programs.ts';
import { worstDifference } from '../self-test/exercise.ts';
import { kernelBytes } from './testing/kernel-bytes.ts';
import { createWasmExecutor } from './wasm-executor.ts';

const executor = await createWasmExecutor(kernelBytes());

test.each(randomGraphCases(150).map((item) => [item.name, item] as const))('%s agrees with the reference', async (_, item) => {
  const comparison = await comparedOn(executor, item);
  expect(worstDifference(comparison)).toBeLessThanOrEqual(comparison.tolerance);
});
