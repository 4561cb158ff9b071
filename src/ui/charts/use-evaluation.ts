import { useEffect, useState } from 'react';
import type { SplitName } from '../../core/data/types.ts';
import { currentValidation } from '../../core/runs/history.ts';
import type { TaskEvaluation } from '../../core/runs/protocol.ts';
import { usePlayground, useRun } from '../../store/react.tsx';

export interface Evaluation {
  readonly step: number;
  readonly tasks: Readonly<Record<string, TaskEvaluation>>;
}

/**
 * Every task judged on a split with the current weights. The validation split follows the run by itself; the others are measured when
 * the run rests, because that costs a pass over all their samples.
 */
export function useEvaluation(split: SplitName): Evaluation | null {
  const { actions } = usePlayground();
  const generation = useRun(({ shown }) => shown?.generation ?? null);
  const resting = useRun(({ history }) => history.status.state !== 'running' && history.status.state !== 'preparing');
  const restedAt = useRun(({ history }) => (history.status.state === 'running' ? -1 : history.status.step));
  const followed = useRun(({ history }) => currentValidation(history));
  const [measured, setMeasured] = useState<(Evaluation & { readonly split: SplitName; readonly of: number }) | null>(null);

  useEffect(() => {
    if (generation === null || !resting || restedAt < 0) return;
    const gone = new AbortController();
    void actions.request({ kind: 'evaluate', split }, gone.signal).then((answer) => {
      if (!answer.ok) return;
      const { step, tasks, generation: of } = answer.value;
      setMeasured({ split, step, tasks, of });
    });
    return () => gone.abort();
  }, [actions, generation, resting, restedAt, split]);

  if (generation === null) return null;
  const own = measured?.split === split && measured.of === generation ? measured : null;
  if (split !== 'validation') return own;
  return followed !== null && (own === null || followed.step > own.step) ? followed : own;
}
