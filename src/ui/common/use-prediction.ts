import { useEffect, useState } from 'react';
import type { InputValues } from '../../core/runs/protocol.ts';
import { usePlayground, useRun } from '../../store/react.tsx';

const refreshMs = 250;

/**
 * Every task's output for raw inputs, by input id, [count, ...shape]: again when the inputs change, and while training moves the weights. One
 * request at a time.
 */
export function usePrediction(inputs: InputValues | null, count: number): Readonly<Record<string, Float32Array>> | null {
  const { actions, run } = usePlayground();
  const prepared = useRun(({ history }) => history.prepared);
  const [outputs, setOutputs] = useState<Readonly<Record<string, Float32Array>> | null>(null);
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
        const answer = await actions.request({ kind: 'predict', inputs: copies, count });
        if (gone) return;
        if (answer.ok) setOutputs(answer.value.outputs);
      }
      timer = setTimeout(() => void refresh(), refreshMs);
    };
    void refresh();
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [actions, run, prepared, inputs, count]);
  return prepared === null || inputs === null ? null : outputs;
}
