import { firstSteps } from '../../core/runs/columns/blocks.ts';
import type { Checkpoint, RunState, RunStatus, TrainEvent } from '../../core/runs/protocol.ts';
import { type Diagnostic, diagnostic } from '../../core/util/diagnostics.ts';
import type { Stepper } from '../stepping/stepper.ts';
import { type Batches, createBatches } from './batches.ts';
import { BlockQueue, type CompletedBlock } from './block-queue.ts';
import { type BadLoss, badLossDiagnostic, findBadLoss, issueBlock, stepperOf } from './blocks.ts';
import { checkpointIntervalMs, copyCheckpoint, initialCheckpoint, isFiniteCheckpoint, readCheckpoint } from './checkpoints.ts';
import { createEarlyStopping } from './early-stopping.ts';
import { reasonOf } from './environment.ts';
import { evaluateRows } from './evaluate-rows.ts';
import { createGoodWeights } from './good-weights.ts';
import type { LastRun } from './life.ts';
import { createRateMeter } from './rate-meter.ts';
import { recordedSteps } from './recorded-steps.ts';
import { type QueuedRequest, RequestQueue } from './request-queue.ts';
import { infoOf, type Retired, type RunnerOptions } from './runner-options.ts';
import { StepCounter } from './step-counter.ts';

/**
 * Trains one prepared run. One loop does one thing at a time: a slice of a request, a reset, a block, an evaluation. Commands only change
 * what it does next, so that they act between blocks, in order, and never in the middle of something. Long requests and training take
 * turns: one slice, one block.
 */
export class Runner {
  private dead = false;
  private readonly batches: Batches;
  private readonly stepper: Stepper;
  private readonly counter: StepCounter;
  private readonly queue = new BlockQueue();
  private readonly rate = createRateMeter();
  private stopping = createEarlyStopping();
  private good;
  private best: Checkpoint | null = null;
  private readonly requests = new RequestQueue(() => this.wake());
  /** A slice of a long request was done since the last block. */
  private trainingIsNext = false;
  private state: RunState = 'idle';
  private error: Diagnostic | undefined;
  /** What the page wants; the loop gets there. */
  private wanted = false;
  private resetWanted = false;
  private retiring = false;
  private checkpointedAt: number;
  private checkpointTime: number;
  private looping: Promise<void> | null = null;
  /** Something happened since the loop last looked. */
  private woken = false;
  /** What went wrong while the run was being replaced. */
  private untold: Diagnostic | undefined;
  /** Resolves at `die`. */
  private readonly death: Promise<void>;
  private sayDead: () => void = () => undefined;

  constructor(private readonly o: RunnerOptions) {
    this.death = new Promise((resolve) => {
      this.sayDead = resolve;
    });
    this.batches = createBatches(o.run.split.train, o.run.program.batchSize, o.run.project.seed);
    this.stepper = stepperOf(o.run, o.session, o.live, this.batches.stepsPerEpoch, o.start);
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

  ask(request: QueuedRequest): void {
    this.requests.add(request);
  }

  /** Nobody waits for the answer any more. */
  cancel(requestId: number): void {
    this.requests.cancel(requestId);
  }

  /** How many steps the weights have behind them. */
  get step(): number {
    return this.counter.issued;
  }

  /** What is left when the device is gone. */
  get last(): LastRun {
    const { run } = this.o;
    return { run, snapshot: { program: run.program, checkpoint: this.good.trusted }, best: this.best };
  }

  /** The best weights by validation, or the present ones where nothing was measured. */
  async weights(which: 'current' | 'best'): Promise<Checkpoint> {
    if (which === 'best' && this.best) return copyCheckpoint(this.best);
    return readCheckpoint(this.stepper, this.o.run.program, this.counter.issued);
  }

  /** Says the status again. */
  report(): void {
    if (!this.retiring) this.o.outbox.report(this.status());
  }

  /** Ends the run after what is under way. Sends curves that are still due, but no status. */
  async retire(): Promise<Retired> {
    const { session, run } = this.o;
    this.retiring = true;
    this.wanted = false;
    this.resetWanted = false;
    this.requests.cancelAll();
    this.wake();
    while (this.looping && !this.dead) await Promise.race([this.looping, this.death]);
    this.o.outbox.flush();
    try {
      if (this.dead) return this.salvaged();
      const checkpoint = await readCheckpoint(this.stepper, run.program, this.counter.issued);
      return { snapshot: { program: run.program, checkpoint }, ...(this.untold ? { problem: this.untold } : {}) };
    } catch (error) {
      this.die(diagnostic('training.executorFailed', { reason: reasonOf(error) }, 'page'));
      return this.salvaged();
    } finally {
      session.dispose();
    }
  }

  /** The device failed or is gone: whatever waits for it will wait for ever. */
  die(problem: Diagnostic): void {
    if (this.dead) return;
    this.dead = true;
    this.sayDead();
    this.requests.cancelAll();
    if (!this.retiring) this.fail(problem);
    this.o.onDeath(problem);
  }

  /** The last good weights of a device that is of no more use. */
  private salvaged(): Retired {
    const { snapshot } = this.last;
    const { step } = snapshot.checkpoint;
    if (step < this.counter.done) this.emit({ type: 'rewound', runId: this.o.runId, step });
    return { snapshot };
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
    this.woken = true;
    this.looping ??= this.loop();
  }

  private async loop(): Promise<void> {
    // A later microtask: `looping` is set before anything can end it.
    await Promise.resolve();
    try {
      do this.woken = false;
      while (!this.dead && ((await this.turn()) || this.woken));
    } catch (error) {
      this.die(diagnostic('training.executorFailed', { reason: reasonOf(error) }, 'page'));
    } finally {
      this.looping = null;
    }
  }

  /** Does one thing; false where there is nothing to do. */
  private async turn(): Promise<boolean> {
    const { counter, queue } = this;
    if (this.requests.has('short')) await this.requests.slice('short');
    else if (this.resetWanted) await this.restart();
    else if (this.state !== 'running') return this.rest();
    else if (!this.wanted) await this.drained(async () => this.enter('paused'));
    else if (this.requests.has('long') && !this.trainingIsNext) await this.sliceOfRequest();
    else if (counter.validationDue) await this.drained(() => this.validate());
    else if (counter.issued >= counter.goal) await this.drained(() => this.complete());
    else if (this.o.env.now() - this.checkpointTime >= checkpointIntervalMs) await this.drained(() => this.checkpoint());
    else if (queue.full) await this.takeBlock();
    else await this.issue();
    return true;
  }

  /** Where nothing trains: leaves a checkpoint, then answers what takes long. */
  private async rest(): Promise<boolean> {
    if (this.retiring) return false;
    if (this.state !== 'failed' && this.checkpointedAt !== this.counter.done) await this.checkpoint();
    else if (this.requests.has('long')) await this.sliceOfRequest();
    else return false;
    return true;
  }

  private async sliceOfRequest(): Promise<void> {
    this.trainingIsNext = true;
    await this.requests.slice('long');
    await this.o.env.defer();
  }

  private async issue(): Promise<void> {
    const { env, run, live, outbox } = this.o;
    const { counter, queue } = this;
    for (const marker of live.changes(counter.issued)) outbox.marker(marker);
    const count = queue.size(counter.blockLimit);
    queue.add(issueBlock(run, this.stepper, this.batches, live, { done: counter.issued, count, now: env.now }));
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
    this.trainingIsNext = false;
    if (this.dead) return;
    const { block, stepped } = completed;
    const bad = findBadLoss(stepped.losses, run.program.tasks.length);
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
    const { env, run, outbox } = this.o;
    const checkpoint = await readCheckpoint(this.stepper, run.program, this.counter.issued);
    this.checkpointTime = env.now();
    this.checkpointedAt = this.counter.issued;
    if (!isFiniteCheckpoint(checkpoint)) return;
    this.good.offer(checkpoint);
    outbox.later(this.kept(checkpoint));
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
    if (this.stopping.improves(earlyStopping, tasks)) this.best = await readCheckpoint(this.stepper, run.program, step);
    outbox.reportIfDue(() => this.status());
    if (this.stopping.exhausted(earlyStopping)) await this.stopEarly();
  }

  private async stopEarly(): Promise<void> {
    const { live } = this.o;
    const restored = live.training.earlyStopping.restoreBest ? this.best : null;
    const step = this.best?.step ?? 0;
    const epoch = Math.floor(step / this.batches.stepsPerEpoch);
    if (restored) {
      await this.stepper.write(restored);
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
    const { run, live, runId } = this.o;
    this.resetWanted = false;
    await this.queue.clear();
    if (this.dead) return;
    const initial = initialCheckpoint(run.program, run.project.seed);
    await this.stepper.write(initial);
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
    const { run, outbox, runId } = this.o;
    outbox.record(firstSteps(recordedSteps(run.program, completed), bad.index + 1));
    await this.queue.clear();
    if (this.dead) return;
    const good = this.good.trusted;
    await this.stepper.write(good);
    this.goTo(good);
    const problem = badLossDiagnostic(run, completed.block, bad, good.step);
    if (this.retiring) {
      // The page looks at another program already, which did not fail, and takes these weights over.
      this.untold = problem;
      this.state = 'failed';
      this.emit({ type: 'rewound', runId, step: good.step });
      return;
    }
    this.fail(problem);
    this.emit(this.kept(good));
  }

  /** A checkpoint for the page to keep. */
  private kept(checkpoint: Checkpoint): TrainEvent {
    const { runId, generation } = this.o;
    return { type: 'checkpoint', runId, generation, checkpoint: copyCheckpoint(checkpoint) };
  }

  /** The session now holds these weights. */
  private goTo(checkpoint: Checkpoint): void {
    this.counter.goTo(checkpoint.step);
    this.checkpointedAt = checkpoint.step;
    this.good = createGoodWeights(checkpoint);
  }
}
