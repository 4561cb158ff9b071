import { useCallback, useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { reasonOf } from '../../../core/util/reason.ts';
import type { KeptProject } from '../../../store/persistence/kept-project.ts';
import { pageProjectsOf } from '../../../store/persistence/page-projects.ts';
import { usePlayground, useProjectKey } from '../../../store/react.tsx';
import { pageRunsOf } from '../../../store/runs/page-runs.ts';
import { createProjectFiles } from './project-files.ts';

export interface Listed {
  readonly projects: readonly KeptProject[];
  /** Deleted, and can be brought back. */
  readonly removed: readonly KeptProject[];
}

/** The projects as they are kept, and as they are after `again`. */
export function useProjects() {
  const playground = usePlayground();
  const pageProjects = pageProjectsOf(playground);
  const pageRuns = pageRunsOf(playground);
  const files = useMemo(() => createProjectFiles(playground, pageProjects, pageRuns), [playground, pageProjects, pageRuns]);
  const here = useProjectKey();
  const { library } = pageRuns;
  const { runs } = useSyncExternalStore(library.subscribe, library.getState, library.getState);
  const [listed, setListed] = useState<Listed | null>(null);
  const [failed, setFailed] = useState<string | null>(null);

  const again = useCallback(async (): Promise<void> => {
    try {
      await pageProjects.keeper.settled();
      setListed(await pageProjects.shelf.all());
      setFailed(null);
    } catch (error) {
      setFailed(reasonOf(error));
    }
  }, [pageProjects]);
  useEffect(() => {
    // What is done here shows in the list.
    pageProjects.keep([playground.project.getState()]);
    void again();
  }, [again, pageProjects, playground]);

  return { playground, pageProjects, files, here, runs, listed, failed, again };
}

export type Projects = ReturnType<typeof useProjects>;
