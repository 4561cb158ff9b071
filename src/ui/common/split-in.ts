import { addedNodes } from '../../core/graph/edits.ts';
import { picturedIn, spread } from '../../core/graph/place.ts';
import { splitPerTask } from '../../core/graph/split.ts';
import type { Project } from '../../core/project/schema.ts';
import { derive } from '../../store/derived.ts';

/** The document with a layer split per task, where copies cover nothing. */
export function splitIn(project: Project, node: string): Project {
  const split = splitPerTask(project, node);
  return split.ok ? spread(split.value, addedNodes(project, split.value), picturedIn(derive(split.value).analysis)) : project;
}
