import type { RunnerOptions } from './runner-options.ts';

/** What is told of a run whose weights were moved by hand. */
interface Moved {
  /** How many steps the weights have behind them. */
  readonly step: () => number;
  /** The session holds other parameters now. */
  readonly moved: () => void;
}

/** Steps of single tasks that are taken by hand between two of the run's own, and the way back to the weights before. */
export class AloneSteps {
  /** How often weights were moved since the program began. */
  moves = 0;
  /** The parameters before the first of them, after `step` steps of the run. */
  private before: { readonly step: number; readonly parameters: Float32Array } | null = null;
  private tasks: readonly string[] = [];

  constructor(
    private readonly o: Pick<RunnerOptions, 'session' | 'runId' | 'outbox'>,
    private readonly run: Moved,
  ) {}

  /** Puts the parameters in place that a step of `task` alone made of those `before`. */
  async take(task: string, before: Float32Array, after: Float32Array): Promise<void> {
    const step = this.run.step();
    if (this.before?.step !== step) {
      this.before = { step, parameters: before };
      this.tasks = [];
    }
    this.tasks = [...this.tasks, task];
    await this.move(after);
  }

  /** Back to the parameters before the first; false where the run has gone on since, or none was taken. */
  async takeBack(): Promise<boolean> {
    const { before } = this;
    if (before === null || before.step !== this.run.step()) return false;
    this.forget();
    await this.move(before.parameters);
    return true;
  }

  /** The run goes on from other weights. */
  forget(): void {
    this.before = null;
    this.tasks = [];
  }

  private async move(parameters: Float32Array): Promise<void> {
    const { session, outbox, runId } = this.o;
    await session.write('parameters', parameters);
    this.moves++;
    const step = this.run.step();
    // One flag for all of them.
    outbox.later({ type: 'marker', runId, marker: { kind: 'alone', step, tasks: [...this.tasks] }, instead: step });
    this.run.moved();
  }
}
