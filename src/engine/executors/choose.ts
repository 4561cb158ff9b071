import type { ExecutorChoice, ExecutorInfo, MeasuredSpeed, ReasonCode, RememberedSpeeds } from '../../core/runs/protocol.ts';
import { DiagnosticError, diagnostic, ok, type Result, refused } from '../../core/util/diagnostics.ts';
import {
  adapterName,
  type Candidate,
  candidateName,
  cpuMayReach,
  fastestFirst,
  type GpuProbe,
  type Lane,
  planChoice,
  reasonInWords,
  sameCandidate,
} from './decision.ts';
import type { Executor } from './executor.ts';
import { createExecutorPool, type ExecutorFactory } from './executor-pool.ts';
import { SpeedMemory, speedKey } from './speed-memory.ts';

/** The world as far as the choice depends on it. */
export interface ExecutorEnvironment extends ExecutorFactory {
  /** Asks WebGPU for its best adapter. */
  probeGpu(): Promise<GpuProbe>;
  /** Threads that tfjs would use on WebAssembly. */
  readonly tfjsThreads: number;
  /** See `Circumstances`. */
  readonly wasmThreads: readonly number[];
}

/** The program that is to be run, as far as the choice depends on it. */
export interface Trial {
  /** See `programSize`. */
  readonly size: string;
  readonly flopsPerStep: number;
  /** Is there enough memory for it on this backend? */
  fits(backend: string): boolean;
  /** Trains it for about so long, on weights of its own. Throws where the executor cannot run it. */
  stepsPerSecond(executor: Executor, budgetMs: number): Promise<number>;
}

export interface ChoiceRequest {
  readonly choice: ExecutorChoice;
  readonly trial: Trial;
  /** What the page remembers of earlier visits. */
  readonly remembered: readonly RememberedSpeeds[];
  /** Tries everything with this very program: the one that suits others of its size could not run it. */
  readonly afresh: boolean;
}

/** An executor, and what the status tells of it. */
export interface ChosenExecutor {
  readonly executor: Executor;
  readonly info: ExecutorInfo;
  /** What was measured just now, to be remembered. */
  readonly learned?: RememberedSpeeds;
  /** It is of no more use: the next choice starts another. */
  readonly discard?: () => void;
}

/** The best executor for a program on this device, or the forced one. */
export interface ExecutorChooser {
  /**
   * Refused with `page.backendUnavailable` where what was forced does not work, with what the executor says of the program where none can
   * run it, and with `page.noBackend` where nothing works.
   */
  choose(request: ChoiceRequest): Promise<Result<ChosenExecutor>>;
  /** Starts what will be looked at first, while the data is still on its way. Says nothing of failures: `choose` does. */
  warmUp(request: Pick<ChoiceRequest, 'choice' | 'remembered'>): Promise<void>;
}

/** How long a program is run on each candidate; less where there is none to compare with, and only the figure is wanted. */
const budgetMs = { compared: 100, alone: 30 };

export const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** What came of a lane: the first candidate that can run the program, or none; and the failure of the one before it. */
interface Outcome {
  readonly lane: Lane;
  readonly winner: { readonly candidate: Candidate; readonly executor: Executor; readonly speed: number | null } | null;
  readonly failed: { readonly candidate: Candidate; readonly error: unknown } | null;
}

/**
 * Measures one executor of each lane with the program itself, takes the fastest, and remembers the figures for programs of that size. One
 * choice at a time, so that none disturbs another's measurement.
 */
export function createExecutorChooser(environment: ExecutorEnvironment): ExecutorChooser {
  const pool = createExecutorPool(environment);
  const memory = new SpeedMemory();
  let busy: Promise<unknown> = Promise.resolve();

  async function tryLane(lane: Lane, probe: GpuProbe, tested: boolean, trial: Trial, budget: number | null): Promise<Outcome> {
    let failed: Outcome['failed'] = null;
    for (const candidate of lane.candidates) {
      try {
        const executor = await pool.get(candidate, probe, tested);
        if (budget !== null && !trial.fits(candidate.backend)) throw new Error('there is not enough memory for this network');
        const speed = budget === null ? null : await trial.stepsPerSecond(executor, budget);
        return { lane, winner: { candidate, executor, speed }, failed };
      } catch (error) {
        failed = { candidate, error };
      }
    }
    return { lane, winner: null, failed };
  }

  /** The remembered winner, where it still works. Only the driver of a GPU may compute otherwise than when it was measured. */
  async function recall(known: RememberedSpeeds, lanes: readonly Lane[], probe: GpuProbe): Promise<ChosenExecutor | null> {
    const measured = fastestFirst(known.measured);
    const candidate = lanes
      .flatMap(({ candidates }) => candidates)
      .find((item) => measured[0] && sameCandidate(item, measured[0]));
    if (!candidate) return null;
    try {
      const executor = await pool.get(candidate, probe, candidate.backend === 'webgpu');
      const alone = lanes.some(({ hardware }) => hardware === 'gpu') ? 'hardwareGpu' : aloneCode(probe);
      return describe(executor, candidate, measured.length > 1 ? 'measured' : alone, valuesOf(probe), measured);
    } catch {
      return null;
    }
  }

  function describe(
    executor: Executor,
    { id, backend }: Candidate,
    reasonCode: ReasonCode,
    reasonValues: Readonly<Record<string, string>>,
    measured: readonly MeasuredSpeed[],
  ): ChosenExecutor {
    const reason = reasonInWords(reasonCode, reasonValues, measured);
    const info = { id, backend, device: executor.device, reason, reasonCode, reasonValues };
    return {
      executor,
      info: measured.length > 0 ? { ...info, measured } : info,
      discard: () => pool.discard(executor),
    };
  }

  async function choose({ choice, trial, remembered, afresh }: ChoiceRequest): Promise<Result<ChosenExecutor>> {
    const asked = choice.backend ?? choice.executor;
    const probe = await environment.probeGpu();
    const { tfjsThreads, wasmThreads } = environment;
    const plan = planChoice(choice, { probe, tfjsThreads, wasmThreads, flopsPerStep: trial.flopsPerStep });
    if (!plan) return unavailable(asked ?? '', `the executor ${choice.executor} has no other backends`);
    const { lanes, selfTest } = plan;
    memory.add(remembered);
    const device = probe.kind === 'adapter' ? adapterName(probe.adapter) : 'no GPU';
    const key = speedKey(device, choice.executor ?? 'any', trial.size);
    const known = selfTest && !afresh ? memory.get(key) : null;
    const recalled = known && (await recall(known, lanes, probe));
    if (recalled) return ok(choice.executor ? forced(recalled) : recalled);

    // What fits nowhere is refused with the figures by whoever asks; for that, something must have started.
    const fits = lanes.some(({ candidates }) => candidates.some(({ backend }) => trial.fits(backend)));
    const budget = !selfTest || !fits ? null : lanes.length > 1 ? budgetMs.compared : budgetMs.alone;
    const outcomes: Outcome[] = [];
    for (const lane of lanes) {
      const best = Math.max(0, ...outcomes.map(({ winner }) => winner?.speed ?? 0));
      const threads = Math.max(tfjsThreads, ...lane.candidates.map((candidate) => candidate.threads ?? 1));
      if (lane.hardware === 'cpu' && best > 0 && !cpuMayReach(best, trial.flopsPerStep, threads)) continue;
      outcomes.push(await tryLane(lane, probe, selfTest, trial, budget));
    }
    return judge(outcomes, probe, choice, selfTest ? key : null);
  }

  function judge(
    outcomes: readonly Outcome[],
    probe: GpuProbe,
    choice: ExecutorChoice,
    key: string | null,
  ): Result<ChosenExecutor> {
    const working = outcomes.flatMap(({ winner, failed }) => (winner ? [{ ...winner, failed }] : []));
    const taken = [...working].sort((a, b) => (b.speed ?? 0) - (a.speed ?? 0))[0];
    const failures = outcomes.flatMap(({ failed }) => (failed ? [failed] : []));
    if (!taken) {
      const error = failures.at(-1)?.error;
      if (error instanceof DiagnosticError) return refused(error.diagnostic);
      const asked = choice.backend ?? choice.executor;
      if (asked) return unavailable(asked, reasonOf(error));
      return refused(diagnostic('page.noBackend', { error: reasonOf(error) }, 'page'));
    }
    const measured = fastestFirst(
      working.flatMap(({ candidate, speed }) => (speed === null ? [] : [{ ...candidate, stepsPerSecond: speed }])),
    );
    const { code, failed } = reasonFor(taken, outcomes, probe);
    const values = {
      ...valuesOf(probe),
      ...(failed ? { executor: candidateName(failed.candidate), error: reasonOf(failed.error) } : {}),
    };
    const described = describe(taken.executor, taken.candidate, key === null ? 'forced' : code, values, measured);
    const chosen = choice.executor && key !== null ? forced(described) : described;
    // What failed may work the next time, and change the figures.
    if (key === null || measured.length === 0 || failures.length > 0) return ok(chosen);
    const learned = { key, measured };
    memory.set(learned);
    return ok({ ...chosen, learned });
  }

  async function warmUp({ choice, remembered }: Pick<ChoiceRequest, 'choice' | 'remembered'>): Promise<void> {
    const probe = await environment.probeGpu();
    const plan = planChoice(choice, { probe, tfjsThreads: 1, wasmThreads: [], flopsPerStep: 0 });
    // Where something is remembered, whatever was measured has passed its test, and most likely one executor will do.
    if (!plan || remembered.length > 0) return;
    await Promise.allSettled(
      plan.lanes
        .flatMap(({ candidates }) => candidates.slice(0, 1))
        .map((candidate) => pool.get(candidate, probe, plan.selfTest)),
    );
  }

  return {
    warmUp,
    choose(request) {
      const mine = busy.then(() => choose(request));
      busy = mine.catch(() => undefined);
      return mine;
    },
  };
}

const unavailable = (backend: string, error: string): Result<ChosenExecutor> =>
  refused(diagnostic('page.backendUnavailable', { backend, error }, 'page'));

const valuesOf = (probe: GpuProbe): Readonly<Record<string, string>> =>
  probe.kind === 'adapter' ? { adapter: adapterName(probe.adapter) } : {};

/** Why the CPU is taken without a comparison. */
const aloneCode = (probe: GpuProbe): ReasonCode => (probe.kind === 'none' ? 'noWebgpu' : 'softwareAdapter');

/** Asked for in the address, though not down to the backend. */
function forced(chosen: ChosenExecutor): ChosenExecutor {
  const { reasonValues, measured } = chosen.info;
  return {
    ...chosen,
    info: { ...chosen.info, reasonCode: 'forced', reason: reasonInWords('forced', reasonValues, measured) },
  };
}

/** Failures say more than figures: a faster executor would have been there. */
function reasonFor(
  taken: { readonly candidate: Candidate; readonly failed: Outcome['failed'] },
  outcomes: readonly Outcome[],
  probe: GpuProbe,
): { readonly code: ReasonCode; readonly failed: Outcome['failed'] } {
  if (taken.failed) return { code: taken.candidate.backend === 'cpu' ? 'wasmFailed' : 'substitute', failed: taken.failed };
  const none = { failed: null };
  const onGpu = (outcome: Outcome | undefined): boolean => outcome?.lane.hardware === 'gpu';
  const [first] = outcomes;
  if (onGpu(first) && first?.winner === null) return { code: 'webgpuFailed', failed: first.failed };
  if (outcomes.filter(({ winner }) => winner !== null).length > 1) return { code: 'measured', ...none };
  if (onGpu(first)) return { code: 'hardwareGpu', ...none };
  if (first?.winner === null) return { code: 'substitute', failed: first.failed };
  return { code: aloneCode(probe), ...none };
}
