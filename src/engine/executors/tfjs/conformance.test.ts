import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import { conformanceCases } from '../conformance/conformance.ts';
import { worstDifference } from '../self-test/exercise.ts';
import { createTfjsExecutor } from './tfjs-executor.ts';

describe.each(['cpu', 'wasm'] as const)('the tfjs executor on %s agrees with the float64 reference', (backend) => {
  test.each(conformanceCases.map((item) => [item.name, item] as const))('%s', async (_, { compare }) => {
    const executor = await createTfjsExecutor(backend, 'test', { threads: 1 });
    const before = tf.memory().numTensors;
    const comparison = await compare(executor);
    expect(worstDifference(comparison)).toBeLessThanOrEqual(comparison.tolerance);
    expect(tf.memory().numTensors).toBe(before);
    executor.dispose();
  });
});
