import { useEffect, useMemo } from 'react';
import { nodeLabel } from '../../core/graph/catalogue.ts';
import type { ConflictReport } from '../../core/runs/conflict.ts';
import { inLanguage } from '../../core/util/localized.ts';
import { useConflict, usePlayground, useProject, useRun, useView } from '../../store/react.tsx';
import { identityOf } from '../common/task-identity.ts';
import type { ShownTask } from './drawings.ts';

/** A task as the tab speaks of it. */
export interface NamedTask {
  readonly id: string;
  readonly name: string;
}

/** The same tasks with what they look like. */
export const useShownTasks = (tasks: readonly NamedTask[]): readonly ShownTask[] => {
  const project = useProject((document) => document);
  return tasks.map((task) => ({ ...task, ...identityOf(project, task.id) }));
};

/** The last looks, with the names of what they speak of. */
export interface Shared {
  readonly reports: readonly ConflictReport[];
  /** Null before the first. */
  readonly last: ConflictReport | null;
  /** In the order of the reports. */
  readonly tasks: readonly NamedTask[];
  readonly nameOf: (node: string) => string;
}

/** Has the run measured while the tab is open. */
export function useShared(): Shared {
  const { conflict } = usePlayground();
  const reports = useConflict();
  const document = useRun(({ shown }) => shown?.project ?? null);
  const language = useView((view) => view.language);
  useEffect(() => conflict.watch(), [conflict]);
  return useMemo(() => {
    const last = reports.at(-1) ?? null;
    const tasks = (last?.tasks ?? []).map((id) => ({ id, name: document?.tasks.find((task) => task.id === id)?.name || id }));
    const nameOf = (id: string): string => {
      const node = document?.graph.nodes.find((item) => item.id === id);
      return node && document ? inLanguage(nodeLabel(node, document), language) : id;
    };
    return { reports, last, tasks, nameOf };
  }, [reports, document, language]);
}
