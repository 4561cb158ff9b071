import { useEffect, useState } from 'react';
import type { SplitName } from '../../../core/data/types.ts';
import type { JudgedSplit } from '../../../core/runs/protocol.ts';
import { usePlayground, useRun } from '../../../store/react.tsx';

type Found = JudgedSplit & { readonly step: number };

/** What every task says of a split, measured whenever the run rests: it costs a pass over all its samples. */
export function useJudged(split: SplitName): Found | null {
  const { actions } = usePlayground();
  const generation = useRun(({ shown }) => shown?.generation ?? null);
  const restedAt = useRun(({ history: { status } }) =>
    status.state === 'running' || status.state === 'preparing' ? -1 : status.step,
  );
  const [found, setFound] = useState<(Found & { readonly split: SplitName; readonly of: number }) | null>(null);
  useEffect(() => {
    if (generation === null || restedAt < 0) return;
    const gone = new AbortController();
    void actions.request({ kind: 'judge', split }, gone.signal).then((answer) => {
      if (answer.ok) setFound({ ...answer.value.judged, step: answer.value.step, split, of: answer.value.generation });
    });
    return () => gone.abort();
  }, [actions, generation, restedAt, split]);
  return found?.split === split && found.of === generation ? found : null;
}
