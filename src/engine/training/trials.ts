import type { ConflictReport } from '../../core/runs/conflict.ts';
import type { Command, RunStatus, TaskEvaluation, TrainEvent, WorkerRequest, WorkerResponse } from '../../core/runs/protocol.ts';
import type { Trial, TrialFigures, TrialResult } from '../../core/runs/trial.ts';
import { DiagnosticError, diagnostic, ok, type Result, refused } from '../../core/util/diagnostics.ts';
import { ownValue } from '../../core/util/own-value.ts';
import { requestFailed } from './answers.ts';
import type { TrainingEnvironment } from './environment.ts';
import { createTrainingHost, type TrainingHost } from './host.ts';

type Evaluations = Readonly<Record<string, TaskEvaluation>>;
type ResponseTo<K extends WorkerRequest['kind']> = Extract<WorkerResponse, { readonly kind: K }>;

const figuresOf = (tasks: Evaluations): TrialFigures =>
  Object.fromEntries(Object.entries(tasks).map(([id, { metrics, loss }]) => [id, { ...metrics, loss }]));

/** The mean loss of the tasks; null where one was not measured. */
function meanLoss(evaluated: Evaluations, tasks: readonly string[]): number | null {
  const losses = tasks.map((id) => ownValue(evaluated, id)?.loss ?? Number.NaN);
  const mean = losses.reduce((sum, loss) => sum + loss, 0) / tasks.length;
  return Number.isFinite(mean) ? mean : null;
}

/** A trial under way: a run of the host whose events are heard here and nowhere else. */
class RunningTrial {
  private stepsPerEpoch = 0;
  /** What validation gave last, as the run measures it at the end of every epoch. */
  private validated: Extract<TrainEvent, { type: 'validation' }> | null = null;
  private onStatus: (status: RunStatus) => void = () => undefined;
  private readonly waiting = new Map<number, (result: Result<WorkerResponse>) => void>();
  private lastRequest = 0;
  private giveUp: (reason: DiagnosticError) => void = () => undefined;
  private readonly givenUp: Promise<never>;

  constructor(
    readonly runId: string,
    readonly requestId: number,
    private readonly host: TrainingHost,
  ) {
    this.givenUp = new Promise((_, reject) => {
      this.giveUp = reject;
    });
    // Whoever waits hears of it; where nobody does, nothing is wrong.
    this.givenUp.catch(() => undefined);
  }

  hear(event: TrainEvent): void {
    if (event.type === 'prepared') this.stepsPerEpoch = event.prepared.stepsPerEpoch;
    if (event.type === 'validation') this.validated = event;
    if (event.type === 'status') this.onStatus(event.status);
    if (event.type === 'response') this.waiting.get(event.requestId)?.(event.result);
  }

  cancel(): void {
    this.giveUp(new DiagnosticError(diagnostic('training.requestCancelled', {}, 'page')));
    this.host.handle({ type: 'pause', runId: this.runId });
  }

  /** The first status after a command that is failed or satisfies `reached`. */
  private until(command: Command, reached: (status: RunStatus) => boolean): Promise<RunStatus> {
    const found = new Promise<RunStatus>((resolve, reject) => {
      this.onStatus = (status) => {
        if (status.error?.code === 'training.deviceLost') reject(new DiagnosticError(status.error));
        else if (status.state === 'failed' || reached(status)) resolve(status);
      };
      this.host.handle(command);
    });
    return Promise.race([found, this.givenUp]);
  }

  private async ask<K extends WorkerRequest['kind']>(
    request: Extract<WorkerRequest, { readonly kind: K }>,
  ): Promise<Result<ResponseTo<K>>> {
    // Those of the page count upwards.
    const requestId = --this.lastRequest;
    const answer = new Promise<Result<WorkerResponse>>((resolve) => {
      this.waiting.set(requestId, resolve);
      this.host.handle({ type: 'request', runId: this.runId, requestId, request });
    });
    const result = await Promise.race([answer, this.givenUp]);
    this.waiting.delete(requestId);
    const fits = (response: WorkerResponse): response is ResponseTo<K> => response.kind === request.kind;
    return result.ok && fits(result.value) ? ok(result.value) : refused(...(result.ok ? [] : result.diagnostics));
  }

  private async evaluate(split: 'validation' | 'test'): Promise<Evaluations> {
    const answer = await this.ask({ kind: 'evaluate', split });
    if (answer.ok) return answer.value.tasks;
    throw new DiagnosticError(answer.diagnostics[0] ?? diagnostic('training.notLoaded', {}, 'page'));
  }

  /** Rejects with a diagnostic where the device is lost, or nobody waits any more. */
  async train({ project, choice, dataUrl, tasks, looks }: Trial): Promise<TrialResult> {
    const { runId } = this;
    const { epochs } = project.training;
    const load = { type: 'load', runId, generation: 0, project, choice, dataUrl, start: { from: 'initial' } } as const;
    const ready = await this.until(load, ({ state }) => state === 'idle');
    const reports: ConflictReport[] = [];
    if (ready.state === 'failed') return { figures: null, failure: ready.error?.message ?? '', steps: 0, reports };
    const lookEvery = Math.max(1, Math.floor(epochs / looks));
    let best = Number.POSITIVE_INFINITY;
    let figures: TrialResult['figures'] = null;
    let step = 0;
    for (let epoch = 0; epoch < epochs; epoch++) {
      const goal = step + this.stepsPerEpoch;
      const train = { type: 'train', runId, steps: this.stepsPerEpoch } as const;
      const status = await this.until(train, (now) => now.step >= goal && now.state !== 'running');
      step = status.step;
      if (status.state === 'failed')
        return { figures, failure: figures ? null : (status.error?.message ?? ''), steps: step, reports };
      if (looks > 0 && epoch % lookEvery === 0) {
        // Leaves no trace in the run. One that cannot be measured says nothing.
        const answer = await this.ask({ kind: 'conflict' });
        if (answer.ok && answer.value.report) reports.push(answer.value.report);
      }
      const validation = this.validated?.step === step ? this.validated.tasks : await this.evaluate('validation');
      const loss = meanLoss(validation, tasks);
      if (loss !== null && loss < best) {
        best = loss;
        figures = { validation: figuresOf(validation), test: figuresOf(await this.evaluate('test')) };
      }
    }
    return { figures, failure: figures ? null : 'no finite validation loss', steps: step, reports };
  }
}

/**
 * A host that serves trials too: one at a time, as runs of its own that tell the page nothing until they are done, so that no epoch waits for
 * another thread. What the host keeps from run to run (executor, kernels, data) serves the next trial.
 */
export function createTrialHost(env: TrainingEnvironment): TrainingHost {
  let current: RunningTrial | null = null;
  const host = createTrainingHost({
    ...env,
    emit(event) {
      if (event.runId === current?.runId) current.hear(event);
      else env.emit(event);
    },
  });

  function begin(runId: string, requestId: number, trial: Trial): void {
    current?.cancel();
    const mine = new RunningTrial(runId, requestId, host);
    current = mine;
    mine
      .train(trial)
      .then((result): Result<WorkerResponse> => ok({ kind: 'trial', result }))
      .catch(
        (error: unknown): Result<WorkerResponse> =>
          error instanceof DiagnosticError ? refused(error.diagnostic) : requestFailed(error, 'page'),
      )
      .then((result) => env.emit({ type: 'response', runId, generation: 0, requestId, result }));
  }

  return {
    handle(command) {
      if (command.type === 'request' && command.request.kind === 'trial')
        begin(command.runId, command.requestId, command.request.trial);
      else if (command.type === 'cancelRequest' && command.requestId === current?.requestId) current.cancel();
      else {
        // It takes the trial's place.
        if (command.type === 'load') current?.cancel();
        host.handle(command);
      }
    },
  };
}
