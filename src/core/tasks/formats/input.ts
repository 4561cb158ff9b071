import { sizeOf } from '../../program/shapes.ts';
import type { Shape } from '../../program/types.ts';
import { type FormatKind, nothingToCount } from './format.ts';

/** Nothing is stored: the data set's input of that id, f32 [samples, ...shape], is itself what is to be reconstructed. */
export interface InputTarget {
  readonly format: 'input';
  readonly input: string;
  readonly shape: Shape;
}

export interface InputReading {
  readonly kind: 'input';
  readonly values: Float32Array;
}

export const inputFormat: FormatKind<InputTarget, InputReading> = {
  format: 'input',
  usualKind: 'reconstruction',
  storedWidth: ({ shape }) => sizeOf(shape),
  saysSomething: () => true,
  itself: ({ input }) => input,
  describe: () => nothingToCount,
  readTruth: (_, stored) => ({ kind: 'input', values: Float32Array.from(stored) }),
  readOutput: (_, output) => ({ kind: 'input', values: output }),
  isRight: () => null,
  say: () => '',
};
