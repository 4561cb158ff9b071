import { useMemo } from 'react';
import type { InputValues, WorkerResponse } from '../../core/runs/protocol.ts';
import { useLiveAnswer } from './use-live-answer.ts';

const refreshMs = 250;

/** By task id: every output, and what generation tasks write. */
export type Prediction = Pick<Extract<WorkerResponse, { kind: 'predict' }>, 'outputs' | 'decoded'>;

/** Every task's output for raw inputs, by input id, [count, ...shape], renewed while training; null without inputs. */
export function usePrediction(inputs: InputValues | null, count: number, beam = 1): Prediction | null {
  const ask = useMemo(
    () =>
      inputs &&
      (() => {
        const copies = Object.fromEntries(Object.entries(inputs).map(([id, values]) => [id, values.slice()]));
        return { kind: 'predict' as const, inputs: copies, count, beam };
      }),
    [inputs, count, beam],
  );
  return useLiveAnswer(ask, refreshMs);
}
