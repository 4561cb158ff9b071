import type { ToBeDecoded } from '../core/data/import/messages.ts';
import type { AnswerTo, RunStatus, TrainEvent, WorkerRequest, WorkerResponse } from '../core/runs/protocol.ts';
import type { FromWorker, ToWorker } from '../core/runs/wire.ts';
import { diagnostic, type Result, refused } from '../core/util/diagnostics.ts';
import { reasonOf } from '../core/util/reason.ts';
import { decodeFor } from './decode-for.ts';
import { createHeartbeat, pingIntervalMs } from './heartbeat.ts';
import { type KeptCheckpoint, LastCheckpoint } from './last-checkpoint.ts';
import { PendingRequests, type ResponseOf } from './requests.ts';
import { Standing } from './standing.ts';
import type { PlainCommand, Trainer } from './trainer.ts';

/** The other end of a worker: the browser's, or a test's. */
export interface WorkerLink {
  post(message: ToWorker): void;
  terminate(): void;
}

export interface WorkerTrainerOptions {
  /** Starts a worker. `onMessage` gets what it sends, `onDeath` why it cannot go on. */
  readonly connect: (onMessage: (message: FromWorker) => void, onDeath: (reason: string) => void) => WorkerLink;
  /** Calls `tick` every so many milliseconds until the returned function is called. */
  readonly every: (ms: number, tick: () => void) => () => void;
  /** Milliseconds, monotonic. */
  readonly now: () => number;
}

const idle: RunStatus = { state: 'idle', step: 0, epoch: 0, stepsPerSecond: null, executor: null };

/** What is known of a run before the worker has said anything: how many steps its weights have behind them. */
function beginning({ start }: Extract<PlainCommand, { type: 'load' }>, { step, epoch }: RunStatus): RunStatus {
  if (start.from === 'current') return { ...idle, step, epoch };
  return start.from === 'checkpoint' ? { ...idle, step: start.checkpoint.step } : idle;
}

/**
 * Training in a Web Worker. A worker that crashes, sends nonsense or falls silent becomes a `failed` status with
 * `training.workerDied`; requests that waited for it are refused. The next `load` (or `read`, or `trial`) brings up a new one.
 */
export class WorkerTrainer implements Trainer {
  private worker: WorkerLink | null = null;
  private stopTicking: () => void = () => undefined;
  private readonly listeners = new Set<(events: readonly TrainEvent[]) => void>();
  private readonly requests = new PendingRequests();
  private readonly checkpoints = new LastCheckpoint();
  private readonly standing = new Standing();
  private readonly heartbeat;
  private runId = 'none';
  private status = idle;

  constructor(private readonly options: WorkerTrainerOptions) {
    this.heartbeat = createHeartbeat(() => this.worker?.post({ type: 'ping' }), options.now);
  }

  send(command: PlainCommand): void {
    if (command.type === 'load') {
      this.runId = command.runId;
      this.status = beginning(command, this.status);
      this.checkpoints.loading(command);
      this.start().post(command);
    } else if (this.worker) this.worker.post(command);
    else if (command.type === 'train' || command.type === 'reset') this.fail('ended');
    this.standing.note(command);
  }

  request<K extends WorkerRequest['kind']>(
    runId: string,
    request: Extract<WorkerRequest, { kind: K }>,
    signal?: AbortSignal,
  ): Promise<Result<AnswerTo<K>>> {
    if (signal?.aborted) return Promise.resolve(refused(diagnostic('training.requestCancelled', {}, 'page')));
    const worker = request.kind === 'read' || request.kind === 'trial' ? this.start() : this.worker;
    if (!worker) return Promise.resolve(refused(diagnostic('training.notLoaded', {}, 'page')));
    const fits = (response: WorkerResponse): response is ResponseOf<K> => response.kind === request.kind;
    const { requestId, answer } = this.requests.open(fits, signal, (cancelled) => {
      if (this.worker === worker) worker.post({ type: 'cancelRequest', runId, requestId: cancelled });
    });
    worker.post({ type: 'request', runId, requestId, request });
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
    if (this.worker) this.fail('terminated');
  }

  private start(): WorkerLink {
    if (this.worker) return this.worker;
    // A worker that was given up may still have messages under way.
    const ifCurrent =
      <T>(act: (value: T) => void) =>
      (value: T): void => {
        if (this.worker === worker) act(value);
      };
    const worker: WorkerLink = this.options.connect(
      ifCurrent((message: FromWorker) => this.receive(message)),
      ifCurrent((reason: string) => this.fail(reason)),
    );
    this.worker = worker;
    for (const command of this.standing.commands()) worker.post(command);
    this.heartbeat.restart();
    this.stopTicking = this.options.every(pingIntervalMs, () => {
      if (this.heartbeat.tick()) this.fail('no answer');
    });
    return worker;
  }

  private receive(message: FromWorker): void {
    this.heartbeat.alive();
    if (message.type === 'silence') this.heartbeat.allow(message.ms);
    if (message.type !== 'events') return;
    for (const event of message.events) this.note(event);
    this.publish(message.events);
  }

  private note(event: TrainEvent): void {
    this.checkpoints.receive(event);
    if (event.type === 'response') this.requests.close(event);
    if (event.runId === this.runId && event.type === 'status') this.status = event.status;
  }

  private fail(reason: string): void {
    this.stopTicking();
    this.worker?.terminate();
    this.worker = null;
    const error = diagnostic('training.workerDied', { reason }, 'page');
    this.requests.refuseAll(error);
    this.status = { ...this.status, state: 'failed', stepsPerSecond: null, error };
    this.publish([{ type: 'status', runId: this.runId, status: this.status }]);
  }

  private publish(events: readonly TrainEvent[]): void {
    for (const listener of [...this.listeners]) listener(events);
  }
}

/** The page's trainer. */
export function createWorkerTrainer(): WorkerTrainer {
  return new WorkerTrainer({
    connect(onMessage, onDeath) {
      const worker = new Worker(new URL('../worker/training-worker.ts', import.meta.url), { type: 'module' });
      worker.addEventListener('message', ({ data }: MessageEvent<FromWorker | ToBeDecoded>) => {
        if (data.type !== 'decode') onMessage(data);
        else decodeFor(worker, data).catch((error: unknown) => onDeath(reasonOf(error)));
      });
      worker.addEventListener('error', ({ message }) => onDeath(message || 'error'));
      worker.addEventListener('messageerror', () => onDeath('messageerror'));
      const { port1, port2 } = new MessageChannel();
      port1.addEventListener('close', () => onDeath('ended'));
      port1.start();
      worker.postMessage({ type: 'lifeline' } satisfies ToWorker, [port2]);
      return { post: (message) => worker.postMessage(message), terminate: () => worker.terminate() };
    },
    every(ms, tick) {
      const timer = setInterval(tick, ms);
      return () => clearInterval(timer);
    },
    now: () => performance.now(),
  });
}
