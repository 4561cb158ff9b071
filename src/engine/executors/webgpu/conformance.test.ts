import { describe, expect, test } from 'vitest';
import { conformanceCases } from '../conformance/conformance.ts';
import { caseDifference } from '../conformance/testing/known-comparisons.ts';
import { imitated } from '../conformance/testing/tested-executors.ts';

// The two profiles give other kernels: blocks with and without shared memory, reductions in one pass or two.
describe.each(imitated.map((tested) => [tested.name, tested] as const))('%s, agrees with the float64 reference', (_, tested) => {
  test.each(conformanceCases.map((item) => [item.name, item] as const))('%s', async (__, item) => {
    expect(await caseDifference(item, tested)).toBeLessThanOrEqual(item.tolerance);
  });
});
