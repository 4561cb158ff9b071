import type { RunSummary } from '../../../core/runs/run-summary.ts';
import { judgedTasks } from '../../../store/experiments/experiment-of.ts';
import { useProject } from '../../../store/react.tsx';
import { TradeOff } from '../trade-off/trade-off.tsx';
import { useRunTitle } from './use-page-runs.ts';

/** What runs gave up of one task of the document for another, by their best validation. */
export function RunsTradeOff({ runs, onOpen }: { readonly runs: readonly RunSummary[]; readonly onOpen: (id: string) => void }) {
  const title = useRunTitle();
  const tasks = judgedTasks(useProject((project) => project));
  return (
    <TradeOff tasks={tasks} entries={runs.map((run) => ({ id: run.id, name: title(run), figures: run.best }))} onOpen={onOpen} />
  );
}
