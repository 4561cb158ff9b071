import { compileProject } from '../../../core/compile/compile.ts';
import { defaults } from '../../../core/project/defaults.ts';
import type { Balancing, Project } from '../../../core/project/schema.ts';
import { ok, type Result } from '../../../core/util/diagnostics.ts';
import type { Burst } from '../../executors/decision.ts';
import type { Executor, Session } from '../../executors/executor.ts';
import type { Stepper } from '../../stepping/stepper.ts';
import { type Batches, batchesOf } from '../batches.ts';
import { issueBlock, stepperOf } from '../blocks.ts';
import { initialCheckpoint, writeCheckpoint } from '../checkpoints.ts';
import { createLiveSettings, type LiveSettings } from '../live-settings.ts';
import type { PreparedRun } from '../prepare.ts';
import type { Slices } from '../sliced-work.ts';

/** A burst of steps grows until it takes this long: well above what clocks in browsers show, and short enough for some to be undisturbed on a busy machine. */
const burstMs = 6;
const mostSteps = 1024;
/** A burst that was too short for the clock may say that far more would fit. */
const mostGrowth = 16;
/** Both kinds of step together: meanwhile what is made on first use is made, the engine's better code too, and the length of bursts is found. */
const warmUp = { ms: 80, rounds: 2 };
/** Both kinds of step together, once they are warm; a device that is slower takes one burst of each. */
const measuredMs = 180;

/** The clock, and where training has its turn. */
export interface CostWorld extends Pick<Slices, 'pause'> {
  readonly now: () => number;
}

/** Measures what balancing methods cost in the network of a run, in sessions on the executor that trains, which are thrown away. */
export class BalancingCost {
  constructor(
    private readonly run: PreparedRun,
    private readonly executor: Executor,
  ) {}

  /**
   * The time of a step with `method` as it is by default, or (where it is absent or the document's own) as the document has it, in times of a plain step.
   * Refused where the document cannot be trained so.
   */
  async take(trained: Session, live: LiveSettings, method: string | undefined, world: CostWorld): Promise<Result<number>> {
    const project = live.applyTo(this.run.project);
    const { balancing } = project.training;
    const wanted = method === undefined || method === balancing.method ? balancing : defaults.balancing(method);
    const own = this.balanced(project, wanted);
    await world.pause();
    const plain = this.balanced(project, defaults.balancing('equal'));
    await world.pause();
    if (!own.ok) return own;
    if (!plain.ok) return plain;
    const sessions: Session[] = [];
    try {
      const pair: TimedSteps[] = [];
      for (const { value: run } of [plain, own]) {
        const session = await this.executor.load(run.program, run.data);
        sessions.push(session);
        await writeCheckpoint(session, initialCheckpoint(run.program, run.project.seed));
        pair.push(new TimedSteps(run, session, world.now));
        await world.pause();
      }
      return ok(await compared(pair, trained, world));
    } finally {
      for (const session of sessions) session.dispose();
    }
  }

  /** The same data and batches, with another balancing. */
  private balanced(project: Project, balancing: Balancing): Result<PreparedRun> {
    const document = { ...project, training: { ...project.training, balancing } };
    const compiled = compileProject(document, this.run.dataset.signature);
    return compiled.ok ? ok({ ...this.run, project: document, program: compiled.value.program }) : compiled;
  }
}

/** By turns, so that both meet the same machine. The time of the last in times of the first. */
async function compared(pair: readonly TimedSteps[], trained: Session, { pause }: CostWorld): Promise<number> {
  let [warmed, spent] = [0, 0];
  for (let round = 0; spent < measuredMs; round++) {
    const counts = round >= warmUp.rounds && warmed >= warmUp.ms;
    for (const steps of pair) {
      // What training has under way on the device would count as well: the weights are there once it is over.
      await trained.read('parameters');
      const ms = await steps.burst(counts);
      if (counts) spent += ms;
      else warmed += ms;
      await pause();
    }
  }
  const [plain = Number.NaN, own = Number.NaN] = pair.map(({ stepMs }) => stepMs);
  return own / plain;
}

/** Steps of a document whose time is taken. */
class TimedSteps {
  private readonly batches: Batches;
  private readonly live: LiveSettings;
  private readonly stepper: Stepper;
  private readonly bursts: Burst[] = [];
  private done = 0;
  private count = 1;

  constructor(
    private readonly run: PreparedRun,
    session: Session,
    private readonly now: () => number,
  ) {
    this.batches = batchesOf(run);
    this.live = createLiveSettings(run.project);
    this.stepper = stepperOf(run, session, this.live, this.batches.stepsPerEpoch);
  }

  /**
   * Of the fastest burst, in ms: whatever else the machine does only makes one longer. (The median of a small network's was wrong by half on two
   * processors with ten things to do, the fastest by a twentieth.) Bursts less than half as long as the longest were there to find the length.
   */
  get stepMs(): number {
    const longest = Math.max(...this.bursts.map(({ count }) => count));
    return Math.min(...this.bursts.filter(({ count }) => 2 * count >= longest).map(({ count, ms }) => ms / count));
  }

  /** How long it took, in ms; where several steps were disturbed, no longer than they usually take: what is lost so is not taken from the rest. */
  async burst(counts: boolean): Promise<number> {
    const { run, stepper, batches, live, done, count, now } = this;
    const block = issueBlock(run, stepper, batches, live, { done, count, now });
    this.done += count;
    const ms = (await block.outcome).completedAt - block.issuedAt;
    if (counts) this.bursts.push({ count, ms });
    const fitting = ms > 0 ? Math.round((burstMs * count) / ms) : mostSteps;
    this.count = Math.max(count, Math.min(fitting, mostGrowth * count, mostSteps));
    return count > 1 ? Math.min(ms, 2 * burstMs) : ms;
  }
}
