import { useEffect, useState } from 'react';
import type { InputValues, WorkerResponse } from '../../core/runs/protocol.ts';
import { usePlayground, useRun } from '../../store/react.tsx';

const refreshMs = 250;

/** By task id: every output, and what generation tasks write. */
export type Prediction = Pick<Extract<WorkerResponse, { kind: 'predict' }>, 'outputs' | 'decoded'>;

/**
 * Every task's output for raw inputs, by input id, [count, ...shape]: again when the inputs change, and while training moves the weights. One
 * request at a time.
 */
export function usePrediction(inputs: InputValues | null, count: number, beam = 1): Prediction | null {
  const { actions, run } = usePlayground();
  const prepared = useRun(({ history }) => history.prepared);
  const runId = useRun(({ history }) => history.runId);
  const [answered, setAnswered] = useState<{ readonly run: string; readonly prediction: Prediction } | null>(null);
  useEffect(() => {
    if (prepared === null || inputs === null) return;
    let gone = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let seen = Number.NaN;
    const refresh = async (): Promise<void> => {
      const { status } = run.getState().history;
      if (status.step !== seen && status.state !== 'preparing') {
        seen = status.step;
        const copies = Object.fromEntries(Object.entries(inputs).map(([id, values]) => [id, values.slice()]));
        const answer = await actions.request({ kind: 'predict', inputs: copies, count, beam });
        if (gone) return;
        if (answer.ok) setAnswered({ run: runId, prediction: answer.value });
      }
      timer = setTimeout(() => void refresh(), refreshMs);
    };
    void refresh();
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [actions, run, prepared, runId, inputs, count, beam]);
  // What another run answered is of other tasks.
  return prepared !== null && inputs !== null && answered?.run === runId ? answered.prediction : null;
}
