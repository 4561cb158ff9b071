import { structureKey } from '../../core/project/structure.ts';
import type { Diagnostic } from '../../core/util/diagnostics.ts';
import { useProject, useRun } from '../../store/react.tsx';

/** Why the document on the screen could not be loaded, which stands beside its cause; null once it is edited there, or was loaded. */
export function useRefusal(): Diagnostic | null {
  const error = useRun((run) => run.history.status.error ?? null);
  const loaded = useRun((run) => run.loaded);
  return useProject((project) =>
    error && loaded && (loaded === project || structureKey(loaded) === structureKey(project)) ? error : null,
  );
}
