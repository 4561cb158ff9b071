import type { AnswerTo, TrainEvent, WorkerRequest, WorkerResponse } from '../core/runs/protocol.ts';
import { type Diagnostic, diagnostic, ok, type Result, refused } from '../core/util/diagnostics.ts';

type Settle = (result: Result<WorkerResponse>, generation: number) => void;

type Generation = Pick<AnswerTo<'checkpoint'>, 'generation'>;

/** The response that belongs to a kind of request. */
export type ResponseOf<K extends WorkerRequest['kind']> = Extract<WorkerResponse, { kind: K }>;

/** Requests in flight: each promise settles exactly once, with the worker's answer or with the reason why none will come. */
export class PendingRequests {
  private readonly pending = new Map<number, Settle>();
  private lastId = 0;

  /**
   * A number for a new request, and the promise of its answer. Once `signal` aborts nobody waits any more: the promise is settled, and
   * `onCancel` tells the worker.
   */
  open<R extends WorkerResponse>(
    fits: (response: WorkerResponse) => response is R,
    signal: AbortSignal | undefined,
    onCancel: (requestId: number) => void,
  ): { requestId: number; answer: Promise<Result<R & Generation>> } {
    const requestId = ++this.lastId;
    const answer = new Promise<Result<R & Generation>>((resolve) => {
      const cancel = (): void => {
        if (!this.pending.delete(requestId)) return;
        onCancel(requestId);
        resolve(refused(diagnostic('training.requestCancelled', {}, 'page')));
      };
      this.pending.set(requestId, (result, generation) => {
        signal?.removeEventListener('abort', cancel);
        if (!result.ok) resolve(result);
        else if (fits(result.value)) resolve(ok({ ...result.value, generation }));
        else resolve(refused(diagnostic('training.requestFailed', { reason: result.value.kind }, 'page')));
      });
      signal?.addEventListener('abort', cancel, { once: true });
    });
    return { requestId, answer };
  }

  close({ requestId, generation, result }: Extract<TrainEvent, { type: 'response' }>): void {
    const settle = this.pending.get(requestId);
    this.pending.delete(requestId);
    settle?.(result, generation);
  }

  refuseAll(reason: Diagnostic): void {
    const all = [...this.pending.values()];
    this.pending.clear();
    for (const settle of all) settle(refused(reason), 0);
  }
}
