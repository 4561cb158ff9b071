import type { BatchFeed } from '../../../core/compile/fed-batch.ts';
import type { HealthProgram } from '../../../core/compile/health.ts';
import type { BatchProgram, MeasuringProgram } from '../../../core/compile/measuring.ts';
import { learningRateAt } from '../../../core/compile/schedule.ts';
import { randomKeys } from '../../../core/program/counter-random.ts';
import type { ConflictReport } from '../../../core/runs/conflict.ts';
import { type HealthReport, healthQuantities } from '../../../core/runs/health.ts';
import type { AloneStep, Lookahead } from '../../../core/runs/looked.ts';
import type { Checkpoint } from '../../../core/runs/protocol.ts';
import { at, invariant } from '../../../core/util/assert-never.ts';
import type { Result } from '../../../core/util/diagnostics.ts';
import type { DataBuffers, Executor, Session } from '../../executors/executor.ts';
import { createBatches } from '../batches.ts';
import { takeNumbers } from '../evaluate.ts';
import type { LiveSettings } from '../live-settings.ts';
import type { PreparedRun } from '../prepare.ts';
import type { Slices } from '../sliced-work.ts';
import { AttackLook } from './attack-look.ts';
import type { CostWorld } from './balancing-cost.ts';
import { type Loaded, LookProgram } from './look-program.ts';
import { RepresentationLook } from './representation-look.ts';
import { afterOneStep, withUpdates } from './updates.ts';

type Run = PreparedRun;

/**
 * Looks at single training batches of a run, in sessions of its own on the executor that trains, which are made at the first look and get the
 * weights anew each time: a run that nobody looks at pays nothing.
 */
export class BatchLook {
  private readonly measuring: LookProgram<MeasuringProgram>;
  private readonly lookaheadProgram: LookProgram<BatchProgram>;
  private readonly alone: LookProgram<BatchProgram>;
  private readonly layers: LookProgram<HealthProgram>;
  private readonly batches;
  readonly representation;
  readonly attack;

  constructor(
    private readonly run: Run,
    private readonly executor: Executor,
    /** The weight of a task as it stands now. */
    private readonly weightOf: LiveSettings['taskWeight'],
  ) {
    this.representation = new RepresentationLook(run, executor);
    this.attack = new AttackLook(run, executor);
    this.batches = createBatches(run.split.train, run.program.batchSize, run.project.seed);
    const { project, dataset, program } = run;
    this.measuring = new LookProgram(executor, async () => {
      const { measuringProgram } = await import('../../../core/compile/measuring.ts');
      return measuringProgram(project, dataset.signature, program);
    });
    this.lookaheadProgram = new LookProgram(executor, async () => {
      const { lookaheadProgram } = await import('../../../core/compile/measuring.ts');
      return lookaheadProgram(project, dataset.signature, program);
    });
    this.alone = new LookProgram(executor, async () => {
      const { aloneProgram } = await import('../../../core/compile/measuring.ts');
      return aloneProgram(project, dataset.signature, program);
    });
    this.layers = new LookProgram(executor, async () => {
      const { healthProgram } = await import('../../../core/compile/health.ts');
      return healthProgram(project, dataset.signature, program);
    });
  }

  /** Makes what `conflict` needs, which then costs no more than a step or two; `pause` comes after what takes long. */
  async open(pause: () => Promise<void>): Promise<void> {
    await this.measuring.open(pause);
  }

  /** How the gradients of step `step` + 1 agree, with the weights that `trained` holds now; null where tasks share nothing that is trained. */
  async conflict(trained: Session, step: number): Promise<ConflictReport | null> {
    const loaded = await this.measuring.open(() => Promise.resolve());
    if (!loaded) return null;
    const numbers = await this.outputs(loaded, trained, step, {});
    const tasks = this.run.program.tasks.map(({ id }) => id);
    const { length: count } = tasks;
    const { nodes } = loaded.made;
    const end = count + nodes.length * count * count;
    return { step, tasks, nodes, losses: numbers.slice(0, count), gramians: numbers.slice(count, end) };
  }

  /** Makes what `health` needs, as `open` does for `conflict`. */
  async openHealth(pause: () => Promise<void>): Promise<void> {
    await this.layers.open(pause);
  }

  /** How the layers are on the batch of step `step` + 1, with the weights that `trained` holds now; what that step does to them is not known yet. */
  async health(trained: Session, step: number): Promise<HealthReport> {
    const loaded = await this.layers.open(() => Promise.resolve());
    invariant(loaded, 'somebody still looks');
    const numbers = await this.outputs(loaded, trained, step, {});
    const { nodes, width } = loaded.made;
    const { tasks } = this.run.program;
    const none = Number.NaN;
    const values = nodes.flatMap(({ tasks: served, trained: hasGradient, active, rectified }, i) => {
      const [gradient = none, mean = none, spread = none, dead = none] = numbers.subarray(
        tasks.length + i * width,
        tasks.length + (i + 1) * width,
      );
      // Where no label says anything, or nobody wants it, there is no gradient to judge.
      const measured = served.some((task) => at(numbers, task) > 0 && this.weightOf(at(tasks, task).id) > 0);
      return [
        hasGradient && measured ? gradient : none,
        active ? mean : none,
        active ? spread : none,
        rectified ? dead : none,
        none,
      ];
    });
    const { gradientShares } = await import('../../../core/compile/health.ts');
    const gradients = nodes.map((_, i) => at(values, i * healthQuantities.length));
    const shares = gradientShares(nodes, gradients);
    return { step, nodes: nodes.map(({ id }) => id), values: Float32Array.from(values), shares };
  }

  /** The same with what the next step would do, which is tried out on a copy of the run that is at `checkpoint`. */
  async healthAhead(trained: Session, live: LiveSettings, checkpoint: Checkpoint, pause: Slices['pause']): Promise<HealthReport> {
    await this.openHealth(pause);
    const report = await this.health(trained, checkpoint.step);
    await pause();
    const after = await afterOneStep(this.run, this.executor, live, checkpoint);
    return withUpdates(report, this.run.program, checkpoint.parameters, after);
  }

  /** What steps of single tasks would do, on as many batches as are asked for; the rate is that of the run's next step. */
  async lookahead(
    { session, live, step, slices }: { session: Session; live: LiveSettings; step: () => number; slices: Pick<Slices, 'pause'> },
    batches: number,
  ): Promise<Lookahead> {
    const loaded = await this.lookaheadProgram.open(slices.pause);
    invariant(loaded, 'somebody still looks');
    const { batchSize, tasks } = this.run.program;
    const { length: count } = tasks;
    const rate = learningRateAt(live.training, step() + 1, this.batches.stepsPerEpoch);
    const { rateFeed } = await import('../../../core/compile/measuring.ts');
    const losses = new Float32Array(batches * count);
    const after = new Float32Array(batches * count * count);
    for (let i = 0; i < batches; i++) {
      const more = { [rateFeed]: new Float32Array(batchSize).fill(rate) };
      const numbers = await this.outputs(loaded, session, step() + i, more);
      losses.set(numbers.subarray(0, count), i * count);
      after.set(numbers.subarray(count, count + count * count), i * count * count);
      if (i + 1 < batches) await slices.pause();
    }
    return { tasks: tasks.map(({ id }) => id), losses, after, rate };
  }

  /** What one plain step along the gradient of task number `task` alone does, and the parameters before and after it. `trained` keeps its own. */
  async stepAlone(
    { session, live, step, slices }: { session: Session; live: LiveSettings; step: () => number; slices: Pick<Slices, 'pause'> },
    task: number,
  ): Promise<AloneStep & { readonly from: Float32Array; readonly to: Float32Array }> {
    const loaded = await this.alone.open(slices.pause);
    invariant(loaded, 'somebody still looks');
    const { batchSize, tasks, parameters } = this.run.program;
    const { length: count } = tasks;
    const rate = learningRateAt(live.training, step() + 1, this.batches.stepsPerEpoch);
    const { rateFeed, chosenFeed } = await import('../../../core/compile/measuring.ts');
    const chosen = Float32Array.from({ length: batchSize * count }, (_, i) => (i % count === task ? 1 : 0));
    // From here on without a pause: these are the weights after the very step that the run stands at.
    const from = await session.read('parameters');
    const more = { [rateFeed]: new Float32Array(batchSize).fill(rate), [chosenFeed]: chosen };
    const numbers = await this.outputs(loaded, session, step(), more);
    const to = from.slice();
    let next = 2 * count;
    for (const { offset, size, trainable } of parameters) {
      if (!trainable) continue;
      to.set(numbers.subarray(next, next + size), offset);
      next += size;
    }
    const [losses, after] = [numbers.slice(0, count), numbers.slice(count, 2 * count)];
    return { tasks: tasks.map(({ id }) => id), losses, after, rate, from, to };
  }

  /** What a step with a balancing method takes in times of a plain one: see `BalancingCost`. */
  async balancingCost(
    { session, live }: { session: Session; live: LiveSettings },
    method: string | undefined,
    world: CostWorld,
  ): Promise<Result<number>> {
    const { BalancingCost } = await import('./balancing-cost.ts');
    return new BalancingCost(this.run, this.executor).take(session, live, method, world);
  }

  dispose(): void {
    this.measuring.dispose();
    this.lookaheadProgram.dispose();
    this.alone.dispose();
    this.layers.dispose();
    this.representation.dispose();
    this.attack.dispose();
  }

  /** What a program says of the batch of step `step` + 1, with the weights that `trained` holds now. */
  private async outputs(
    { made: { program, feeds }, session }: Loaded<BatchProgram>,
    trained: Session,
    step: number,
    more: DataBuffers,
  ): Promise<Float32Array> {
    const { batchSize } = program;
    await session.write('parameters', await trained.read('parameters'));
    if (program.stateCount > 0) await session.write('state', await trained.read('state'));
    const rows = new Int32Array(this.run.program.batchSize);
    this.batches.fill(step, rows, 0);
    const fed = Object.fromEntries(feeds.map((feed) => [feed.name, this.fed(feed, rows, step + 1)]));
    const { measured } = await session.predict({ ...fed, ...more }, rows.length);
    invariant(measured && batchSize > 0, 'the program puts out what it measures');
    return measured;
  }

  private fed({ name, from }: BatchFeed, rows: Int32Array, step: number): Float32Array | Int32Array {
    const { program, data, project } = this.run;
    if (from === 'keys') {
      const keys = program.controls.randomKeys.flatMap(({ stream }) => [...randomKeys(project.seed, stream, step)]);
      return Float32Array.from({ length: rows.length * keys.length }, (_, i) => keys[i % keys.length] ?? 0);
    }
    if (from === 'weights') {
      const weights = program.tasks.map(({ id }) => this.weightOf(id));
      return Float32Array.from({ length: rows.length * weights.length }, (_, i) => at(weights, i % weights.length));
    }
    const values = data[name];
    const info = program.data.find((entry) => entry.name === name);
    invariant(values && info, `the data has ${name}`);
    if (from === 'rows') return takeNumbers(values, info.shape[0] ?? 1, rows);
    // Of a single row, as often as there are samples.
    return takeNumbers(values, 1, new Int32Array(rows.length));
  }
}
