import { stepFlops } from '../../core/program/cost.ts';
import type { TrainingProgram } from '../../core/program/types.ts';
import type {
  ExecutorChoice,
  ExecutorInfo,
  MeasuredSpeed,
  MemoryForecast,
  ReasonCode,
  ReasonNote,
  RememberedSpeeds,
} from '../../core/runs/executor-info.ts';
import { bytesInWords, type Shortage } from '../../core/runs/memory.ts';
import { DiagnosticError, diagnostic, ok, type Result, refused } from '../../core/util/diagnostics.ts';
import { reasonOf } from '../../core/util/reason.ts';
import {
  adapterName,
  type Candidate,
  candidateName,
  cpuMayReach,
  fastestFirst,
  type GpuProbe,
  isSoftwareAdapter,
  type Lane,
  planChoice,
  reasonInWords,
  sameCandidate,
} from './decision.ts';
import type { Executor } from './executor.ts';
import { createExecutorPool, type ExecutorFactory } from './executor-pool.ts';
import { forecastMemory } from './forecast.ts';
import { SpeedMemory, speedKey } from './speed-memory.ts';

/** The world as far as the choice depends on it. */
export interface ExecutorEnvironment extends ExecutorFactory {
  /** Asks WebGPU for its best adapter. */
  probeGpu(): Promise<GpuProbe>;
  /** Threads that tfjs would use on WebAssembly. */
  readonly tfjsThreads: number;
  /** See `Circumstances`. */
  readonly wasmThreads: readonly number[];
  /** The most bytes that a page may take on this device together with an executor on this backend. */
  memoryLimitBytes(backend: string): number;
}

/** The program that is to be run, as far as the choice depends on it. */
export interface SpeedTest {
  /** See `programSize`. */
  readonly size: string;
  readonly flopsPerStep: number;
  /** What a candidate lacks of the memory that the program needs; null: nothing. */
  shortage(candidate: Candidate): Shortage | null;
  /** Trains it for about so long, on weights of its own. Throws where the executor cannot run it. */
  stepsPerSecond(executor: Executor, budgetMs: number): Promise<number>;
}

export interface ChoiceRequest {
  readonly choice: ExecutorChoice;
  readonly speedTest: SpeedTest;
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
  /** What every executor that could be chosen would take for a program, what is tried first first. Starts none. */
  forecast(choice: ExecutorChoice, program: TrainingProgram): Promise<readonly MemoryForecast[]>;
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

/** A candidate that was not tried: it has too little memory for the program. */
class TooLarge extends Error {
  constructor(readonly shortage: Shortage) {
    super(`there is not enough memory: ${bytesInWords(shortage.needed)} of ${bytesInWords(shortage.limit)}`);
  }
}

interface Failure {
  readonly candidate: Candidate;
  readonly error: unknown;
}

/** What came of a lane: the first candidate that can run the program, or none; and the failures of those before it. */
interface Outcome {
  readonly lane: Lane;
  readonly winner: { readonly candidate: Candidate; readonly executor: Executor; readonly speed: number | null } | null;
  readonly failures: readonly Failure[];
}

/**
 * Measures one executor of each lane with the program itself, takes the fastest, and remembers the figures for programs of that size. One
 * choice at a time, so that none disturbs another's measurement.
 */
export function createExecutorChooser(environment: ExecutorEnvironment): ExecutorChooser {
  const pool = createExecutorPool(environment);
  const memory = new SpeedMemory();
  let busy: Promise<unknown> = Promise.resolve();

  async function tryLane(
    lane: Lane,
    probe: GpuProbe,
    tested: boolean,
    speedTest: SpeedTest,
    budget: number | null,
  ): Promise<Outcome> {
    const failures: Failure[] = [];
    for (const candidate of lane.candidates) {
      try {
        const shortage = budget === null ? null : speedTest.shortage(candidate);
        if (shortage) throw new TooLarge(shortage);
        const executor = await pool.get(candidate, probe, tested);
        const speed = budget === null ? null : await speedTest.stepsPerSecond(executor, budget);
        return { lane, winner: { candidate, executor, speed }, failures };
      } catch (error) {
        failures.push({ candidate, error });
      }
    }
    return { lane, winner: null, failures };
  }

  /** The remembered winner, where it still works. Only the driver of a GPU may compute otherwise than when it was measured. */
  async function recall(
    known: RememberedSpeeds,
    lanes: readonly Lane[],
    probe: GpuProbe,
    speedTest: SpeedTest,
  ): Promise<ChosenExecutor | null> {
    const measured = fastestFirst(known.measured);
    const candidate = lanes
      .flatMap(({ candidates }) => candidates)
      .find((item) => measured[0] && sameCandidate(item, measured[0]));
    if (!candidate || speedTest.shortage(candidate)) return null;
    try {
      const executor = await pool.get(candidate, probe, candidate.backend === 'webgpu');
      const alone = lanes.some(({ hardware }) => hardware === 'gpu') ? 'hardwareGpu' : aloneCode(probe);
      const code = measured.length > 1 ? 'measured' : alone;
      return describe({ executor, candidate }, code, valuesOf(probe), measured, notesOn(code, probe));
    } catch {
      return null;
    }
  }

  function describe(
    { executor, candidate: { id, backend } }: { readonly executor: Executor; readonly candidate: Candidate },
    reasonCode: ReasonCode,
    reasonValues: Readonly<Record<string, string>>,
    measured: readonly MeasuredSpeed[],
    notes: readonly ReasonNote[],
  ): ChosenExecutor {
    const reason = reasonInWords(reasonCode, reasonValues, measured, notes);
    const said = notes.length > 0 ? { notes } : {};
    const info = { id, backend, device: executor.device, reason, reasonCode, reasonValues, ...said };
    return {
      executor,
      info: measured.length > 0 ? { ...info, measured } : info,
      discard: () => pool.discard(executor),
    };
  }

  async function choose({ choice, speedTest, remembered, afresh }: ChoiceRequest): Promise<Result<ChosenExecutor>> {
    const asked = choice.backend ?? choice.executor;
    const probe = await environment.probeGpu();
    const { tfjsThreads, wasmThreads } = environment;
    const plan = planChoice(choice, { probe, tfjsThreads, wasmThreads, flopsPerStep: speedTest.flopsPerStep });
    if (!plan) return unavailable(asked ?? '', `the executor ${choice.executor} has no other backends`);
    const { lanes, selfTest } = plan;
    memory.add(remembered);
    const device = probe.kind === 'adapter' ? adapterName(probe.adapter) : 'no GPU';
    const key = speedKey(device, wasmThreads, choice.executor ?? 'any', speedTest.size);
    const known = selfTest && !afresh ? memory.get(key) : null;
    const recalled = known && (await recall(known, lanes, probe, speedTest));
    if (recalled) return ok(choice.executor ? forced(recalled) : recalled);

    // What fits nowhere is refused with the figures by whoever asks; for that, something must have started.
    const fits = lanes.some(({ candidates }) => candidates.some((candidate) => speedTest.shortage(candidate) === null));
    const budget = !selfTest || !fits ? null : lanes.length > 1 ? budgetMs.compared : budgetMs.alone;
    const outcomes: Outcome[] = [];
    for (const lane of lanes) {
      const best = Math.max(0, ...outcomes.map(({ winner }) => winner?.speed ?? 0));
      const threads = Math.max(tfjsThreads, ...lane.candidates.map((candidate) => candidate.threads ?? 1));
      if (lane.hardware === 'cpu' && best > 0 && !cpuMayReach(best, speedTest.flopsPerStep, threads)) continue;
      outcomes.push(await tryLane(lane, probe, selfTest, speedTest, budget));
    }
    return decide(outcomes, probe, choice, selfTest ? key : null);
  }

  function decide(
    outcomes: readonly Outcome[],
    probe: GpuProbe,
    choice: ExecutorChoice,
    key: string | null,
  ): Result<ChosenExecutor> {
    const working = outcomes.flatMap(({ winner, failures }) => (winner ? [{ ...winner, failures }] : []));
    const taken = [...working].sort((a, b) => (b.speed ?? 0) - (a.speed ?? 0))[0];
    const failures = outcomes.flatMap((outcome) => outcome.failures);
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
    const notes = [...notesOn(code, probe), ...failures.filter((failure) => failure !== failed).map(noteOn)];
    const values = {
      ...valuesOf(probe),
      ...(failed ? failureValues(failed) : {}),
    };
    const described = describe(taken, key === null ? 'forced' : code, values, measured, key === null ? [] : notes);
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

  async function forecast(choice: ExecutorChoice, program: TrainingProgram): Promise<readonly MemoryForecast[]> {
    const probe = await environment.probeGpu();
    const { tfjsThreads, wasmThreads } = environment;
    const plan = planChoice(choice, { probe, tfjsThreads, wasmThreads, flopsPerStep: stepFlops(program) });
    const candidates = plan?.lanes.flatMap((lane) => lane.candidates) ?? [];
    return Promise.all(
      candidates.map((candidate) => forecastMemory(candidate, program, probe, environment.memoryLimitBytes(candidate.backend))),
    );
  }

  return {
    forecast,
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

/** What is missing here, where the reason itself does not say it. */
function notesOn(code: ReasonCode, probe: GpuProbe): ReasonNote[] {
  if (probe.kind === 'adapter' && !isSoftwareAdapter(probe.adapter)) return [];
  const missing = aloneCode(probe);
  return code === missing ? [] : [{ code: missing, values: valuesOf(probe) }];
}

const noteOn = (failure: Failure): ReasonNote => ({
  code: failure.error instanceof TooLarge ? 'tooLarge' : 'passedOver',
  values: failureValues(failure),
});

const failureValues = ({ candidate, error }: Failure): Readonly<Record<string, string>> => ({
  executor: candidateName(candidate),
  error: reasonOf(error),
  ...(error instanceof TooLarge
    ? { needed: bytesInWords(error.shortage.needed), limit: bytesInWords(error.shortage.limit) }
    : {}),
});

/** Why the CPU is taken without a comparison. */
const aloneCode = (probe: GpuProbe): 'noWebgpu' | 'softwareAdapter' => (probe.kind === 'none' ? 'noWebgpu' : 'softwareAdapter');

/** Asked for in the address, though not down to the backend. */
function forced(chosen: ChosenExecutor): ChosenExecutor {
  const { reasonValues, measured, notes } = chosen.info;
  return {
    ...chosen,
    info: { ...chosen.info, reasonCode: 'forced', reason: reasonInWords('forced', reasonValues, measured, notes) },
  };
}

const replaced = ({ error }: Failure, code: ReasonCode): ReasonCode => (error instanceof TooLarge ? 'tooLarge' : code);

/** Of a lane in which nothing could be used: our own executor's lack of memory, which can be mended; else what failed last. */
const preferred = (failures: readonly Failure[]): Failure | null =>
  failures.find(({ error }) => error instanceof TooLarge) ?? failures.at(-1) ?? null;

/** Failures say more than figures: a faster executor would have been there. */
function reasonFor(
  taken: { readonly candidate: Candidate; readonly failures: readonly Failure[] },
  outcomes: readonly Outcome[],
  probe: GpuProbe,
): { readonly code: ReasonCode; readonly failed: Failure | null } {
  const before = taken.failures.at(-1);
  if (before) return { code: replaced(before, taken.candidate.backend === 'cpu' ? 'wasmFailed' : 'substitute'), failed: before };
  const none = { failed: null };
  const onGpu = (outcome: Outcome | undefined): boolean => outcome?.lane.hardware === 'gpu';
  const [first] = outcomes;
  const lost = first?.winner === null ? preferred(first.failures) : null;
  if (onGpu(first) && lost) return { code: replaced(lost, 'webgpuFailed'), failed: lost };
  if (outcomes.filter(({ winner }) => winner !== null).length > 1) return { code: 'measured', ...none };
  if (onGpu(first)) return { code: 'hardwareGpu', ...none };
  if (lost) return { code: replaced(lost, 'substitute'), failed: lost };
  return { code: aloneCode(probe), ...none };
}
