import { inputItself } from '../tasks/formats/format-of.ts';
import type { TargetInfo } from '../tasks/types.ts';
import type { Task } from './schema.ts';

/** The names by which data sets, programs and results know one another. */
export const inputName = (input: string): string => `input:${input}`;
export const targetName = (task: string): string => `target:${task}`;
export const maskName = (task: string): string => `mask:${task}`;
export const classWeightsName = (task: string): string => `classWeights:${task}`;

/**
 * The data tensor that holds a task's labels: one of its own, or, where an input itself is to be reconstructed, that input, so that
 * nothing is stored twice. Label noise makes labels that are not the input, and hence a tensor of their own.
 */
export function labelName(task: Task, target: TargetInfo): string {
  const input = task.labelNoise === 0 ? inputItself(target) : null;
  return input === null ? targetName(task.id) : inputName(input);
}
