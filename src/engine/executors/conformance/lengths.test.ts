import { expect, test } from 'vitest';
import { at } from '../../../core/util/assert-never.ts';
import { kernelBytes } from '../wasm/testing/kernel-bytes.ts';
import { createWasmExecutor } from '../wasm/wasm-executor.ts';
import { changedCases, type LayerCase, layerKinds, layerRun, takesPadding, usualCases } from './layer-cases.ts';
import { runOn, runReference } from './run.ts';

/** How many positions of a sequence count, by sample. */
const lengths = {
  'all empty': () => 0,
  'all as long as they can be': (_: number, most: number) => most,
  'empty and full ones in turn': (sample: number, most: number) => (sample % 2) * most,
} as const;

const cases: LayerCase[] = layerKinds
  .flatMap(([id, kind]) => [...usualCases(id, kind), ...changedCases(id, kind)])
  .filter(takesPadding);

test('every kind of layer that takes sequences is tried', () => {
  const names = new Set(cases.map(({ name }) => name.split(' ')[0]));
  for (const id of [
    'gru',
    'lstm',
    'multiHeadAttention',
    'transformerBlock',
    'conv1d',
    'attentionPool',
    'globalPool',
    'batchNorm',
  ])
    expect(names).toContain(id);
});

const wasm = createWasmExecutor(kernelBytes());
const finite = (numbers: ArrayLike<number>): boolean => Array.from(numbers).every((value) => Number.isFinite(value));

/** Three steps: what a gradient makes of the parameters shows in the losses and outputs that follow. */
const steps = 3;

test.each(cases.map((item) => [item.name, item] as const))(
  '%s: outputs and gradients are finite for sequences of length 0 and of the most',
  async (_, item) => {
    for (const lengthOf of Object.values(lengths)) {
      const run = layerRun(item, steps, lengthOf);
      const expected = runReference(run);
      for (const numbers of [expected.losses, expected.outputs, expected.state, expected.parameters]) {
        expect(finite(numbers)).toBe(true);
      }
      const actual = await runOn(await wasm, run);
      for (const numbers of [actual.losses, actual.outputs, actual.state, actual.parameters]) expect(finite(numbers)).toBe(true);
      expect(Math.abs(at(actual.losses, steps - 1) - at(expected.losses, steps - 1))).toBeLessThan(1e-3);
    }
  },
);
