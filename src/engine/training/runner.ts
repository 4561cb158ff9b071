import { firstSteps } from '../../core/runs/columns/blocks.ts';
import type { Aim, Checkpoint, RunState, RunStatus, TrainEvent } from '../../core/runs/protocol.ts';
import type { Diagnostic } from '../../core/util/diagnostics.ts';
import type { Stepper } from '../stepping/stepper.ts';
import { AloneSteps } from './alone-steps.ts';
import { type Batches, batchesOf } from './batches.ts';
import { BlockQueue, type CompletedBlock } from './block-queue.ts';
import { type BadLoss, badLossDiagnostic, findBadLoss, issueBlock, stepperOf } from './blocks.ts';
import { checkpointIntervalMs, copyCheckpoint, initialCheckpoint, isFiniteCheckpoint, readCheckpoint } from './checkpoints.ts';
import { createEarlyStopping, endOf } from './early-stopping.ts';
import { evaluateRows } from './evaluate-rows.ts';
import { evaluationMs, stepMs } from './expected-silence.ts';
import { createGoodWeights } from './good-weights.ts';
import type { LastRun } from './life.ts';
import { Watches } from './looks/watches.ts';
import { createRateMeter } from './rate-meter.ts';
import { recordedSteps } from './recorded-steps.ts';
import { type QueuedRequest, RequestQueue } from './request-queue.ts';
import { checkpointEvent, deviceFailed, newsEvent, type Retired, type RunnerOptions, statusOf } from './runner-options.ts';
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
  readonly watches;
  readonly alone;
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
    this.batches = batchesOf(o.run);
    this.stepper = stepperOf(o.run, o.session, o.live, this.batches.stepsPerEpoch, o.start);
    this.good = createGoodWeights(o.start);
    this.watches = new Watches(o, () => this.wake());
    this.counter = new StepCounter(this.batches.stepsPerEpoch, () => o.live.training, o.start.step);
    this.alone = new AloneSteps(o, { step: () => this.counter.issued, moved: () => this.moved() });
    this.checkpointedAt = o.start.step;
    this.checkpointTime = o.env.now();
  }

  /** Trains so far; from the end of the document's epochs for as many epochs again. */
  train(aim: Aim): void {
    if (this.state === 'failed' && !this.resetWanted)
      this.emit({ type: 'rewound', runId: this.o.runId, step: this.counter.done });
    if (this.state === 'finished') this.stopping.refresh();
    this.counter.aim(aim, this.resetWanted ? 0 : this.counter.issued);
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
      const told = this.checkpointedAt === checkpoint.step || !isFiniteCheckpoint(checkpoint);
      if (!told) this.emit(checkpointEvent(this.o, checkpoint));
      return { snapshot: { program: run.program, checkpoint }, ...(this.untold ? { problem: this.untold } : {}) };
    } catch (error) {
      this.die(deviceFailed(error));
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
    const { state, error, alone } = this;
    const stepsPerSecond = state === 'running' ? this.rate.value() : null;
    return statusOf(this.o, this.counter, { state, stepsPerSecond, error, moves: alone.moves });
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
    this.emit(newsEvent(this.o, problem));
  }

  /** The session holds other parameters, by hand: page and those who look shall have them. */
  private moved(): void {
    this.checkpointedAt = -1;
    this.watches.forget();
    this.report();
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
      this.die(deviceFailed(error));
    } finally {
      this.looping = null;
      this.o.silence.expect(this.queue, 0);
    }
  }

  /** Does one thing; false where there is nothing to do. */
  private async turn(): Promise<boolean> {
    const { counter, queue, watches } = this;
    if (this.requests.has('short')) await this.requests.slice('short');
    else if (this.resetWanted) await this.restart();
    else if (this.state !== 'running') return this.rest();
    else if (!this.wanted) await this.drained(async () => this.enter('paused'));
    else if (this.requests.has('long') && !this.trainingIsNext) await this.sliceOfRequest();
    else if (counter.validationDue) await this.drained(() => this.validate());
    else if (counter.issued >= counter.goal) await this.drained(() => this.complete());
    else if (this.o.env.now() - this.checkpointTime >= checkpointIntervalMs) await this.drained(() => this.checkpoint());
    else if (watches.due(counter.issued)) await this.drained(() => watches.look(counter.done));
    else if (queue.full || (watches.waiting && !queue.empty)) await this.takeBlock();
    else if (this.o.throttle.waits)
      await this.drained(() => this.o.throttle.wait(() => this.o.outbox.reportIfDue(() => this.status())));
    else await this.issue();
    return true;
  }

  /** Where nothing trains: leaves a checkpoint, then answers what takes long. */
  private async rest(): Promise<boolean> {
    if (this.retiring) return false;
    if (this.state !== 'failed' && this.checkpointedAt !== this.counter.done) await this.checkpoint();
    else if (this.requests.has('long')) await this.sliceOfRequest();
    else if (this.state !== 'failed' && this.watches.wanted(this.counter.done))
      await this.watches.look(this.counter.done).then(this.o.outbox.flush);
    else return false;
    return true;
  }

  private async sliceOfRequest(): Promise<void> {
    this.trainingIsNext = true;
    await this.evaluating(() => this.requests.slice('long'));
    await this.o.env.defer();
  }

  /** Asks the device for values of many samples at once. */
  private evaluating<T>(work: () => Promise<T>): Promise<T> {
    return this.o.silence.during(this.requests, evaluationMs(this.o.run, this.queue.stepMs), work);
  }

  private async issue(): Promise<void> {
    const { env, run, live, outbox } = this.o;
    const { counter, queue } = this;
    for (const marker of live.changes(counter.issued, counter.stepsPerEpoch)) outbox.marker(marker);
    const count = this.o.throttle.take(this.watches.waiting ? 1 : queue.size(counter.blockLimit));
    this.o.silence.expect(this.queue, count * stepMs(run, this.queue.stepMs));
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
    const completed = await this.queue.take(!this.watches.waiting);
    this.trainingIsNext = false;
    if (this.dead) return;
    const bad = findBadLoss(completed.stepped.losses, run.program.tasks.length);
    if (bad) return this.stopAtBadLoss(completed, bad);
    const recorded = await this.watches.withColumns(recordedSteps(run.program, completed));
    if (this.dead) return;
    outbox.record(recorded);
    this.counter.done += completed.block.count;
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
    outbox.later(checkpointEvent(this.o, checkpoint));
    if (this.state !== 'running' || this.queue.slow) outbox.flush();
  }

  private async validate(): Promise<void> {
    const { env, run, session, runId, live, outbox } = this.o;
    const step = this.counter.done;
    const options = { run, session, rows: run.split.validation, env, aborted: () => !this.wanted || this.dead };
    const tasks = await this.evaluating(() => evaluateRows(options));
    if (!tasks || this.dead) return;
    this.counter.validatedAt = step;
    outbox.later({ type: 'validation', runId, step, epoch: this.counter.epoch, tasks });
    const { earlyStopping } = live.training;
    if (this.stopping.improves(earlyStopping, tasks)) this.best = await readCheckpoint(this.stepper, run.program, step);
    outbox.reportIfDue(() => this.status());
    if (this.stopping.exhausted(earlyStopping)) await this.end('patience');
  }

  /** Training is over, by patience or by the document's epochs: the best weights come back where it wants them. */
  private async end(by: 'patience' | 'epochs'): Promise<void> {
    const { best } = this;
    const { enabled, restoreBest } = this.o.live.training.earlyStopping;
    const step = best?.step ?? 0;
    const restored = enabled && restoreBest && best !== null && (by === 'patience' || step < this.counter.done);
    if (restored) {
      await this.stepper.write(best);
      this.good = createGoodWeights({ ...best, step: this.counter.done });
    }
    this.wanted = false;
    this.checkpointedAt = -1;
    if (best) this.o.outbox.marker({ kind: 'best', step: best.step });
    this.enter('finished');
    if (by === 'epochs' && !restored) return;
    this.emit(newsEvent(this.o, endOf({ by, restored, step, epoch: Math.floor(step / this.batches.stepsPerEpoch) })));
  }

  private async complete(): Promise<void> {
    const { counter } = this;
    counter.arrive();
    if (counter.done < counter.end) {
      this.wanted = false;
      this.enter('paused');
    } else if (counter.validatedAt !== counter.done) await this.validate();
    else await this.end('epochs');
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
    this.emit(checkpointEvent(this.o, good));
  }

  /** The session now holds these weights. */
  private goTo(checkpoint: Checkpoint): void {
    this.counter.goTo(checkpoint.step);
    this.checkpointedAt = checkpoint.step;
    this.good = createGoodWeights(checkpoint);
    this.watches.forget();
    this.alone.forget();
  }
}
