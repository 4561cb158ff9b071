import { useEffect, useEffectEvent } from 'react';
import type { Picture } from '../../../core/runs/protocol.ts';
import { usePlayground, useRun } from '../../../store/react.tsx';

/** At most this often are pictures asked for. */
const refreshMs = 500;

/**
 * Hands over pictures, of all nodes in brief or of one in full: at once, and again whenever the run has moved on and somebody can see them. A
 * request is made when the last one was answered, never two at a time.
 */
export function usePictures(
  node: string | undefined,
  receive: (run: string, pictures: Readonly<Record<string, Picture>>) => void,
): void {
  const { actions, run } = usePlayground();
  const runId = useRun(({ history }) => history.runId);
  const ready = useRun(({ history }) => history.prepared !== null && history.status.state !== 'preparing');
  const onAnswer = useEffectEvent(receive);

  useEffect(() => {
    if (!ready) return;
    let gone = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let seen = '';
    const look = async (): Promise<void> => {
      const { status } = run.getState().history;
      // The end of a run may put back the best weights without another step.
      const moment = `${status.step} ${status.state === 'running'}`;
      if (moment !== seen && !document.hidden) {
        seen = moment;
        const answer = await actions.request({ kind: 'pictures', ...(node === undefined ? {} : { node }) });
        if (gone) return;
        if (answer.ok) onAnswer(runId, answer.value.pictures);
      }
      timer = setTimeout(() => void look(), refreshMs);
    };
    void look();
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [actions, run, ready, runId, node]);
}
