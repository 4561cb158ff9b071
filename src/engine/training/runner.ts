import type { Checkpoint, RunState, RunStatus, TrainEvent } from '../../core/runs/protocol.ts';
import { at } from '../../core/util/assert-never.ts';
import { type Diagnostic, diagnostic } from '../../core/util/diagnostics.ts';
import type { ChosenExecutor } from '../executors/choose.ts';
import type { Session } from '../executors/executor.ts';
import { type Batches, createBatches } from './batches.ts';
import { type BadLoss, type BlockInFlight, findBadLoss, issueBlock } from './blocks.ts';
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
import { evaluateOutputs, evaluateTasks } from './evaluate.ts';
import { createGoodWeights } from './good-weights.ts';
import type { LiveSettings } from './live-settings.ts';
import type { Outbox } from './outbox.ts';
import { blocksInFlight, createPacer } from './pacing.ts';
import type { PreparedRun } from './prepare.ts';
import { createRateMeter } from './rate-meter.ts';

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

/** Something to be done between blocks, with the weights after `step` steps. Never rejects. */
export type Errand = (step: number) => Promise<void>;

/**
 * Trains one prepared run. One loop does one thing at a time: an errand, a reset, a block, an evaluation. Commands only change what it
 * does next, so that they act between blocks, in order, and never in the middle of something.
 */
export class Runner {
  private readonly batches: Batches;
  private readonly pacer = createPacer();
  private readonly rate = createRateMeter();
  private stopping = createEarlyStopping();
  private good;
  private best: Checkpoint | null = null;
  private readonly inFlight: BlockInFlight[] = [];
  private readonly errands: Errand[] = [];
  private state: RunState = 'idle';
  private error: Diagnostic | undefined;
  /** Steps whose losses are in, and steps that were handed to the device. */
  private done: number;
  private issued: number;
  /** Where the present stretch of the document's epochs began. */
  private origin = 0;
  /** Train up to this step; null: to the end of the document's epochs. */
  private target: number | null = null;
  /** What the page wants; the loop gets there. */
  private wanted = false;
  private resetWanted = false;
  private retiring = false;
  private dead = false;
  private validatedAt: number;
  private checkpointedAt: number;
  private checkpointTime: number;
  private completedAt = 0;
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
    this.done = o.start.step;
    this.issued = o.start.step;
    this.validatedAt = o.start.step;
    this.checkpointedAt = o.start.step;
    this.checkpointTime = o.env.now();
  }

  /** Trains `steps` more steps, or (null) to the end of the document's epochs; from there, for as many epochs again. */
  train(steps: number | null): void {
    if (this.dead) {
      this.report();
      return;
    }
    const from = this.resetWanted ? 0 : this.issued;
    if (this.state === 'failed' && !this.resetWanted) this.emit({ type: 'rewound', runId: this.o.runId, step: this.done });
    if (this.state === 'finished') this.stopping.refresh();
    if (steps === null && from >= this.end()) this.origin = from;
    this.target = steps === null ? null : from + Math.max(0, Math.floor(steps));
    this.wanted = true;
    if (this.state !== 'running' && !this.resetWanted) this.start();
    this.wake();
  }

  pause(): void {
    this.wanted = false;
    if (this.state === 'running' && this.inFlight.length === 0) this.enter('paused');
    this.wake();
  }

  /** Back to the initial weights of the document's seed. */
  reset(): void {
    this.wanted = false;
    this.target = null;
    this.origin = 0;
    this.resetWanted = true;
    this.wake();
  }

  do(errand: Errand): void {
    this.errands.push(errand);
    this.wake();
  }

  /** The best weights by validation, or the present ones where nothing was measured. */
  async weights(which: 'current' | 'best'): Promise<Checkpoint> {
    if (which === 'best' && this.best) return copyCheckpoint(this.best);
    return readCheckpoint(this.o.session, this.o.run.program, this.issued);
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
      const checkpoint = await readCheckpoint(session, program, this.issued);
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

  private end(): number {
    return this.origin + this.o.live.training.epochs * this.batches.stepsPerEpoch;
  }

  private status(): RunStatus {
    return {
      state: this.state,
      step: this.done,
      epoch: Math.floor(this.done / this.batches.stepsPerEpoch),
      stepsPerSecond: this.state === 'running' ? this.rate.value() : null,
      executor: this.o.chosen.info,
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
    this.rate.restart(now, this.done);
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
    const { env, live } = this.o;
    const errand = this.errands.shift();
    if (errand) await errand(this.issued);
    else if (this.resetWanted) await this.restart();
    else if (this.state !== 'running') {
      if (this.retiring || this.state === 'failed' || this.checkpointedAt === this.done) return false;
      await this.checkpoint();
    } else if (!this.wanted) await this.settled(async () => this.enter('paused'));
    else if (this.validatedAt !== this.issued && this.issued % this.batches.stepsPerEpoch === 0 && this.issued > 0) {
      await this.settled(() => this.validate());
    } else if (this.issued >= (this.target ?? this.end())) await this.settled(() => this.complete());
    else if (env.now() - this.checkpointTime >= checkpointIntervalMs) await this.settled(() => this.checkpoint());
    else if (this.inFlight.length >= blocksInFlight) await this.settleOldest();
    else {
      const { run, session, outbox } = this.o;
      for (const marker of live.changes(this.issued)) outbox.marker(marker);
      const { stepsPerEpoch } = this.batches;
      const limit = Math.min((this.target ?? this.end()) - this.issued, stepsPerEpoch - (this.issued % stepsPerEpoch));
      const count = this.pacer.next(limit);
      this.inFlight.push(issueBlock(run, session, this.batches, live, { done: this.issued, count, now: env.now }));
      this.issued += count;
      await env.defer();
    }
    return true;
  }

  /** Does `then` once no block is in flight; settles one of them otherwise. */
  private async settled(then: () => Promise<void>): Promise<void> {
    if (this.inFlight.length > 0) await this.settleOldest();
    else await then();
  }

  private async settleOldest(): Promise<void> {
    const { env, run, outbox } = this.o;
    const block = at(this.inFlight, 0);
    const { losses, completedAt } = await block.outcome;
    if (this.dead) return;
    this.inFlight.shift();
    this.pacer.observe(block.count, completedAt - Math.max(block.issuedAt, this.completedAt));
    this.completedAt = completedAt;
    const bad = findBadLoss(losses, run.program.tasks.length);
    if (bad) {
      await this.stopAtBadLoss(block, losses, bad);
      return;
    }
    outbox.record(block.firstStep, losses, block.weights);
    this.done += block.count;
    this.good.confirm(this.done);
    this.rate.observe(env.now(), this.done);
    if (!this.retiring) outbox.reportIfDue(() => this.status());
  }

  private async checkpoint(): Promise<void> {
    const { env, run, session, runId, outbox } = this.o;
    const checkpoint = await readCheckpoint(session, run.program, this.issued);
    this.checkpointTime = env.now();
    this.checkpointedAt = this.issued;
    if (!isFiniteCheckpoint(checkpoint)) return;
    this.good.offer(checkpoint);
    outbox.later({ type: 'checkpoint', runId, checkpoint: copyCheckpoint(checkpoint) });
    if (this.state !== 'running') outbox.flush();
  }

  private async validate(): Promise<void> {
    const { env, run, session, runId, live, outbox } = this.o;
    const step = this.done;
    const rows = run.split.validation;
    const outputs = await evaluateOutputs({
      session,
      rows,
      batchSize: run.program.evaluateBatchSize,
      now: env.now,
      defer: env.defer,
      aborted: () => !this.wanted || this.dead,
    });
    if (!outputs || this.dead) return;
    const tasks = evaluateTasks(run, rows, outputs);
    this.validatedAt = step;
    outbox.later({ type: 'validation', runId, step, epoch: Math.floor(step / this.batches.stepsPerEpoch), tasks });
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
      this.good = createGoodWeights({ ...restored, step: this.done });
    }
    this.finish();
    this.announce(
      diagnostic(restored ? 'training.restoredBest' : 'training.stoppedEarly', { epoch, step }, 'training.earlyStopping'),
    );
  }

  private async complete(): Promise<void> {
    this.target = null;
    if (this.done < this.end()) {
      this.wanted = false;
      this.enter('paused');
    } else if (this.validatedAt !== this.done) await this.validate();
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
    await Promise.allSettled(this.inFlight.map(({ outcome }) => outcome));
    if (this.dead) return;
    this.inFlight.length = 0;
    const initial = initialCheckpoint(run.program, run.project.seed);
    await writeCheckpoint(session, initial);
    this.goTo(initial);
    this.validatedAt = -1;
    this.stopping = createEarlyStopping();
    this.best = null;
    this.error = undefined;
    live.settle();
    this.emit({ type: 'rewound', runId, step: 0 });
    if (this.wanted) this.start();
    else this.enter('idle');
  }

  private async stopAtBadLoss(block: BlockInFlight, losses: Float32Array, bad: BadLoss): Promise<void> {
    const { run, session, outbox, runId } = this.o;
    const tasks = run.program.tasks;
    const recorded = (bad.index + 1) * tasks.length;
    outbox.record(block.firstStep, losses.slice(0, recorded), block.weights.slice(0, recorded));
    await Promise.allSettled(this.inFlight.map(({ outcome }) => outcome));
    if (this.dead) return;
    this.inFlight.length = 0;
    const good = this.good.trusted;
    await writeCheckpoint(session, good);
    this.goTo(good);
    const { id } = at(tasks, bad.task);
    const task = run.project.tasks.find((item) => item.id === id)?.name || id;
    const values = { task, value: String(bad.value), step: block.firstStep + bad.index, goodStep: good.step };
    this.fail(diagnostic('training.nonFinite', values, `task:${id}`));
    this.emit({ type: 'checkpoint', runId, checkpoint: copyCheckpoint(good) });
  }

  /** The session now holds these weights. */
  private goTo(checkpoint: Checkpoint): void {
    this.done = checkpoint.step;
    this.issued = checkpoint.step;
    this.validatedAt = checkpoint.step;
    this.checkpointedAt = checkpoint.step;
    this.good = createGoodWeights(checkpoint);
  }
}
