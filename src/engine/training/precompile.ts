import { type Compiled, compileProject } from '../../core/compile/compile.ts';
import type { DatasetSource } from '../../core/data/datasets.ts';
import { signatureOf } from '../../core/data/registry.ts';
import type { Project } from '../../core/project/schema.ts';
import type { Result } from '../../core/util/diagnostics.ts';

/** Compiles a document from what is known of its data without loading it. Refused with what is wrong with the document. */
export function precompile(project: Project, datasets?: DatasetSource): Result<Compiled> {
  const signature = signatureOf(project, datasets);
  return signature.ok ? compileProject(project, signature.value) : signature;
}
