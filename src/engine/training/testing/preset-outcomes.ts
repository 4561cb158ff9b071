import type { Preset } from '../../../core/presets/preset.ts';
import { testMetrics } from './on-wasm.ts';

/**
 * Trains a preset from its own data, and says in words which of its bounds it missed. The bounds stand in the preset and on its page; the
 * wasm executor gives the same bits everywhere, so that they are either kept or not.
 */
export async function missedBounds({ id, project, outcome }: Preset): Promise<string[]> {
  const metrics = await testMetrics(id, project(), outcome.epochs);
  return Object.entries(outcome.tasks).flatMap(([task, { metric, reaches }]) => {
    const reached = metrics[task]?.[metric] ?? Number.NaN;
    return reached >= reaches ? [] : [`${metric} of ${task} is ${reached}, not ${reaches}`];
  });
}
