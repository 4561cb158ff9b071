import { expect, test } from 'vitest';
import { randomGraphCases } from '../conformance/random-programs.ts';
import { worstDifference } from '../self-test/exercise.ts';
import { kernelBytes } from './testing/kernel-bytes.ts';
import { createWasmExecutor } from './wasm-executor.ts';

const executor = await createWasmExecutor(kernelBytes());

test.each(randomGraphCases(150).map((item) => [item.name, item] as const))(
  '%s agrees with the reference',
  async (_, { compare }) => {
    const comparison = await compare(executor);
    expect(worstDifference(comparison)).toBeLessThanOrEqual(comparison.tolerance);
  },
);
