import { z } from 'zod';
import { toBase64Url } from '../../src/core/project/base64url.ts';
import { lossTolerance } from '../measure/reference.ts';
import { worstDifference } from '../measure/statistics.ts';
import { batchesOf, type Exercise, namedParameters } from '../models/exercise.ts';
import { adam, learningRate } from '../models/model.ts';
import type { TwoWays } from '../pairs/pair.ts';
import type { Setup } from './contender.ts';

const answerSchema = z.object({ ms: z.number(), losses: z.array(z.array(z.number())) });

const packed = (values: Float32Array, shape: readonly number[]) => ({
  shape,
  base64: toBase64Url(new Uint8Array(values.buffer, values.byteOffset, values.byteLength)),
});

/** What torch-balanced.py is told first: initial parameters by name and the batches, gathered, in one line. */
const exerciseLine = (exercise: Exercise): string =>
  JSON.stringify({
    learningRate,
    adam,
    parameters: Object.fromEntries(
      [...namedParameters(exercise)].map(([name, { info, values }]) => [name, packed(values, info.shape)]),
    ),
    batches: batchesOf(exercise).map(({ inputs, targets }) => ({
      inputs: packed(inputs, [exercise.model.batch, ...exercise.model.input]),
      targets: targets.map((target) => packed(target, [exercise.model.batch, target.length / exercise.model.batch])),
    })),
  });

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
  const run = async (steps: number) => answerSchema.parse(JSON.parse(await ask(`${steps}`)));
  const { losses } = await run(expected.length / exercise.model.heads.length);
  const difference = worstDifference(losses.flat(), expected);
  if (difference > lossTolerance) throw new Error(`its losses differ from ours by ${difference.toExponential(1)}`);
  return { words, other: (steps) => async () => (await run(steps)).ms };
}
