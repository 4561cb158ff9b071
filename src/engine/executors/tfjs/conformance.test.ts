import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import { conformanceCases } from '../conformance/conformance.ts';
import { caseDifference } from '../conformance/testing/known-comparisons.ts';
import { onTfjs } from '../conformance/testing/tested-executors.ts';

describe.each(onTfjs.map((tested) => [tested.name, tested] as const))('%s agrees with the float64 reference', (_, tested) => {
  test.each(conformanceCases.map((item) => [item.name, item] as const))('%s', async (__, item) => {
    const executor = await tested.create();
    const before = tf.memory().numTensors;
    expect(await caseDifference(item, tested)).toBeLessThanOrEqual(item.tolerance);
    expect(tf.memory().numTensors).toBe(before);
    executor.dispose();
  });
});
