import { firstSteps } from '../../core/runs/columns/blocks.ts';
import type { Checkpoint, ExecutorInfo, RunState, RunStatus, TrainEvent } from '../../core/runs/protocol.ts';
import { at } from '../../core/util/assert-never.ts';
import { type Diagnostic, diagnostic } from '../../core/util/diagnostics.ts';
import type { ChosenExecutor } from '../executors/choose.ts';
import type { Session } from '../executors/executor.ts';
import { type Batches, createBatches } from './batches.ts';
import { BlockQueue, type CompletedBlock } from './block-queue.ts';
import { type BadLoss, findBadLoss, issueBlock } from './blocks.ts';
import {
  checkpointIntervalMs,
  copyCheckpoint,
  initialCheckpoint,
  isFiniteCheckpoint,
  readCheckpoint,
  type Snapshot,
  writeCheckpoint,
} from './checkpoints.ts';
import { createEarlyStopping } from './early-stopping.ts';
import { reasonOf, type TrainingEnvironment } from './environment.ts';
import { evaluateRows } from './evaluate-rows.ts';
import { createGoodWeights } from './good-weights.ts';
import type { LiveSettings } from './live-settings.ts';
import type { Outbox } from './outbox.ts';
import type { PreparedRun } from './prepare.ts';
import { createRateMeter } from './rate-meter.ts';
import { recordedSteps } from './recorded-steps.ts';
import { StepCounter } from './step-counter.ts';

export interface RunnerOptions {
  readonly env: TrainingEnvironment;
  readonly runId: string;
  readonly run: PreparedRun;
  readonly chosen: ChosenExecutor;
  readonly session: Session;
  readonly live: LiveSettings;
  readonly outbox: Outbox;
  /** Already written to the session. */
  readonly start: Checkpoint;
  /** The device is of no more use. */
  readonly onDeath: (diagnostic: Diagnostic) => void;
}

/** What executes the run: less than was chosen where the session had to do without something. */
function infoOf({ chosen: { info }, session: { reduced } }: Pick<RunnerOptions, 'chosen' | 'session'>): ExecutorInfo {
  return reduced ? { ...info, device: reduced.device, reduced: reduced.reason } : info;
}

/** Something to be done between blocks, with the weights after `step` steps. Never rejects. */
export type Job = (step: number) => Promise<void>;

/**
 * Trains one prepared run. One loop does one thing at a time: a job, a reset, a block, an evaluation. Commands only change what it
 * does next, so that they act between blocks, in order, and never in the middle of something.
 */
export class Runner {
  /** The device is of no more use; only `retire` makes sense. */
  dead = false;
  private readonly batches: Batches;
  private readonly counter: StepCounter;
  private readonly queue = new BlockQueue();
  private readonly rate = createRateMeter();
  private stopping = createEarlyStopping();
  private good;
  private best: Checkpoint | null = null;
  private readonly jobs: Job[] = [];
  private state: RunState = 'idle';
  private error: Diagnostic | undefined;
  /** What the page wants; the loop gets there. */
  private wanted = false;
  private resetWanted = false;
  private retiring = false;
  private checkpointedAt: number;
  private checkpointTime: number;
  private looping: Promise<void> | null = null;
  /** Resolves at `die`. */
  private readonly death: Promise<void>;
  private sayDead: () => void = () => undefined;

  constructor(private readonly o: RunnerOptions) {
    this.death = new Promise((resolve) => {
      this.sayDead = resolve;
    });
    this.batches = createBatches(o.run.split.train, o.run.program.batchSize, o.run.project.seed);
    this.good = createGoodWeights(o.start);
    this.counter = new StepCounter(this.batches.stepsPerEpoch, () => o.live.training.epochs, o.start.step);
    this.checkpointedAt = o.start.step;
    this.checkpointTime = o.env.now();
  }

  /** Trains `steps` more steps, or (null) to the end of the document's epochs; from there, for as many epochs again. */
  train(steps: number | null): void {
    if (this.state === 'failed' && !this.resetWanted)
      this.emit({ type: 'rewound', runId: this.o.runId, step: this.counter.done });
    if (this.state === 'finished') this.stopping.refresh();
    this.counter.aim(steps, this.resetWanted ? 0 : this.counter.issued);
    this.wanted = true;
    if (this.state !== 'running' && !this.resetWanted) this.start();
    this.wake();
  }

  pause(): void {
    this.wanted = false;
    if (this.state === 'running' && this.queue.empty) this.enter('paused');
    this.wake();
  }

  /** Back to the initial weights of the document's seed. */
  reset(): void {
    this.wanted = false;
    this.counter.forget();
    this.resetWanted = true;
    this.wake();
  }

  do(job: Job): void {
    this.jobs.push(job);
    this.wake();
  }

  /** The best weights by validation, or the present ones where nothing was measured. */
  async weights(which: 'current' | 'best'): Promise<Checkpoint> {
    if (which === 'best' && this.best) return copyCheckpoint(this.best);
    return readCheckpoint(this.o.session, this.o.run.program, this.counter.issued);
  }

  /** Says the status again. */
  report(): void {
    if (!this.retiring) this.o.outbox.report(this.status());
  }

  /** Ends the run after what is under way, and says with which weights. Sends curves that are still due, but no status. */
  async retire(): Promise<Snapshot> {
    const { session, run } = this.o;
    this.retiring = true;
    this.wanted = false;
    this.resetWanted = false;
    this.wake();
    while (this.looping && !this.dead) await Promise.race([this.looping, this.death]);
    this.o.outbox.flush();
    const program = run.program;
    if (this.dead) return { program, checkpoint: this.good.trusted };
    try {
      const checkpoint = await readCheckpoint(session, program, this.counter.issued);
      session.dispose();
      return { program, checkpoint };
    } catch (error) {
      this.die(diagnostic('training.executorFailed', { reason: reasonOf(error) }, 'page'));
      return { program, checkpoint: this.good.trusted };
    }
  }

  /** The device failed or is gone: whatever waits for it will wait for ever. */
  die(problem: Diagnostic): void {
    if (this.dead) return;
    this.dead = true;
    this.sayDead();
    if (!this.retiring) this.fail(problem);
    this.o.onDeath(problem);
  }

  private status(): RunStatus {
    return {
      state: this.state,
      step: this.counter.done,
      epoch: this.counter.epoch,
      stepsPerSecond: this.state === 'running' ? this.rate.value() : null,
      executor: infoOf(this.o),
      ...(this.error ? { error: this.error } : {}),
    };
  }

  private emit(event: TrainEvent): void {
    this.o.outbox.flush();
    this.o.env.emit(event);
  }

  private enter(state: RunState): void {
    this.state = state;
    this.report();
  }

  private start(): void {
    const now = this.o.env.now();
    this.error = undefined;
    this.rate.restart(now, this.counter.done);
    this.checkpointTime = now;
    this.enter('running');
  }

  private fail(problem: Diagnostic): void {
    this.wanted = false;
    this.error = problem;
    this.enter('failed');
    this.announce(problem);
  }

  private announce(news: Diagnostic): void {
    const { runId, run } = this.o;
    this.emit({ type: 'diagnostics', runId, diagnostics: [...run.warnings, news] });
  }

  private wake(): void {
    this.looping ??= this.loop().finally(() => {
      this.looping = null;
    });
  }

  private async loop(): Promise<void> {
    // A later microtask: `looping` is set before anything can end it.
    await Promise.resolve();
    try {
      while (!this.dead && (await this.turn()));
    } catch (error) {
      this.die(diagnostic('training.executorFailed', { reason: reasonOf(error) }, 'page'));
    }
  }

  /** Does one thing; false where there is nothing to do. */
  private async turn(): Promise<boolean> {
    const { counter, queue } = this;
    const job = this.jobs.shift();
    if (job) await job(counter.issued);
    else if (this.resetWanted) await this.restart();
    else if (this.state !== 'running') {
      if (this.retiring || this.state === 'failed' || this.checkpointedAt === counter.done) return false;
      await this.checkpoint();
    } else if (!this.wanted) await this.drained(async () => this.enter('paused'));
    else if (counter.validationDue) await this.drained(() => this.validate());
    else if (counter.issued >= counter.goal) await this.drained(() => this.complete());
    else if (this.o.env.now() - this.checkpointTime >= checkpointIntervalMs) await this.drained(() => this.checkpoint());
    else if (queue.full) await this.takeBlock();
    else await this.issue();
    return true;
  }

  private async issue(): Promise<void> {
    const { env, run, session, live, outbox } = this.o;
    const { counter, queue } = this;
    for (const marker of live.changes(counter.issued)) outbox.marker(marker);
    const count = queue.size(counter.blockLimit);
    queue.add(issueBlock(run, session, this.batches, live, { done: counter.issued, count, now: env.now }));
    counter.issued += count;
    await env.defer();
  }

  /** Does `then` once no block is in flight; takes one of them otherwise. */
  private async drained(then: () => Promise<void>): Promise<void> {
    if (this.queue.empty) await then();
    else await this.takeBlock();
  }

  private async takeBlock(): Promise<void> {
    const { env, run, outbox } = this.o;
    const completed = await this.queue.take();
    if (this.dead) return;
    const { block, losses } = completed;
    const bad = findBadLoss(losses, run.program.tasks.length);
    if (bad) {
      await this.stopAtBadLoss(completed, bad);
      return;
    }
    outbox.record(recordedSteps(run.program, completed));
    this.counter.done += block.count;
    this.good.confirm(this.counter.done);
    this.rate.observe(env.now(), this.counter.done);
    if (!this.retiring) outbox.reportIfDue(() => this.status());
  }

  private async checkpoint(): Promise<void> {
    const { env, run, session, runId, outbox } = this.o;
    const checkpoint = await readCheckpoint(session, run.program, this.counter.issued);
    this.checkpointTime = env.now();
    this.checkpointedAt = this.counter.issued;
    if (!isFiniteCheckpoint(checkpoint)) return;
    this.good.offer(checkpoint);
    outbox.later({ type: 'checkpoint', runId, checkpoint: copyCheckpoint(checkpoint) });
    if (this.state !== 'running') outbox.flush();
  }

  private async validate(): Promise<void> {
    const { env, run, session, runId, live, outbox } = this.o;
    const step = this.counter.done;
    const rows = run.split.validation;
    const tasks = await evaluateRows({ run, session, rows, env, aborted: () => !this.wanted || this.dead });
    if (!tasks || this.dead) return;
    this.counter.validatedAt = step;
    outbox.later({ type: 'validation', runId, step, epoch: this.counter.epoch, tasks });
    const { earlyStopping } = live.training;
    if (this.stopping.improves(earlyStopping, tasks)) this.best = await readCheckpoint(session, run.program, step);
    outbox.reportIfDue(() => this.status());
    if (this.stopping.exhausted(earlyStopping)) await this.stopEarly();
  }

  private async stopEarly(): Promise<void> {
    const { session, live } = this.o;
    const restored = live.training.earlyStopping.restoreBest ? this.best : null;
    const step = this.best?.step ?? 0;
    const epoch = Math.floor(step / this.batches.stepsPerEpoch);
    if (restored) {
      await writeCheckpoint(session, restored);
      this.good = createGoodWeights({ ...restored, step: this.counter.done });
    }
    this.finish();
    this.announce(
      diagnostic(restored ? 'training.restoredBest' : 'training.stoppedEarly', { epoch, step }, 'training.earlyStopping'),
    );
  }

  private async complete(): Promise<void> {
    const { counter } = this;
    counter.arrive();
    if (counter.done < counter.end) {
      this.wanted = false;
      this.enter('paused');
    } else if (counter.validatedAt !== counter.done) await this.validate();
    else this.finish();
  }

  private finish(): void {
    const { outbox } = this.o;
    this.wanted = false;
    this.checkpointedAt = -1;
    if (this.best) outbox.marker({ kind: 'best', step: this.best.step });
    this.enter('finished');
  }

  private async restart(): Promise<void> {
    const { run, session, live, runId } = this.o;
    this.resetWanted = false;
    await this.queue.clear();
    if (this.dead) return;
    const initial = initialCheckpoint(run.program, run.project.seed);
    await writeCheckpoint(session, initial);
    this.goTo(initial);
    this.stopping = createEarlyStopping();
    this.best = null;
    this.error = undefined;
    live.settle();
    this.emit({ type: 'rewound', runId, step: 0 });
    if (this.wanted) this.start();
    else this.enter('idle');
  }

  private async stopAtBadLoss(completed: CompletedBlock, bad: BadLoss): Promise<void> {
    const { run, session, outbox, runId } = this.o;
    const tasks = run.program.tasks;
    outbox.record(firstSteps(recordedSteps(run.program, completed), bad.index + 1));
    await this.queue.clear();
    if (this.dead) return;
    const good = this.good.trusted;
    await writeCheckpoint(session, good);
    this.goTo(good);
    const { id } = at(tasks, bad.task);
    const task = run.project.tasks.find((item) => item.id === id)?.name || id;
    const values = { task, value: String(bad.value), step: completed.block.firstStep + bad.index, goodStep: good.step };
    this.fail(diagnostic('training.nonFinite', values, `task:${id}`));
    this.emit({ type: 'checkpoint', runId, checkpoint: copyCheckpoint(good) });
  }

  /** The session now holds these weights. */
  private goTo(checkpoint: Checkpoint): void {
    this.counter.goTo(checkpoint.step);
    this.checkpointedAt = checkpoint.step;
    this.good = createGoodWeights(checkpoint);
  }
}
