import type { DatasetSource } from '../../core/data/datasets.ts';
import { signatureOf } from '../../core/data/registry.ts';
import type { MemoryForecast } from '../../core/runs/executor-info.ts';
import { ok, type Result, refused } from '../../core/util/diagnostics.ts';
import type { ChosenExecutor } from '../executors/choose.ts';
import { writeCheckpoint } from './checkpoints.ts';
import type { DatasetCache } from './datasets-cache.ts';
import type { TrainingEnvironment } from './environment.ts';
import type { ExecutorCache } from './executors-cache.ts';
import { compileMs, dataMs, type ExpectedSilence } from './expected-silence.ts';
import type { Loading } from './life.ts';
import { checkMemoryLimits } from './memory-limits.ts';
import { type OpenSession, openSession } from './open-session.ts';
import { precompile } from './precompile.ts';
import { type PreparedRun, prepareRun } from './prepare.ts';
import { createProgress } from './progress.ts';
import { type Started, startingCheckpoint } from './start.ts';

/** A document with everything that it takes to train it. Whoever gets it disposes of the session. */
export interface LoadedRun extends OpenSession {
  readonly run: PreparedRun;
  readonly started: Started;
}

export interface LoadTools {
  readonly env: TrainingEnvironment;
  readonly executors: ExecutorCache;
  readonly datasets: DatasetSource;
  readonly data: DatasetCache;
  /** Whether another load has taken over: nothing more is made then, and nothing said. */
  readonly replaced: () => boolean;
  readonly silence: ExpectedSilence;
  readonly onForecast: (forecasts: readonly MemoryForecast[]) => void;
  /** Hears of the choice before the program is loaded. */
  readonly onChosen: (chosen: ChosenExecutor) => void;
}

/**
 * Everything from the document to the first step. Refused with what is wrong with the document, the data, the executor; rejects where
 * something fails. null: it was replaced meanwhile. Leaves no session behind in any of these cases.
 */
export const loadRun = (loading: Loading, tools: LoadTools): Promise<Result<LoadedRun> | null> =>
  tools.silence.during(loading, 0, () => loadSteps(loading, tools));

async function loadSteps(loading: Loading, tools: LoadTools): Promise<Result<LoadedRun> | null> {
  const { load, origin } = loading;
  const { env, executors, datasets, data, silence, replaced, onForecast, onChosen } = tools;
  const { project, choice, remembered = [], dataUrl, runId } = load;
  const from = await origin;
  if (replaced()) return null;
  env.warmUp?.({ choice, remembered }, dataUrl);
  const progress = createProgress(env, runId);
  progress('compile', 0);
  await env.defer();
  if (replaced()) return null;
  silence.expect(loading, compileMs(project));
  // What training will take is known, and refused where it is too much, before anything large is made or fetched.
  const compiled = precompile(project, datasets);
  if (!compiled.ok) return compiled;
  const { program } = compiled.value;
  const forecasts = await env.forecastMemory(choice, program, dataUrl);
  if (replaced()) return null;
  onForecast(forecasts);
  const tooLarge = checkMemoryLimits(project, program, forecasts);
  if (tooLarge) return refused(tooLarge);
  progress('data', 0);
  const signature = signatureOf(project, datasets);
  const layoutMs = signature.ok ? dataMs(signature.value) : 0;
  silence.expect(loading, layoutMs);
  const dataset = await data.get(project, dataUrl, (fraction) => {
    if (!replaced()) progress('data', fraction);
  });
  if (replaced()) return null;
  if (!dataset.ok) return dataset;
  const prepared = prepareRun(project, dataset.value, compiled.value);
  if (!prepared.ok) return prepared;
  const run = prepared.value;
  progress('backend', 0);
  silence.expect(loading, layoutMs + compileMs(project));
  const opened = await openSession({ env, executors, run, forecasts, load, onChosen });
  if (!opened.ok) return opened;
  const { chosen, session } = opened.value;
  try {
    const started = startingCheckpoint(run.program, project, from, datasets);
    if (!replaced()) await writeCheckpoint(session, started.checkpoint);
    if (!replaced()) return ok({ chosen, session, run, started });
  } catch (error) {
    session.dispose();
    throw error;
  }
  session.dispose();
  return null;
}
