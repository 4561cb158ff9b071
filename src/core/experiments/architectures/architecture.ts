import type { Project } from '../../project/schema.ts';
import type { DataSignature } from '../../project/signature.ts';
import type { Result } from '../../util/diagnostics.ts';
import type { LocalizedText } from '../../util/localized.ts';

/** A way to wire the same tasks, derived from one document. One file each, and a line in the registry. */
export interface Architecture {
  /** Stands in files: it stays what it is. */
  readonly id: string;
  readonly title: LocalizedText;
  /** Refused where the document's graph has no place for it. */
  build(project: Project, signature: DataSignature): Result<Project>;
}
