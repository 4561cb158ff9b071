import { lessons } from '../../../../core/lessons/registry.ts';
import { variantName } from '../../../../core/presets/claims/claim.ts';
import { documentOf, type Figures, wantedRuns } from '../../../../core/presets/claims/runs.ts';
import type { Preset } from '../../../../core/presets/preset.ts';
import { presets } from '../../../../core/presets/registry.ts';
import { runsOnDisk } from '../outcomes/runs-file.ts';
import { keyOfRun } from './run-key.ts';

/**
 * The runs of an example, and of what its sentence or a lesson compares it with, that were measured with another document, program or arithmetic than
 * those that give this outcome from the example's own seed. Empty too where none were measured.
 */
export function staleRuns(preset: Preset, outcome: Figures): readonly string[] {
  const runs = runsOnDisk();
  return wantedRuns(
    presets,
    lessons.flatMap(({ claims }) => claims),
  )
    .filter(({ variant }) => variant.of === preset.id)
    .flatMap(({ variant }) => {
      const name = variantName(variant);
      const key = keyOfRun(outcome, preset.project(), documentOf(presets, variant));
      return runs.some((run) => run.run === name && run.key !== key) ? [name] : [];
    });
}
