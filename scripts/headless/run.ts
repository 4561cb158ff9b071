import type { Trainer } from '../../src/client/trainer.ts';
import type { Project } from '../../src/core/project/schema.ts';
import { emptyHistory, type RunHistory, reduceRun } from '../../src/core/runs/history.ts';
import type { AnswerTo, Start, TrainEvent, WorkerRequest } from '../../src/core/runs/protocol.ts';
import { hasErrors } from '../../src/core/util/diagnostics.ts';
import { granted, Refused } from './command.ts';
import { means } from './host.ts';

let generations = 0;

/** A document that is loaded, and what is known of its run. */
export class HeadlessRun {
  history: RunHistory;
  private heard: () => void = () => undefined;
  private readonly unsubscribe: () => void;

  private constructor(
    private readonly trainer: Trainer,
    readonly project: Project,
    private readonly id: string,
    private readonly listener: (event: TrainEvent, history: RunHistory) => void,
  ) {
    this.history = emptyHistory(id);
    this.unsubscribe = trainer.subscribe((events) => {
      for (const event of events) {
        this.history = reduceRun(this.history, event);
        if (event.runId === id) this.listener(event, this.history);
      }
      this.heard();
    });
  }

  /** Compiles a document and loads its data. Throws `Refused`. */
  static async load(
    trainer: Trainer,
    project: Project,
    start: Start = { from: 'initial' },
    listener: (event: TrainEvent, history: RunHistory) => void = () => undefined,
  ): Promise<HeadlessRun> {
    const generation = ++generations;
    const run = new HeadlessRun(trainer, project, `run-${generation}`, listener);
    await run.until(
      () => trainer.send({ type: 'load', runId: run.id, generation, project, ...means, start }),
      ({ state }) => state === 'idle' && run.history.prepared !== null,
    );
    return run;
  }

  /** Trains to the end of the document's epochs, or so many steps; stops where `signal` aborts. Throws `Refused`. */
  async train(steps: number | null, signal: AbortSignal): Promise<void> {
    const pause = (): void => this.trainer.send({ type: 'pause', runId: this.id });
    signal.addEventListener('abort', pause);
    try {
      await this.until(
        () => {
          this.trainer.send({ type: 'train', runId: this.id, steps });
          if (signal.aborted) pause();
        },
        ({ state }) => state === 'paused' || state === 'finished',
      );
    } finally {
      signal.removeEventListener('abort', pause);
    }
  }

  /** Throws `Refused`. */
  async ask<K extends WorkerRequest['kind']>(request: Extract<WorkerRequest, { kind: K }>): Promise<AnswerTo<K>> {
    return granted(await this.trainer.request(this.id, request));
  }

  end(): void {
    this.unsubscribe();
  }

  private async until(send: () => void, reached: (status: RunHistory['status']) => boolean): Promise<void> {
    const before = this.history.status;
    await new Promise<void>((resolve, reject) => {
      this.heard = () => {
        const { status, diagnostics } = this.history;
        if (status === before) return;
        if (status.state === 'failed') {
          const errors = hasErrors(diagnostics) ? diagnostics.filter(({ severity }) => severity === 'error') : [];
          reject(new Refused(errors.length > 0 ? errors : status.error ? [status.error] : 'the run failed'));
        } else if (reached(status)) resolve();
      };
      send();
    });
  }
}
