import type { TrainingSettings } from '../project/schema.ts';

/** Stages by the epochs at which they begin, counted from 0. */
export function stageStarts(stages: TrainingSettings['stages'] = []): readonly number[] {
  let start = 0;
  return stages.map(({ epochs }) => {
    const own = start;
    start += epochs;
    return own;
  });
}

/** The stage of a step, both counted from 0 and 1; the last goes on, and 0 where there are none. `stepsPerEpoch` steps make an epoch. */
export function stageAt({ stages }: Pick<TrainingSettings, 'stages'>, step: number, stepsPerEpoch: number): number {
  const epoch = Math.floor((step - 1) / stepsPerEpoch);
  return Math.max(
    0,
    stageStarts(stages).findLastIndex((start) => start <= epoch),
  );
}
