import { moveNodes } from '../../../core/graph/edits.ts';
import { arrange } from '../../../core/graph/layout/arrange.ts';
import type { Size } from '../../../core/graph/layout/size.ts';
import { picturedIn } from '../../../core/graph/place.ts';
import type { Project } from '../../../core/project/schema.ts';
import { derive } from '../../../store/derived.ts';
import { roomIn } from '../state/canvas-room.ts';

/** A document whose cards stand as they are seen largest on a canvas of this size, in pixels. */
export function arrangedIn(project: Project, canvas: Size): Project {
  const { places } = arrange(
    project.graph,
    project.tasks.map(({ id }) => id),
    roomIn(canvas),
    picturedIn(derive(project).analysis),
  );
  return moveNodes(project, Object.fromEntries(places));
}

/** Whether the cards stand as `arrangedIn` puts them for a canvas of this size: no hand has moved one since. */
export const standsArranged = (project: Project, canvas: Size): boolean => arrangedIn(project, canvas) === project;
