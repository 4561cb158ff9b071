import type { AnswerTo, Command, TrainEvent, WorkerRequest, WorkerResponse } from '../core/runs/protocol.ts';
import { diagnostic, type Result, refused } from '../core/util/diagnostics.ts';
import { type KeptCheckpoint, LastCheckpoint } from './last-checkpoint.ts';
import { PendingRequests, type ResponseOf } from './requests.ts';
import { Standing } from './standing.ts';
import type { PlainCommand, Trainer } from './trainer.ts';

/** Makes the host that a worker would run: `createTrainingHost` with an environment around `emit`. */
export type HostFactory = (emit: (event: TrainEvent) => void) => { handle(command: Command): void };

/** Training in this thread, for tests: the worker's code without the worker. Events come in later microtasks, as messages would. */
export class DirectTrainer implements Trainer {
  private host: ReturnType<HostFactory> | null = null;
  private readonly listeners = new Set<(events: readonly TrainEvent[]) => void>();
  private readonly requests = new PendingRequests();
  private readonly checkpoints = new LastCheckpoint();
  private readonly standing = new Standing();

  constructor(private readonly createHost: HostFactory) {}

  send(command: PlainCommand): void {
    if (command.type === 'load') this.checkpoints.loading(command);
    this.running().handle(command);
    this.standing.note(command);
  }

  request<K extends WorkerRequest['kind']>(
    runId: string,
    request: Extract<WorkerRequest, { kind: K }>,
    signal?: AbortSignal,
  ): Promise<Result<AnswerTo<K>>> {
    if (signal?.aborted) return Promise.resolve(refused(diagnostic('training.requestCancelled', {}, 'page')));
    const host = this.running();
    const fits = (response: WorkerResponse): response is ResponseOf<K> => response.kind === request.kind;
    const { requestId, answer } = this.requests.open(fits, signal, (cancelled) =>
      host.handle({ type: 'cancelRequest', runId, requestId: cancelled }),
    );
    host.handle({ type: 'request', runId, requestId, request });
    return answer;
  }

  subscribe(listener: (events: readonly TrainEvent[]) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  lastCheckpoint(runId: string): KeptCheckpoint | null {
    return this.checkpoints.of(runId);
  }

  terminate(): void {
    this.host = null;
    this.requests.refuseAll(diagnostic('training.workerDied', { reason: 'terminated' }, 'page'));
  }

  private running(): ReturnType<HostFactory> {
    if (this.host) return this.host;
    const host = this.createHost((event) => {
      queueMicrotask(() => {
        if (this.host === host) this.receive(event);
      });
    });
    this.host = host;
    for (const command of this.standing.commands()) host.handle(command);
    return host;
  }

  private receive(event: TrainEvent): void {
    this.checkpoints.receive(event);
    if (event.type === 'response') this.requests.close(event);
    for (const listener of [...this.listeners]) listener([event]);
  }
}
