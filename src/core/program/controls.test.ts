import { expect, test } from 'vitest';
import { fillControls } from './controls.ts';
import { randomKeys } from './counter-random.ts';
import type { OptimizerSettings } from './optimizers/registry.ts';
import { updateOf } from './optimizers/update-of.ts';

const program = (optimizer: OptimizerSettings) => ({
  controls: {
    size: 14,
    learningRate: 0,
    stepScalars: 1,
    taskWeights: 3,
    randomKeys: [{ stream: 'n1/dropout', offset: 5 }],
  },
  update: { ...updateOf(optimizer), clipNorm: null },
  tasks: [
    { id: 'a', output: 'output:a', loss: 'loss:a' },
    { id: 'b', output: 'output:b', loss: 'loss:b' },
  ],
});

test('a control row holds what the layout says, and nothing outside its row changes', () => {
  const out = new Float32Array(3 * 14).fill(-7);
  const adam = program({ kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-7 });
  fillControls(adam, { step: 2, learningRate: 0.25, taskWeights: [1, 0.5], seed: 9 }, out, 14);
  expect(out.subarray(0, 14).every((x) => x === -7)).toBe(true);
  expect(out.subarray(28).every((x) => x === -7)).toBe(true);
  const row = out.subarray(14, 28);
  expect(row[0]).toBe(0.25);
  expect(row[1]).toBeCloseTo(0.19, 6);
  expect(row[2]).toBeCloseTo(0.001999, 8);
  expect([...row.subarray(3, 5)]).toEqual([1, 0.5]);
  expect([...row.subarray(5, 13)]).toEqual(randomKeys(9, 'n1/dropout', 2));
  expect(row[13]).toBe(0);
});

test('an optimiser without numbers of the step leaves their place empty', () => {
  const out = new Float32Array(14);
  fillControls(program({ kind: 'sgd' }), { step: 3, learningRate: 1, taskWeights: [1, 1], seed: 1 }, out, 0);
  expect([out[1], out[2]]).toEqual([0, 0]);
});
