import type { TrainingSettings } from '../project/schema.ts';
import { assertNever } from '../util/assert-never.ts';
import { stageAt } from './stages.ts';

/**
 * The learning rate of one step, but for its stage. `step` counts from 1; an epoch has `stepsPerEpoch` steps, and the document's `epochs` say where a
 * schedule ends (a run that goes on beyond keeps the last rate). With η the document's learning rate and N the last step:
 *
 * - constant: η
 * - step: η · factorᵏ with k = ⌊epoch / everyEpochs⌋, epochs counted from 0
 * - cosine (Loshchilov and Hutter, 2017): for the first W = warmupSteps steps η · step / W; then
 *   η · (floor + (1 − floor) · (1 + cos πp) / 2), where p runs from 0 at the peak (step W, or step 1 without warm-up) to 1 at step N
 */
function scheduledRate(
  training: Pick<TrainingSettings, 'learningRate' | 'schedule' | 'epochs'>,
  step: number,
  stepsPerEpoch: number,
): number {
  const { learningRate, schedule, epochs } = training;
  switch (schedule.kind) {
    case 'constant':
      return learningRate;
    case 'step': {
      const epoch = Math.min(epochs - 1, Math.floor((step - 1) / stepsPerEpoch));
      return learningRate * schedule.factor ** Math.floor(epoch / schedule.everyEpochs);
    }
    case 'cosine': {
      if (step < schedule.warmupSteps) return (learningRate * step) / schedule.warmupSteps;
      const peak = Math.max(1, schedule.warmupSteps);
      const progress = Math.min(1, (step - peak) / Math.max(1, epochs * stepsPerEpoch - peak));
      return learningRate * (schedule.floor + ((1 - schedule.floor) * (1 + Math.cos(Math.PI * progress))) / 2);
    }
    default:
      return assertNever(schedule);
  }
}

/** The learning rate of one step, with that of its stage. */
export function learningRateAt(
  training: Pick<TrainingSettings, 'learningRate' | 'schedule' | 'epochs' | 'stages'>,
  step: number,
  stepsPerEpoch: number,
): number {
  const rate = scheduledRate(training, step, stepsPerEpoch);
  const stage = training.stages?.[stageAt(training, step, stepsPerEpoch)];
  return stage ? rate * stage.rate : rate;
}
