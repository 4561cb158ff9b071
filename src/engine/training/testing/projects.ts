import { presets } from '../../../core/presets/registry.ts';
import type { Project, TrainingSettings } from '../../../core/project/schema.ts';
import { invariant } from '../../../core/util/assert-never.ts';

/** The preset of two related tasks on a toy data set: 700 training points, two losses. */
export function toyProject(training: Partial<TrainingSettings> = {}): Project {
  const preset = presets.find(({ id }) => id === 'toy-related');
  invariant(preset, 'there is a preset toy-related');
  const project = preset.project();
  return { ...project, training: { ...project.training, ...training } };
}

/** 700 training points in batches of 32. */
export const toyStepsPerEpoch = 21;
