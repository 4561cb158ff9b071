import type { Project } from '../../project/schema.ts';
import type { Diagnostic } from '../../util/diagnostics.ts';
import { analyzeGraph } from '../analyze.ts';
import type { BlockContext } from './block.ts';

/** The errors that `built` has and the context's document has not. */
export function newProblems({ project, signature }: BlockContext, built: Project): Diagnostic[] {
  const errors = (document: Project): Diagnostic[] =>
    analyzeGraph(document, signature).diagnostics.filter(({ severity }) => severity === 'error');
  const key = ({ code, where }: Diagnostic): string => `${code} ${where ?? ''}`;
  const known = new Set(errors(project).map(key));
  return errors(built).filter((item) => !known.has(key(item)));
}
