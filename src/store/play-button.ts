import type { Project } from '../core/project/schema.ts';
import type { RunStatus } from '../core/runs/protocol.ts';
import { type Diagnostic, hasErrors } from '../core/util/diagnostics.ts';
import { derive } from './derived.ts';

/** What the button offers: while a run is prepared it is already asked to train. */
export const playButton = ({ state }: RunStatus): 'play' | 'pause' => (state === 'running' ? 'pause' : 'play');

/** Errors of the document that keep it from training, for the play button. */
export function obstacles(project: Project): readonly Diagnostic[] {
  const { diagnostics } = derive(project);
  return hasErrors(diagnostics) ? diagnostics.filter(({ severity }) => severity === 'error') : [];
}
