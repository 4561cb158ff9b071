import { type Figures, runKey } from '../../../../core/presets/claims/runs.ts';
import type { Project } from '../../../../core/project/schema.ts';
import { sha256 } from '../outcomes/dry-run.ts';

/** `runKey` in short. */
export const keyOfRun = (outcome: Figures, example: Project, document: Project): string =>
  sha256(runKey(outcome, example, document)).slice(0, 16);
