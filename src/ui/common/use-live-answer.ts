import { useEffect, useEffectEvent, useState } from 'react';
import type { AnswerTo, WorkerRequest } from '../../core/runs/protocol.ts';
import { weightsVersion } from '../../core/runs/weights-version.ts';
import { usePlayground, useRun } from '../../store/react.tsx';

type Kind = WorkerRequest['kind'];
type RequestOf<K extends Kind> = Extract<WorkerRequest, { readonly kind: K }>;

/**
 * Asks the worker at once, and hands over what it answers: again for another `ask` (which has to be
 * memoized; null asks nothing) or another program, and, unless `everyMs` is null, whenever the weights have moved on and somebody can see the page. A
 * request is only made when the last one was answered, and `everyMs` later at the earliest, so that a slow device is never flooded; once
 * nobody looks any more it is given up.
 */
export function useLiveRequest<K extends Kind>(
  ask: (() => RequestOf<K>) | null,
  everyMs: number | null,
  receive: (answer: AnswerTo<K>) => void,
): void {
  const { actions, run } = usePlayground();
  const generation = useRun(({ shown }) => shown?.generation ?? null);
  const ready = useRun(({ history }) => history.prepared !== null && history.status.state !== 'preparing');
  const onAnswer = useEffectEvent(receive);

  useEffect(() => {
    if (!ready || ask === null || generation === null) return;
    const gone = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    let seen: string | null = null;
    const look = async (): Promise<void> => {
      const { history, shown } = run.getState();
      const moment = weightsVersion(history.status);
      const wanted = seen === null || (moment !== seen && !document.hidden);
      if (wanted && shown?.generation === generation && history.status.state !== 'preparing') {
        seen = moment;
        const answer = await actions.request(ask(), gone.signal);
        if (gone.signal.aborted) return;
        if (answer.ok) onAnswer(answer.value);
      }
      if (everyMs !== null) timer = setTimeout(() => void look(), everyMs);
    };
    void look();
    return () => {
      gone.abort();
      clearTimeout(timer);
    };
  }, [actions, run, ready, generation, ask, everyMs]);
}

/** The last answer of `useLiveRequest`; null before there is one, and once there is another program, whose data and tasks may be others. */
export function useLiveAnswer<K extends Kind>(ask: (() => RequestOf<K>) | null, everyMs: number | null): AnswerTo<K> | null {
  const generation = useRun(({ shown }) => shown?.generation);
  const [last, setLast] = useState<AnswerTo<K> | null>(null);
  useLiveRequest(ask, everyMs, setLast);
  return ask !== null && last?.generation === generation ? last : null;
}
