import { describe, expect, test } from 'vitest';
import { embedding, largeEmbedding } from '../../conformance/models.ts';
import { simplifiedProgram } from '../../conformance/programs.ts';
import { modelA, modelB } from '../testing/models.ts';
import { planTraining } from './plan.ts';
import { hardwareProfile, softwareProfile } from './profile.ts';

const classes = (heads: number): number[] => Array.from({ length: heads }, () => 10);

describe.each([
  ['a GPU', hardwareProfile],
  ['a processor that imitates one', softwareProfile],
] as const)('a training step planned for %s', (_, profile) => {
  test.each([
    ['A', modelA()],
    ['A with 2 heads of 10 classes', modelA(classes(2))],
    ['A with 10 heads of 10 classes', modelA(classes(10))],
    ['B', modelB()],
    ['B with 10 heads', modelB(10)],
  ] as const)('takes 6 dispatches for model %s', (__, program) => {
    expect(planTraining(program, profile).step.dispatches).toHaveLength(6);
  });

  test.each([
    ['A with 2 heads of 10 classes', modelA(classes(2), { gramian: true })],
    ['A with heads of 10 and 5 classes', modelA([10, 5], { gramian: true })],
    ['A with 10 heads of 10 classes', modelA(classes(10), { gramian: true })],
  ] as const)('takes 9 dispatches for model %s with the Gramian of its tasks, 7 of them before the weights', (__, program) => {
    const { gramian } = planTraining(program, profile);
    expect(gramian?.dispatches).toHaveLength(9);
    expect(gramian?.firstDispatches).toBe(7);
  });

  test('takes as many dispatches for model B with the Gramian of 10 tasks as of 2', () => {
    const [two, ten] = [2, 10].map((heads) => planTraining(modelB(heads, { gramian: true }), profile).gramian);
    expect(two?.dispatches.length).toBe(ten?.dispatches.length);
  });

  test('is the same whether the Gramian is compiled or not', () => {
    const { step } = planTraining(modelB(3, { gramian: true }), profile);
    expect(step.dispatches).toHaveLength(planTraining(modelB(3), profile).step.dispatches.length);
  });

  test('is the same whenever it is planned', () => {
    expect(planTraining(modelB(), profile)).toEqual(planTraining(modelB(), profile));
  });

  test('holds intermediate values in little more memory than those that are needed at once', () => {
    // The hidden layer and its gradient, both [64, 256]; all the rest belongs to the heads.
    expect(planTraining(modelA(), profile).step.arenaSize).toBeLessThan(2.2 * 64 * 256);
  });
});

test('no element of the gradient of a large table looks at every id', () => {
  const { dispatches } = planTraining(simplifiedProgram(largeEmbedding), hardwareProfile).step;
  const ids = 8 * 40;
  for (const { wgsl } of dispatches) expect(wgsl).not.toContain(`< ${ids}u; i`);
  // Where each id comes first and next is found while the forward pass runs: nobody waits for it.
  const small = planTraining(simplifiedProgram(embedding), hardwareProfile).step.dispatches.length;
  expect(dispatches.length).toBeLessThanOrEqual(small);
});
