import { addedNodes } from '../../../core/graph/edits.ts';
import { mergeNodes } from '../../../core/graph/merge.ts';
import { picturedIn, spread } from '../../../core/graph/place.ts';
import { copiesOf, splitPerTask } from '../../../core/graph/split.ts';
import type { Project } from '../../../core/project/schema.ts';
import { ok, type Result } from '../../../core/util/diagnostics.ts';
import { derive } from '../../../store/derived.ts';

export { copiesOf, mergeNodes };

/** Copies with live pictures are taller than the row that a split leaves for them. */
export function splitWithRoom(project: Project, id: string): Result<Project> {
  const split = splitPerTask(project, id);
  if (!split.ok) return split;
  return ok(spread(split.value, addedNodes(project, split.value), picturedIn(derive(split.value).analysis)));
}
