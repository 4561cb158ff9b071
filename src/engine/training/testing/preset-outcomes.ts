import type { Preset } from '../../../core/presets/preset.ts';
import { staleRuns } from './claims/stale-runs.ts';
import { testMetrics } from './on-wasm.ts';

/**
 * Trains a preset from its own data, and says in words which of its bounds it missed, and which of the runs that its page speaks of were
 * measured otherwise. The wasm executor gives the same bits everywhere, so that bounds are either kept or not.
 */
export async function missedBounds(preset: Preset): Promise<string[]> {
  const { id, project, outcome } = preset;
  const metrics = await testMetrics(id, project(), outcome.epochs);
  const stale = staleRuns(preset, metrics).map((name) => `the runs of ${name} are not of today (npm run claims)`);
  const missed = Object.entries(outcome.tasks).flatMap(([task, { metric, reaches }]) => {
    const reached = metrics[task]?.[metric] ?? Number.NaN;
    return reached >= reaches ? [] : [`${metric} of ${task} is ${reached}, not ${reaches}`];
  });
  return [...missed, ...stale];
}
