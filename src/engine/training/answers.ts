import type { TrainEvent, WorkerResponse } from '../../core/runs/protocol.ts';
import { diagnostic, type Result, refused } from '../../core/util/diagnostics.ts';
import { reasonOf } from '../../core/util/reason.ts';
import type { RequestCommand } from './life.ts';

/** The answer to a request that threw. */
export const requestFailed = (error: unknown, where: 'page' | 'file'): Result<WorkerResponse> =>
  refused(diagnostic('training.requestFailed', { reason: reasonOf(error) }, where));

/** The requests that have no answer yet. Each gets one and no more, whoever gives it first. */
export class Answers {
  private readonly open = new Map<number, RequestCommand>();

  constructor(private readonly emit: (event: TrainEvent) => void) {}

  /** A request came in. */
  expect(command: RequestCommand): void {
    this.open.set(command.requestId, command);
  }

  /** `generation`: of the program that answers. */
  give(requestId: number, generation: number, result: Result<WorkerResponse>): void {
    const command = this.open.get(requestId);
    if (!this.open.delete(requestId) || !command) return;
    this.emit({ type: 'response', runId: command.runId, generation, requestId, result });
  }

  /** The requests of a run that wait, in their order. */
  waiting(runId: string): readonly RequestCommand[] {
    return [...this.open.values()].filter((command) => command.runId === runId);
  }
}
