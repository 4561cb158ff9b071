import { useEffect, useState } from 'react';
import type { Neighbours, WorkerRequest } from '../../../core/runs/protocol.ts';
import { usePlayground, useRun } from '../../../store/react.tsx';

const refreshMs = 1000;

type Query = Extract<WorkerRequest, { kind: 'neighbours' }>['query'];

/** The test samples nearest to a sample or to raw inputs: again when the query changes, and while training moves the weights. */
export function useNeighbours(task: string, query: Query | null, count: number): Neighbours | null {
  const { actions, run } = usePlayground();
  const prepared = useRun(({ history }) => history.prepared);
  const runId = useRun(({ history }) => history.runId);
  const [answered, setAnswered] = useState<{ readonly run: string; readonly neighbours: Neighbours } | null>(null);
  useEffect(() => {
    if (prepared === null || query === null) return;
    let gone = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let seen = Number.NaN;
    const refresh = async (): Promise<void> => {
      const { status } = run.getState().history;
      if (status.step !== seen && status.state !== 'preparing') {
        seen = status.step;
        const answer = await actions.request({ kind: 'neighbours', task, split: 'test', query, count });
        if (gone) return;
        if (answer.ok) setAnswered({ run: runId, neighbours: answer.value.neighbours });
      }
      timer = setTimeout(() => void refresh(), refreshMs);
    };
    void refresh();
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [actions, run, prepared, runId, task, query, count]);
  return prepared !== null && query !== null && answered?.run === runId ? answered.neighbours : null;
}
