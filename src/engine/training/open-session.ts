import type { MemoryForecast } from '../../core/runs/executor-info.ts';
import { forecastOf } from '../../core/runs/memory.ts';
import type { Command } from '../../core/runs/protocol.ts';
import { invariant } from '../../core/util/assert-never.ts';
import { ok, type Result, refused } from '../../core/util/diagnostics.ts';
import type { ChosenExecutor } from '../executors/choose.ts';
import type { Session } from '../executors/executor.ts';
import type { TrainingEnvironment } from './environment.ts';
import type { ExecutorCache } from './executors-cache.ts';
import { checkMemoryLimits } from './memory-limits.ts';
import type { PreparedRun } from './prepare.ts';
import { createSpeedTest } from './speed-test.ts';

export interface OpenSession {
  readonly chosen: ChosenExecutor;
  readonly session: Session;
}

export interface OpenSessionOptions {
  readonly env: TrainingEnvironment;
  readonly executors: ExecutorCache;
  readonly run: PreparedRun;
  /** What the program would take where. */
  readonly forecasts: readonly MemoryForecast[];
  readonly load: Pick<Extract<Command, { type: 'load' }>, 'choice' | 'dataUrl' | 'remembered'>;
  /** Hears of the choice before the program is loaded. */
  readonly onChosen: (chosen: ChosenExecutor) => void;
}

/**
 * Finds the executor for a run and loads its program. Where the one that suits programs of this size cannot run this one, the choice is
 * made afresh with the program itself. Refused where nothing can be used or there is too little memory; rejects where loading fails.
 */
export async function openSession({
  env,
  executors,
  run,
  forecasts,
  load,
  onChosen,
}: OpenSessionOptions): Promise<Result<OpenSession>> {
  const { choice, dataUrl, remembered = [] } = load;
  const speedTest = createSpeedTest(run, env, forecasts);

  async function attempt(afresh: boolean): Promise<Result<OpenSession> | 'once more'> {
    const made = await executors.get({ choice, speedTest, remembered, afresh }, dataUrl);
    if (!made.ok) return made;
    const chosen = made.value;
    const final = afresh || chosen.info.reasonCode === 'forced';
    const forecast = forecastOf(forecasts, chosen.info);
    const tooLarge = checkMemoryLimits(run.project, run.program, forecast ? [forecast] : []);
    if (tooLarge) return final ? refused(tooLarge) : 'once more';
    onChosen(chosen);
    try {
      return ok({ chosen, session: await chosen.executor.load(run.program, run.data) });
    } catch (error) {
      if (final) throw error;
      return 'once more';
    }
  }

  const first = await attempt(false);
  if (first !== 'once more') return first;
  const second = await attempt(true);
  invariant(second !== 'once more', 'a choice made afresh is final');
  return second;
}
