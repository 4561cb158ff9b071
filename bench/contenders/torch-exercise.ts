import { z } from 'zod';
import { toBase64Url } from '../../src/core/project/base64url.ts';
import { batchesOf, type Exercise, namedParameters } from '../models/exercise.ts';
import { adam, learningRate } from '../models/model.ts';

const answerSchema = z.object({ ms: z.number(), losses: z.array(z.array(z.number())) });

/** What a script answers to a number of steps: the milliseconds that they took, and the task losses [steps, T]. */
export const readAnswer = (line: string): z.infer<typeof answerSchema> => answerSchema.parse(JSON.parse(line));

const packed = (values: Float32Array, shape: readonly number[]) => ({
  shape,
  base64: toBase64Url(new Uint8Array(values.buffer, values.byteOffset, values.byteLength)),
});

/** What a script is told first: the model, initial parameters by name and the batches, gathered, in one line. */
export const exerciseLine = (exercise: Exercise): string =>
  JSON.stringify({
    model: exercise.model,
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
