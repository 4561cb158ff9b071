import { z } from 'zod';
import { lossTolerance } from '../measure/reference.ts';
import { worstDifference } from '../measure/statistics.ts';
import type { Exercise } from '../models/exercise.ts';
import type { TwoWays } from '../pairs/pair.ts';
import type { Setup } from './contender.ts';
import { exerciseLine, readAnswer } from './torch-exercise.ts';

/**
 * Steps balanced by UPGrad in PyTorch, as TorchJD takes them, in a process of their own that times them. Throws where there is no PyTorch, or
 * where its first losses are not `expected` [steps, T].
 */
export async function torchSteps(
  exercise: Exercise,
  { startPython }: Setup,
  expected: Float32Array,
): Promise<Pick<TwoWays, 'other' | 'words'>> {
  if (!startPython) throw new Error('Python runs in Node only');
  const { ask } = startPython('torch-balanced.py');
  const words = z.string().parse(JSON.parse(await ask(exerciseLine(exercise))));
  const run = async (steps: number) => readAnswer(await ask(`${steps}`));
  const { losses } = await run(expected.length / exercise.model.heads.length);
  const difference = worstDifference(losses.flat(), expected);
  if (difference > lossTolerance) throw new Error(`its losses differ from ours by ${difference.toExponential(1)}`);
  return { words, other: (steps) => async () => (await run(steps)).ms };
}
