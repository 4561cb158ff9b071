import { useEffect, useState } from 'react';
import type { SplitName } from '../../core/data/types.ts';
import type { SampleBatch } from '../../core/runs/protocol.ts';
import { usePlayground, useRun } from '../../store/react.tsx';

/** At most this often are predictions fetched anew while training. */
const refreshMs = 500;

/** Samples with what was predicted of them after `step` steps. */
export type ShownSamples = SampleBatch & { readonly step: number };

/**
 * Samples of a split with truth and predictions: again whenever the run is another one or, with `live`, has moved on. A request is
 * only made when the last one was answered, so that a slow backend is never flooded. With `beam`, with freely written sequences.
 */
export function useSamples(split: SplitName, start: number, count: number, live: boolean, beam?: number): ShownSamples | null {
  const { actions, run } = usePlayground();
  const runId = useRun(({ history }) => history.runId);
  const ready = useRun(({ history }) => history.prepared !== null && history.status.state !== 'preparing');
  const [answered, setAnswered] = useState<{ readonly run: string; readonly samples: ShownSamples } | null>(null);

  useEffect(() => {
    if (!ready) return;
    let gone = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let seen = Number.NaN;
    const fetchSamples = async (): Promise<void> => {
      const { history } = run.getState();
      if (history.runId === runId && history.status.step !== seen && history.status.state !== 'preparing') {
        seen = history.status.step;
        const answer = await actions.request({ kind: 'samples', split, start, count, ...(beam === undefined ? {} : { beam }) });
        if (gone) return;
        if (answer.ok) setAnswered({ run: runId, samples: { ...answer.value.samples, step: answer.value.step } });
      }
      if (live && !gone) timer = setTimeout(() => void fetchSamples(), refreshMs);
    };
    void fetchSamples();
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [actions, run, ready, runId, split, start, count, live, beam]);

  // What another run answered is of other data.
  return ready && answered?.run === runId ? answered.samples : null;
}
