import { describe, expect, test } from 'vitest';
import { balancingMethods } from '../../../core/balancing/registry.ts';
import { hasOwnSteps } from '../../../core/project/balancing.ts';
import { createReferenceExecutor } from '../reference/reference-executor.ts';
import { ofStepsReference, stepsDifference } from './testing/known-comparisons.ts';
import { type Outcome, takeSteps } from './testing/stepped.ts';
import { executorsOnce } from './testing/tested-executors.ts';
import { documentOf, lambda, steps, stepsOf } from './testing/three-tasks.ts';

const own = Object.values(balancingMethods).filter(hasOwnSteps);

describe.each(own.map(({ id }) => id))(`${steps} steps as %s says them`, (method) => {
  const name = `${steps} steps as ${method} says them`;
  const run = stepsOf(documentOf(method));
  let float64: Promise<Outcome> | undefined;
  const reference = (): Promise<Outcome> => {
    float64 ??= takeSteps(createReferenceExecutor(), run);
    return float64;
  };

  test('are numbers, and not those of another method', async () => {
    const said = await ofStepsReference(`${name}: losses`, run, async () => {
      const { losses } = await reference();
      return {
        losses: losses.length,
        infinite: losses.filter((loss) => !Number.isFinite(loss)).length,
        last: losses.at(-1) ?? 0,
      };
    });
    const plain = stepsOf(documentOf('equal'));
    const equal = await ofStepsReference(`${steps} steps as equal says them: losses`, plain, async () => ({
      last: (await takeSteps(createReferenceExecutor(), plain)).losses.at(-1) ?? 0,
    }));
    expect(said('losses')).toBe(steps * lambda.length);
    expect(said('infinite')).toBe(0);
    expect(said('last')).not.toBe(equal('last'));
  });

  test.each(executorsOnce.map((tested) => [tested.name, tested] as const))('%s', async (_, tested) => {
    expect(await stepsDifference(name, tested, run, reference)).toBeLessThan(tested.tolerance);
  });
});
