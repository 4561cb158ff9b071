import { Text } from '@mantine/core';
import type { RunSummary } from '../../../core/runs/run-summary.ts';
import { runWords } from '../../../core/runs/words.ts';
import { judgedTasks } from '../../../store/experiments/experiment-of.ts';
import { useProject } from '../../../store/react.tsx';
import { useSay } from '../../common/use-say.ts';
import { TradeOff } from '../trade-off/trade-off.tsx';
import { onDataset } from './listed.ts';
import { useRunTitle } from './use-page-runs.ts';

/** What runs on the document's data gave up of one of its tasks for another, by their best validation. */
export function RunsTradeOff({ runs, onOpen }: { readonly runs: readonly RunSummary[]; readonly onOpen: (id: string) => void }) {
  const say = useSay();
  const title = useRunTitle();
  const document = useProject((project) => project);
  const comparable = onDataset(runs, document.data.dataset);
  const others = runs.length - comparable.length;
  return (
    <>
      <TradeOff
        tasks={judgedTasks(document)}
        entries={comparable.map((run) => ({ id: run.id, name: title(run), figures: run.best }))}
        onOpen={onOpen}
      />
      {others > 0 ? (
        <Text size="xs" c="dimmed">
          {say(runWords.otherData, { n: others })}
        </Text>
      ) : null}
    </>
  );
}
