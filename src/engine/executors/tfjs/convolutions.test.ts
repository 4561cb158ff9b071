import { expect, test } from 'vitest';
import { presets } from '../../../core/presets/registry.ts';
import { at } from '../../../core/util/assert-never.ts';
import { startBackend } from './backends.ts';
import { makePlan } from './plan.ts';
import { Resources } from './resources.ts';
import { programOf } from './testing.ts';

const cnn = at(
  presets.filter(({ id }) => id === 'digits-cnn'),
  0,
);

/** The values that a plan computes for the step of the convolutional preset. */
async function computedOn(backend: 'cpu' | 'wasm') {
  const { step, gradients } = programOf(cnn.project(), 4);
  await startBackend(backend, { threads: 1 });
  const resources = new Resources(backend);
  const wanted = [at([step.outputs.losses ?? -1], 0), ...gradients.filter((id) => id !== null)];
  const plan = makePlan(step, wanted, resources.context(step));
  resources.dispose();
  const unfolded = step.ops.filter((op) => op.kind === 'unfold').map((op) => op.output);
  return { unfolded, computed: plan.steps.map(({ output }) => output) };
}

test('on wasm the unfolded windows of a convolution are never made', async () => {
  const { unfolded, computed } = await computedOn('wasm');
  expect(unfolded.length).toBeGreaterThan(0);
  expect(computed.filter((id) => unfolded.includes(id))).toEqual([]);
});

test('elsewhere they are, once each', async () => {
  const { unfolded, computed } = await computedOn('cpu');
  expect(computed.filter((id) => unfolded.includes(id))).toHaveLength(unfolded.length);
});
