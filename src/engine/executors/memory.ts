import { sizeOf } from '../../core/program/shapes.ts';
import type { Program, TrainingProgram } from '../../core/program/types.ts';
import { at } from '../../core/util/assert-never.ts';

/** What a program takes of an executor before its first step has run and until its last, in bytes, known without loading anything. */
export interface MemoryNeed {
  /** Of everything together. */
  readonly bytes: number;
  /** The largest piece that must be had at once: a buffer, a linear memory, a tensor. */
  readonly largest: number;
}

/** Numbers that a program puts out for one sample, where it is run for `size` samples at a time. */
const outputNumbers = ({ outputs, values }: Program, size: number): number =>
  Object.values(outputs).reduce((sum, id) => sum + sizeOf(at(values, id).shape), 0) / size;

/** Samples in the data set. */
const sampleCount = ({ data }: TrainingProgram): number => Math.max(1, ...data.map(({ shape }) => shape[0] ?? 1));

/** What is asked of an evaluation at once puts out no more than this, or than one batch does. */
export const mostOutputBytes = 4 * 2 ** 20;

/** Bytes that one call of evaluation or prediction puts out at the most. */
export function outputBytes(program: TrainingProgram): number {
  const { evaluate, evaluateBatchSize, predict, predictBatchSize } = program;
  const of = (one: Program, size: number): number => {
    const perSample = 4 * outputNumbers(one, size);
    return Math.max(perSample * size, Math.min(mostOutputBytes, perSample * (sampleCount(program) + size)));
  };
  return Math.max(of(evaluate, evaluateBatchSize), of(predict, predictBatchSize));
}
