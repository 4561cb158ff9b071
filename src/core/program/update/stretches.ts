import type { ControlLayout, TrainingProgram } from '../types.ts';

/** Trained parameters that are updated with the same numbers. */
export interface UpdateStretch {
  /** In numbers; the end is excluded. */
  readonly start: number;
  readonly end: number;
  /** So far behind `learningRate` and `stepScalars` stand theirs. */
  readonly shift: number;
}

/** The trained parameters in order, in as few stretches as their rates allow; one where nothing learns at a rate of its own. */
export function updateStretches(rates: ControlLayout['rates'] = [], trainableCount: number): readonly UpdateStretch[] {
  const first = rates[0]?.start ?? trainableCount;
  return [{ start: 0, end: first, shift: 0 }, ...rates].filter(({ start, end }) => end > start);
}

/** So far behind the numbers of all stand those of the parameter at `offset`. */
export const shiftAt = ({ controls: { rates = [] } }: Pick<TrainingProgram, 'controls'>, offset: number): number =>
  rates.find(({ start, end }) => start <= offset && offset < end)?.shift ?? 0;
