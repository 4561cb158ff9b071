import type { TrainingProgram } from '../../../core/program/types.ts';
import { blocksInFlight } from '../executor.ts';
import { type MemoryNeed, outputBytes } from '../memory.ts';
import { planBuffers } from './device-buffers.ts';
import { planTraining, type TrainingPlan } from './plan/plan.ts';
import type { DeviceProfile } from './plan/profile.ts';
import { stagingBytes } from './staging.ts';

const known = new WeakMap<TrainingProgram, Map<DeviceProfile, TrainingPlan>>();

/** The plan for a device; made once for a program, which is asked for its size before it is loaded. */
export function plannedTraining(program: TrainingProgram, profile: DeviceProfile): TrainingPlan {
  const plans = known.get(program) ?? new Map<DeviceProfile, TrainingPlan>();
  known.set(program, plans);
  const made = plans.get(profile) ?? planTraining(program, profile);
  plans.set(profile, made);
  return made;
}

/** Pools of smaller results take together as much as that of the largest; and two results may be under way at once. */
const resultPools = 2 * 2;

/**
 * The buffers of a session, those through which losses, checkpoints and outputs come back included, and the rows of inputs that are
 * prepared for it.
 */
export function webgpuMemory(program: TrainingProgram, profile: DeviceProfile): MemoryNeed {
  const plan = plannedTraining(program, profile);
  const { bytes, steps } = planBuffers(program, plan);
  const own = Object.values(bytes).reduce((sum, size) => sum + size, 0);
  const lossesBack = blocksInFlight * 4 * steps * plan.lossCount;
  const whole = [bytes.parameters, bytes.optimizer, bytes.state].reduce((sum, size) => sum + stagingBytes(size), 0);
  const outputs = resultPools * stagingBytes(outputBytes(program));
  return { bytes: own + lossesBack + whole + outputs + bytes.inputs, largest: Math.max(...Object.values(bytes)) };
}
