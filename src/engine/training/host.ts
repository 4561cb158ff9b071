import type { Command, RunState, WorkerResponse } from '../../core/runs/protocol.ts';
import { assertNever } from '../../core/util/assert-never.ts';
import { type Diagnostic, DiagnosticError, diagnostic, type Result, refused } from '../../core/util/diagnostics.ts';
import type { ChosenExecutor } from '../executors/choose.ts';
import { type Snapshot, writeCheckpoint } from './checkpoints.ts';
import { createDatasetCache } from './datasets-cache.ts';
import { reasonOf, type TrainingEnvironment } from './environment.ts';
import { createExecutorCache } from './executors-cache.ts';
import { createLiveSettings, type LiveSettings } from './live-settings.ts';
import { checkMemoryLimits } from './memory-limits.ts';
import { openSession } from './open-session.ts';
import { createOutbox } from './outbox.ts';
import { PictureLook } from './pictures.ts';
import { precompile } from './precompile.ts';
import { prepareRun } from './prepare.ts';
import { createProgress } from './progress.ts';
import { answer, readFile } from './requests.ts';
import { Runner } from './runner.ts';
import { startingCheckpoint } from './start.ts';

type Load = Extract<Command, { type: 'load' }>;
type RequestCommand = Extract<Command, { type: 'request' }>;

/** What is loaded, or being loaded. */
interface Active {
  readonly load: Load;
  readonly live: LiveSettings;
  /** A second attempt, and no new document. */
  readonly again: boolean;
  readonly requests: Map<number, RequestCommand>;
  /** What was asked for before everything was ready; null: nothing. */
  waiting: { readonly steps: number | null } | null;
  running: Runner | null;
  serve: (command: RequestCommand) => void;
  failure: Diagnostic | null;
  chosen: ChosenExecutor | null;
  look: PictureLook | null;
}

export interface TrainingHost {
  handle(command: Command): void;
}

/**
 * Everything behind the protocol, whether it runs in a worker or, under the unit tests, beside them. Commands of another run than the
 * loaded one are dropped; a load replaces whatever was there. No failure ends the host: the next load starts afresh.
 */
export function createTrainingHost(env: TrainingEnvironment): TrainingHost {
  const executors = createExecutorCache(env, (chosen, reason) => {
    if (!active || active.chosen !== chosen) return;
    const problem = diagnostic('training.deviceLost', { reason }, 'page');
    if (active.running) active.running.die(problem);
    else if (!active.failure) failLoading(active, [problem]);
  });
  const data = createDatasetCache(env);
  let active: Active | null = null;
  /** The weights of the last run that had any, for a document that goes on from them. */
  let carried: Snapshot | null = null;
  let retired: Promise<void> = Promise.resolve();

  function respond(from: Active, requestId: number, result: Result<WorkerResponse>): void {
    if (!from.requests.delete(requestId)) return;
    env.emit({ type: 'response', runId: from.load.runId, requestId, result });
  }

  function refuseRequests(from: Active, problem: Diagnostic): void {
    for (const requestId of [...from.requests.keys()]) respond(from, requestId, refused(problem));
  }

  function sayStatus(of: Active, state: RunState, error?: Diagnostic): void {
    const status = {
      state,
      // What cannot go on from the weights there are leaves them as they are.
      step: state === 'failed' && of.load.start.from === 'current' ? (carried?.checkpoint.step ?? 0) : 0,
      epoch: 0,
      stepsPerSecond: null,
      executor: of.chosen?.info ?? null,
      ...(error ? { error } : {}),
    };
    env.emit({ type: 'status', runId: of.load.runId, status });
  }

  function failLoading(of: Active, problems: readonly Diagnostic[]): void {
    const error = problems.find(({ severity }) => severity === 'error') ?? problems[0] ?? diagnostic('training.notLoaded');
    of.failure = error;
    env.emit({ type: 'diagnostics', runId: of.load.runId, diagnostics: problems });
    sayStatus(of, 'failed', error);
    refuseRequests(of, error);
  }

  /** Everything from the document to the first step. Stops where another load has taken over. */
  async function prepare(mine: Active): Promise<void> {
    const { project, choice, remembered = [], dataUrl, runId, start } = mine.load;
    const over = (): boolean => active !== mine;
    await retired;
    if (over()) return;
    env.warmUp?.({ choice, remembered }, dataUrl);
    const progress = createProgress(env, runId);
    progress('compile', 0);
    await env.defer();
    if (over()) return;
    // What training will take is known, and refused where it is too much, before anything large is made or fetched.
    const compiled = precompile(project);
    if (!compiled.ok) return failLoading(mine, compiled.diagnostics);
    const { program } = compiled.value;
    const forecasts = await env.forecastMemory(choice, program, dataUrl);
    if (over()) return;
    env.emit({ type: 'memory', runId, forecasts });
    const tooLarge = checkMemoryLimits(project, program, forecasts);
    if (tooLarge) return failLoading(mine, [tooLarge]);
    progress('data', 0);
    const dataset = await data.get(project, dataUrl, (fraction) => progress('data', fraction));
    if (over()) return;
    if (!dataset.ok) return failLoading(mine, dataset.diagnostics);
    const prepared = prepareRun(project, dataset.value, compiled.value);
    if (!prepared.ok) return failLoading(mine, prepared.diagnostics);
    const run = prepared.value;
    progress('backend', 0);
    const onChosen = (chosen: ChosenExecutor): void => {
      mine.chosen = chosen;
      if (chosen.learned) env.emit({ type: 'measured', runId, speeds: chosen.learned });
    };
    const opened = await openSession({ env, executors, run, forecasts, load: mine.load, onChosen });
    if (!opened.ok) {
      if (!over()) failLoading(mine, opened.diagnostics);
      return;
    }
    const { chosen, session } = opened.value;
    const started = startingCheckpoint(run.program, project.seed, start, carried);
    if (!over()) await writeCheckpoint(session, started.checkpoint);
    if (over() || mine.failure) return session.dispose();

    const outbox = createOutbox(runId, env.emit, env.now);
    const runner = new Runner({
      env,
      runId,
      run: { ...run, warnings: [...run.warnings, ...started.warnings] },
      chosen,
      session,
      live: mine.live,
      outbox,
      start: started.checkpoint,
      onDeath(problem) {
        executors.forget(chosen);
        refuseRequests(mine, problem);
      },
    });
    const look = new PictureLook(run, chosen.executor);
    const serve = ({ requestId, request }: RequestCommand): void =>
      runner.do(async (step) => {
        const weights = (which: 'current' | 'best') => runner.weights(which);
        const result = await answer({ run, session, live: mine.live, look, env, step, weights }, request).catch(
          (error: unknown) => refused<WorkerResponse>(diagnostic('training.requestFailed', { reason: reasonOf(error) }, 'page')),
        );
        respond(mine, requestId, result);
      });
    mine.running = runner;
    mine.look = look;
    mine.serve = serve;
    env.emit({ type: 'prepared', runId, prepared: run.prepared });
    const warnings = [...run.warnings, ...started.warnings];
    if (warnings.length > 0) env.emit({ type: 'diagnostics', runId, diagnostics: warnings });
    const { step } = started.checkpoint;
    if (mine.again) env.emit({ type: 'rewound', runId, step });
    else if (start.from === 'current' && step > 0) env.emit({ type: 'marker', runId, marker: { kind: 'applied', step } });
    for (const command of mine.requests.values()) serve(command);
    // Never idle in between: whoever waits for training to end would take it for the end.
    if (mine.waiting) runner.train(mine.waiting.steps);
    else runner.report();
  }

  /** Replaces what is there. `live`: the settings of a run that is tried again. */
  function load(command: Load, live: LiveSettings | null = null): Active {
    const before = active;
    if (before) {
      refuseRequests(before, diagnostic('training.otherRun', {}, 'page'));
      const { running } = before;
      if (running) {
        retired = running.retire().then((snapshot) => {
          carried = snapshot;
          before.look?.dispose();
        });
      }
    }
    const mine: Active = {
      load: command,
      live: live ?? createLiveSettings(command.project),
      again: live !== null,
      requests: new Map(),
      waiting: null,
      running: null,
      serve: () => undefined,
      failure: null,
      chosen: null,
      look: null,
    };
    active = mine;
    sayStatus(mine, 'preparing');
    prepare(mine).catch((error: unknown) => {
      const known = error instanceof DiagnosticError ? error.diagnostic : null;
      if (active === mine)
        failLoading(mine, [known ?? diagnostic('training.executorFailed', { reason: reasonOf(error) }, 'page')]);
    });
    return mine;
  }

  function request(command: RequestCommand): void {
    const { runId, requestId, request: what } = command;
    if (what.kind === 'read') {
      const failed = (error: unknown) =>
        refused<WorkerResponse>(diagnostic('training.requestFailed', { reason: reasonOf(error) }, 'file'));
      readFile(env.files, what)
        .catch(failed)
        .then((result) => env.emit({ type: 'response', runId, requestId, result }));
      return;
    }
    const code = active ? 'training.otherRun' : 'training.notLoaded';
    const problem = active?.load.runId === runId ? active.failure : diagnostic(code, {}, 'page');
    if (!active || problem) {
      env.emit({ type: 'response', runId, requestId, result: refused(problem ?? diagnostic(code, {}, 'page')) });
      return;
    }
    active.requests.set(requestId, command);
    active.serve(command);
  }

  function train(to: Active, steps: number | null): void {
    if (to.running && !to.running.dead) {
      to.running.train(steps);
      return;
    }
    // Once more: the network may be back, the device may be there again; from the last good weights where there are any.
    const again =
      to.running || to.failure ? load({ ...to.load, start: to.running ? { from: 'current' } : to.load.start }, to.live) : to;
    again.waiting = { steps };
  }

  return {
    handle(command) {
      if (command.type === 'load') return void load(command);
      if (command.type === 'request') return request(command);
      if (!active || active.load.runId !== command.runId) return;
      switch (command.type) {
        case 'train':
          return train(active, command.steps);
        case 'pause':
          active.waiting = null;
          return active.running?.pause();
        case 'reset':
          active.waiting = null;
          return active.running?.reset();
        case 'setTaskWeight':
          return active.live.setTaskWeight(command.task, command.weight);
        case 'setTieWeight':
          return active.live.setTieWeight(command.tie, command.weight);
        case 'setLearningRate':
          return active.live.setLearningRate(command.learningRate);
        case 'setSchedule':
          return active.live.setSchedule(command.project);
        default:
          return assertNever(command);
      }
    },
  };
}
