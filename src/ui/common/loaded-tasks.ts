import { useMemo } from 'react';
import { classTitle } from '../../core/data/class-titles.ts';
import type { SampleView } from '../../core/data/types.ts';
import type { Project, Task } from '../../core/project/schema.ts';
import type { DataSignature } from '../../core/project/signature.ts';
import { formatOf } from '../../core/tasks/formats/format-of.ts';
import type { TargetInfo } from '../../core/tasks/types.ts';
import type { Language } from '../../core/util/localized.ts';
import { useDataset, useProject, useRun, useView } from '../../store/react.tsx';

/** The classes of a target by the names that the reader knows. */
function inWords(target: TargetInfo, language: Language): TargetInfo {
  const named = formatOf(target).renamed?.(target, (name) => classTitle(name, language));
  return named ? { ...target, ...named } : target;
}

export interface LoadedTask {
  readonly task: Task;
  /** Its classes are called as the reader knows them. */
  readonly target: TargetInfo;
}

/** The tasks of the run (not of the document on the screen, which may be ahead of it), each with its target. */
export function useLoadedTasks(): readonly LoadedTask[] {
  const shown = useRun((run) => run.shown?.project ?? null);
  const prepared = useRun(({ history }) => history.prepared);
  const language = useView((view) => view.language);
  // A name is no part of what is trained: it is the document's at once.
  const named = useProject((project) => project.tasks);
  return useMemo(() => {
    if (!shown || !prepared) return [];
    return prepared.tasks.flatMap((id) => {
      const task = shown.tasks.find((item) => item.id === id);
      const target = task && prepared.signature.targets.find((item) => item.id === task.target);
      const name = named.find((item) => item.id === id)?.name ?? task?.name ?? '';
      return task && target ? [{ task: { ...task, name }, target: inWords(target, language) }] : [];
    });
  }, [shown, prepared, language, named]);
}

/** What the loaded data is, and how its samples are shown; null before anything is loaded. */
export interface LoadedData {
  readonly signature: DataSignature;
  readonly view: SampleView;
  readonly project: Project;
}

export function useLoadedData(): LoadedData | null {
  const project = useRun((run) => run.shown?.project ?? null);
  const signature = useRun(({ history }) => history.prepared?.signature ?? null);
  const view = useDataset(project?.data.dataset ?? '')?.view;
  return useMemo(() => (project && signature && view ? { signature, view, project } : null), [project, signature, view]);
}
