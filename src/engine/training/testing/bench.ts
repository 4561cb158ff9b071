import type { Project } from '../../../core/project/schema.ts';
import { blockOf } from '../../../core/runs/columns/blocks.ts';
import type {
  Command,
  RunState,
  RunStatus,
  Start,
  TrainEvent,
  WorkerRequest,
  WorkerResponse,
} from '../../../core/runs/protocol.ts';
import { at, invariant } from '../../../core/util/assert-never.ts';
import { ok, type Result } from '../../../core/util/diagnostics.ts';
import type { ChosenExecutor } from '../../executors/choose.ts';
import type { TrainingEnvironment } from '../environment.ts';
import { createTrainingHost, type TrainingHost } from '../host.ts';
import type { Clock } from './fake-device.ts';

type EventOf<T extends TrainEvent['type']> = Extract<TrainEvent, { type: T }>;

/** A turn of the event loop: everything that was ready has happened. */
export const macrotask = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

export interface BenchOptions {
  readonly createExecutor: TrainingEnvironment['createExecutor'];
  readonly clock: Clock;
  readonly fetchPack?: TrainingEnvironment['fetchPack'];
  readonly files?: TrainingEnvironment['files'];
  readonly forecastMemory?: TrainingEnvironment['forecastMemory'];
  /** Another host than that of a run. */
  readonly createHost?: (env: TrainingEnvironment) => TrainingHost;
}

/** A host under test, with everything that it said and when. */
export class Bench {
  readonly events: TrainEvent[] = [];
  readonly times: number[] = [];
  readonly host;
  /** Called whenever the host gives way to commands. */
  onTurn: () => void = () => undefined;
  private requestId = 0;
  private generation = 0;

  constructor(options: BenchOptions) {
    const { clock, createExecutor, fetchPack, files, forecastMemory = async () => [], createHost = createTrainingHost } = options;
    const absent = async (): Promise<never> => {
      throw new Error('not part of this test');
    };
    this.host = createHost({
      emit: (event) => {
        this.events.push(event);
        this.times.push(clock.ms);
      },
      createExecutor,
      fetchPack: fetchPack ?? absent,
      files: files ?? { write: absent, read: absent },
      now: () => clock.ms,
      delay: async (ms) => {
        await macrotask();
        clock.ms += ms;
        this.onTurn();
      },
      defer: async () => {
        await macrotask();
        this.onTurn();
      },
      forecastMemory,
    });
  }

  of<T extends TrainEvent['type']>(type: T): EventOf<T>[] {
    return this.events.filter((event): event is EventOf<T> => event.type === type);
  }

  send(command: Command): void {
    this.host.handle(command);
  }

  /** Begins to load; nothing waits for it. */
  startLoading(project: Project, start: Start = { from: 'initial' }, runId = 'r'): void {
    this.send({ type: 'load', generation: ++this.generation, runId, project, choice: {}, dataUrl: 'https://here/data/', start });
  }

  load(project: Project, start: Start = { from: 'initial' }, runId = 'r'): Promise<RunStatus> {
    this.startLoading(project, start, runId);
    return this.until('idle', 'failed');
  }

  train(steps: number | null = null, runId = 'r', beyond = false): Promise<RunStatus> {
    const done = this.until('paused', 'finished', 'failed', 'idle');
    this.send({ type: 'train', runId, steps, beyond });
    return done;
  }

  /** The next status with one of these states. */
  async until(...states: readonly RunState[]): Promise<RunStatus> {
    const from = this.events.length;
    return this.next((event) => event.type === 'status' && states.includes(event.status.state), from).then((event) => {
      invariant(event.type === 'status', 'a status was waited for');
      return event.status;
    });
  }

  async next(wanted: (event: TrainEvent) => boolean, from = this.events.length): Promise<TrainEvent> {
    let looked = from;
    for (let turn = 0; turn < 200_000; turn++) {
      for (; looked < this.events.length; looked++) {
        const event = at(this.events, looked);
        if (wanted(event)) return event;
      }
      await macrotask();
    }
    throw new Error(`the host fell silent after ${this.events.length} events`);
  }

  async ask(request: WorkerRequest, runId = 'r'): Promise<Result<WorkerResponse>> {
    const requestId = ++this.requestId;
    const from = this.events.length;
    this.send({ type: 'request', runId, requestId, request });
    const event = await this.next((item) => item.type === 'response' && item.requestId === requestId, from);
    invariant(event.type === 'response', 'a response was waited for');
    return event.result;
  }

  /** Losses [steps × tasks] and weights in the order in which they were reported. */
  metrics(): { readonly losses: number[]; readonly weights: number[]; readonly steps: number[] } {
    const events = this.of('metrics');
    const values = (id: string): number[] => events.flatMap(({ columns }) => [...(blockOf(columns, id)?.values ?? [])]);
    return {
      losses: values('loss'),
      weights: values('weight'),
      steps: events.flatMap(({ from, count }) => Array.from({ length: count }, (_, i) => from + i)),
    };
  }
}

export const benchOn = (executor: () => ChosenExecutor, clock: Clock, more: Partial<BenchOptions> = {}): Bench =>
  new Bench({ createExecutor: async () => ok(executor()), clock, ...more });
