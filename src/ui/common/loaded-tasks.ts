import { useMemo } from 'react';
import { signatureOf } from '../../core/data/registry.ts';
import type { Task } from '../../core/project/schema.ts';
import type { TargetInfo } from '../../core/tasks/types.ts';
import { useRun } from '../../store/react.tsx';

export interface LoadedTask {
  readonly task: Task;
  readonly target: TargetInfo;
}

/** The tasks of the run (not of the document on the screen, which may be ahead of it), each with its target. */
export function useLoadedTasks(): readonly LoadedTask[] {
  const loaded = useRun((run) => run.loaded);
  const ids = useRun(({ history }) => history.prepared?.tasks ?? null);
  return useMemo(() => {
    const signature = loaded ? signatureOf(loaded) : null;
    if (!loaded || !ids || !signature?.ok) return [];
    return ids.flatMap((id) => {
      const task = loaded.tasks.find((item) => item.id === id);
      const target = task && signature.value.targets.find((item) => item.id === task.target);
      return task && target ? [{ task, target }] : [];
    });
  }, [loaded, ids]);
}
