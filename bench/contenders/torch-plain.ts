import { z } from 'zod';
import { exerciseOf } from '../models/exercise.ts';
import type { ModelSpec } from '../models/model.ts';
import type { Setup, Trainee } from './contender.ts';
import { exerciseLine, readAnswer } from './torch-exercise.ts';

/** Plain PyTorch in a Python process of its own, on so many threads. Throws where there is none. */
export async function startTorch(model: ModelSpec, { startPython }: Setup, threads: number): Promise<Trainee> {
  if (!startPython) throw new Error('Python runs in Node only');
  const { ask } = startPython('torch-plain.py', undefined, [`${threads}`]);
  const device = z.string().parse(JSON.parse(await ask(exerciseLine(exerciseOf(model)))));
  return { device, run: async (count) => Float32Array.from(readAnswer(await ask(`${count}`)).losses.flat()) };
}
