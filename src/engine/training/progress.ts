import type { TrainEvent } from '../../core/runs/protocol.ts';
import type { TrainingEnvironment } from './environment.ts';
import { reportIntervalMs } from './outbox.ts';

type Phase = Extract<TrainEvent, { type: 'progress' }>['phase'];

/** Says how far preparation is: at once where a phase begins or ends, ten times a second in between. */
export function createProgress(env: Pick<TrainingEnvironment, 'emit' | 'now'>, runId: string) {
  let last: { readonly phase: Phase; readonly at: number } | null = null;
  return (phase: Phase, fraction: number): void => {
    const now = env.now();
    if (last?.phase === phase && fraction < 1 && now - last.at < reportIntervalMs) return;
    last = { phase, at: now };
    env.emit({ type: 'progress', runId, phase, fraction });
  };
}
