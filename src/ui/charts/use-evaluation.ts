import { useEffect, useState } from 'react';
import type { SplitName } from '../../core/data/types.ts';
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
  const prepared = useRun(({ history }) => history.prepared);
  const resting = useRun(({ history }) => history.status.state !== 'running' && history.status.state !== 'preparing');
  const restedAt = useRun(({ history }) => (history.status.state === 'running' ? -1 : history.status.step));
  const followed = useRun(({ history }) => history.recorded.validation.last() ?? null);
  const [measured, setMeasured] = useState<(Evaluation & { readonly split: SplitName }) | null>(null);

  useEffect(() => {
    if (prepared === null || !resting || restedAt < 0) return;
    let gone = false;
    void actions.request({ kind: 'evaluate', split }).then((answer) => {
      if (!gone && answer.ok) setMeasured({ split, step: answer.value.step, tasks: answer.value.tasks });
    });
    return () => {
      gone = true;
    };
  }, [actions, prepared, resting, restedAt, split]);

  if (prepared === null) return null;
  const own = measured?.split === split ? measured : null;
  if (split !== 'validation') return own;
  return followed !== null && (own === null || followed.step > own.step) ? followed : own;
}
