import { useEffect, useEffectEvent, useState } from 'react';
import type { WorkerRequest, WorkerResponse } from '../../core/runs/protocol.ts';
import { weightsMoment } from '../../core/runs/weights-moment.ts';
import { usePlayground, useRun } from '../../store/react.tsx';

type Kind = WorkerRequest['kind'];
type RequestOf<K extends Kind> = Extract<WorkerRequest, { readonly kind: K }>;
type AnswerOf<K extends Kind> = Extract<WorkerResponse, { readonly kind: K }>;

/**
 * Asks the worker at once, and hands over what it answers with the run that it is of: again for another `ask` (which has to be
 * memoized; null asks nothing) or another run, and, unless `everyMs` is null, whenever the weights have moved on and somebody can see the page. A
 * request is only made when the last one was answered, and `everyMs` later at the earliest, so that a slow device is never flooded.
 * Returns whether there is a prepared run.
 */
export function useLiveRequest<K extends Kind>(
  ask: (() => RequestOf<K>) | null,
  everyMs: number | null,
  receive: (run: string, answer: AnswerOf<K>) => void,
): boolean {
  const { actions, run } = usePlayground();
  const runId = useRun(({ history }) => history.runId);
  const ready = useRun(({ history }) => history.prepared !== null && history.status.state !== 'preparing');
  const onAnswer = useEffectEvent(receive);

  useEffect(() => {
    if (!ready || ask === null) return;
    let gone = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let seen: string | null = null;
    const look = async (): Promise<void> => {
      const { history } = run.getState();
      const moment = weightsMoment(history.status);
      const wanted = seen === null || (moment !== seen && !document.hidden);
      if (wanted && history.runId === runId && history.status.state !== 'preparing') {
        seen = moment;
        const answer = await actions.request(ask());
        if (gone) return;
        if (answer.ok) onAnswer(runId, answer.value);
      }
      if (everyMs !== null) timer = setTimeout(() => void look(), everyMs);
    };
    void look();
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [actions, run, ready, runId, ask, everyMs]);

  return ready;
}

/** The last answer of `useLiveRequest`; null before there is one, and once the run is another, whose data and tasks may be others. */
export function useLiveAnswer<K extends Kind>(ask: (() => RequestOf<K>) | null, everyMs: number | null): AnswerOf<K> | null {
  const runId = useRun(({ history }) => history.runId);
  const [last, setLast] = useState<{ readonly run: string; readonly answer: AnswerOf<K> } | null>(null);
  const ready = useLiveRequest(ask, everyMs, (run, answer) => setLast({ run, answer }));
  return ready && ask !== null && last?.run === runId ? last.answer : null;
}
