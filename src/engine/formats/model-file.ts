import type { Project } from '../../core/project/schema.ts';
import type { NamedWeights } from '../../core/runs/protocol.ts';

/** What a file brings back: the document, and the weights where it has any. */
export interface ModelFile {
  readonly project: Project;
  readonly weights: NamedWeights | null;
}
