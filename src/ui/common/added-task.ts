import { attachHead } from '../../core/graph/attach-head.ts';
import { alongFlow } from '../../core/graph/layout/along-flow.ts';
import { type LearnedChoice, withLearned } from '../../core/graph/learned-layers.ts';
import { picturedIn } from '../../core/graph/place.ts';
import { addTask } from '../../core/graph/tasks.ts';
import type { Project, Task } from '../../core/project/schema.ts';
import type { Diagnostic, Result } from '../../core/util/diagnostics.ts';
import { derive } from '../../store/derived.ts';
import type { Playground } from '../../store/playground.ts';

/** The document with a task's head where the tasks part, on a network that goes whichever way. */
function withHead(project: Project, task: string): Result<Project> | null {
  const { signature } = derive(project);
  return signature
    ? alongFlow(
        project,
        (standing) => attachHead(standing, signature, task),
        (edited) => picturedIn(derive(edited).analysis),
      )
    : null;
}

/**
 * Adds a task that learns a target, and its head where the tasks part: one step to undo, and it trains at once. Where no layer suits it the head
 * stays unconnected. `name` and `kind` are as in `addTask`, `choice` says what becomes of the layers that are there.
 */
export function addTaskWithHead(
  { actions }: Playground,
  target: string,
  name: string,
  { kind, choice = 'free' }: { readonly kind?: Task['kind']; readonly choice?: LearnedChoice } = {},
): void {
  actions.editAtOnce((current) => {
    const { signature, analysis } = derive(current);
    const added = signature ? addTask(current, signature, target, name, undefined, kind) : current;
    const task = added.tasks.at(-1);
    if (added === current || !task) return current;
    const attached = withHead(added, task.id);
    const edited = attached?.ok ? attached.value : added;
    return actions.inPlace(current, analysis ? withLearned(edited, analysis, choice) : edited);
  });
}

/** Connects a task's head, which is made where there is none, where the tasks part; comes back with what forbids it. */
export function attachHeadOf({ actions, project }: Playground, task: string): readonly Diagnostic[] {
  const before = project.getState().project;
  const attached = withHead(before, task);
  if (!attached) return [];
  if (!attached.ok) return attached.diagnostics;
  actions.editAtOnce((current) => (current === before ? actions.inPlace(current, attached.value) : current));
  return [];
}
