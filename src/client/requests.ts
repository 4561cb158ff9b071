import type { TrainEvent, WorkerRequest, WorkerResponse } from '../core/runs/protocol.ts';
import { type Diagnostic, diagnostic, ok, type Result, refused } from '../core/util/diagnostics.ts';

type Settle = (result: Result<WorkerResponse>) => void;

/** The response that belongs to a kind of request. */
export type ResponseOf<K extends WorkerRequest['kind']> = Extract<WorkerResponse, { kind: K }>;

/** Requests on their way: each promise settles exactly once, with the worker's answer or with the reason why none will come. */
export class PendingRequests {
  private readonly pending = new Map<number, Settle>();
  private lastId = 0;

  /** A number for a new request, and the promise of its answer. */
  open<R extends WorkerResponse>(
    fits: (response: WorkerResponse) => response is R,
  ): { requestId: number; answer: Promise<Result<R>> } {
    const requestId = ++this.lastId;
    const answer = new Promise<Result<R>>((resolve) => {
      this.pending.set(requestId, (result) => {
        if (!result.ok) resolve(result);
        else if (fits(result.value)) resolve(ok(result.value));
        else resolve(refused(diagnostic('training.requestFailed', { reason: result.value.kind }, 'page')));
      });
    });
    return { requestId, answer };
  }

  close({ requestId, result }: Extract<TrainEvent, { type: 'response' }>): void {
    this.pending.get(requestId)?.(result);
    this.pending.delete(requestId);
  }

  refuseAll(reason: Diagnostic): void {
    const all = [...this.pending.values()];
    this.pending.clear();
    for (const settle of all) settle(refused(reason));
  }
}
