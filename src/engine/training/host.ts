import { JoinedDatasets } from '../../core/data/datasets.ts';
import { describeJoining, type JoiningDataset } from '../../core/data/plain-dataset.ts';
import { builtInDatasets } from '../../core/data/registry.ts';
import type { Aim, Command, RunState, Watched, WorkerRequest } from '../../core/runs/protocol.ts';
import { assertNever, invariant } from '../../core/util/assert-never.ts';
import { type Diagnostic, DiagnosticError, diagnostic, refused } from '../../core/util/diagnostics.ts';
import { reasonOf } from '../../core/util/reason.ts';
import { Answers, requestFailed } from './answers.ts';
import { copyCheckpoint } from './checkpoints.ts';
import { createDatasetCache } from './datasets-cache.ts';
import type { TrainingEnvironment } from './environment.ts';
import { createExecutorCache } from './executors-cache.ts';
import { choiceMs, compileMs, ExpectedSilence, exportMs, fileMs } from './expected-silence.ts';
import { type Failed, type Life, type LoadCommand, type Loading, lifeEdges, type Ready, type RequestCommand } from './life.ts';
import { createLiveSettings, type LiveSettings } from './live-settings.ts';
import { type LoadedRun, loadRun } from './load-run.ts';
import { BatchLook } from './looks/batch-look.ts';
import { MeasuredFigures } from './measured-figures.ts';
import { createOutbox } from './outbox.ts';
import { PictureLook } from './pictures.ts';
import { lookingKinds, requestCosts } from './request-costs.ts';
import { answer, readFile } from './requests.ts';
import { Runner } from './runner.ts';
import { serveFailed } from './serve-failed.ts';
import { type Origin, startMarker, stepOf } from './start.ts';
import { Throttle } from './throttle.ts';

export interface TrainingHost {
  handle(command: Command): void;
}

/** Anything but the first state: there is a document. */
type WithDocument = Exclude<Life, { state: 'empty' }>;

interface LoadOptions {
  readonly origin: Promise<Origin>;
  /** How many steps its weights have behind them, as far as is known. */
  readonly step: number;
  /** The settings of a run that is tried again. */
  readonly live?: LiveSettings;
  readonly asked?: Loading['asked'];
  /** There was a run of it. */
  readonly again?: boolean;
}

/**
 * Everything behind the protocol, whether it runs in a worker or, under the unit tests, beside them: the life of a run (`life.ts`).
 * Commands of another run than the loaded one are dropped; a load replaces whatever was there; every request is answered. No failure ends
 * the host: the next load starts afresh. `onState` hears each state as it is entered.
 */
export function createTrainingHost(
  env: TrainingEnvironment,
  onState: (state: Life['state']) => void = () => undefined,
): TrainingHost {
  let life: Life = { state: 'empty' };
  /** What somebody looks at, whatever the run. */
  const watching = new Set<Watched>();
  const throttle = new Throttle(env);
  const answers = new Answers(env.emit);
  const datasets = new JoinedDatasets(builtInDatasets);
  const data = createDatasetCache(env, datasets);
  const silence = new ExpectedSilence((ms) => env.expectSilence?.(ms));
  const choosing: Pick<TrainingEnvironment, 'createExecutor'> = {
    createExecutor: (request, dataUrl) => silence.during(request, choiceMs, () => env.createExecutor(request, dataUrl)),
  };
  const executors = createExecutorCache(choosing, (chosen, reason) => {
    if (life.state !== 'loading' && life.state !== 'ready') return;
    if (life.chosen === chosen) fallen(life, diagnostic('training.deviceLost', { reason }, 'page'));
  });

  function enter<S extends WithDocument>(next: S): S {
    invariant(lifeEdges[life.state].includes(next.state), `a run is not ${next.state} after it was ${life.state}`);
    life = next;
    onState(next.state);
    return next;
  }

  function sayStatus(
    { load, chosen }: Pick<Ready | Loading | Failed, 'load' | 'chosen'>,
    state: RunState,
    step: number,
    error?: Diagnostic,
  ) {
    const said = { state, step, epoch: 0, stepsPerSecond: null, executor: chosen?.info ?? null, ...(error ? { error } : {}) };
    env.emit({ type: 'status', runId: load.runId, status: said });
  }

  /* Transitions */

  /** → loading. */
  function begin(load: LoadCommand, { origin, step, live, asked = null, again = false }: LoadOptions): void {
    const mine = enter<Loading>({
      state: 'loading',
      load,
      live: live ?? createLiveSettings(load.project),
      again,
      origin,
      step,
      queue: new Map(),
      asked,
      resetAsked: false,
      chosen: null,
    });
    sayStatus(mine, 'preparing', step);
    const replaced = (): boolean => life !== mine;
    const { runId } = load;
    origin.then(
      (known) => {
        mine.step = stepOf(known);
      },
      () => undefined,
    );
    loadRun(mine, {
      env,
      executors,
      datasets,
      data,
      silence,
      replaced,
      onForecast: (forecasts) => env.emit({ type: 'memory', runId, forecasts }),
      onChosen(chosen) {
        mine.chosen = chosen;
        if (chosen.learned) env.emit({ type: 'measured', runId, speeds: chosen.learned });
      },
    })
      .then((loaded) => {
        if (loaded?.ok && replaced()) loaded.value.session.dispose();
        else if (loaded?.ok) ready(mine, loaded.value);
        else if (loaded && !replaced()) refuse(mine, loaded.diagnostics);
      })
      .catch((error: unknown) => {
        const known = error instanceof DiagnosticError ? error.diagnostic : null;
        if (!replaced()) refuse(mine, [known ?? diagnostic('training.executorFailed', { reason: reasonOf(error) }, 'page')]);
      });
  }

  /** loading → ready. */
  function ready(from: Loading, { chosen, session, run, started }: LoadedRun): void {
    const { load, live, again, origin } = from;
    const { runId, generation, start, project } = load;
    const { step } = started.checkpoint;
    const warnings = [...run.warnings, ...started.warnings];
    const figures = new MeasuredFigures(env.emit, live, () => runner.last.best?.step ?? null);
    const outbox = createOutbox(runId, figures.emit, env.now);
    const batches = new BatchLook(run, chosen.executor, live.taskWeight);
    const runner = new Runner({
      env,
      runId,
      generation,
      run: { ...run, warnings },
      chosen,
      session,
      batches,
      live,
      outbox,
      silence,
      throttle,
      start: started.checkpoint,
      onDeath(problem) {
        executors.forget(chosen);
        if (life === mine) died(mine, problem);
      },
    });
    const look = new PictureLook(run, chosen.executor);
    const mine = enter<Ready>({ state: 'ready', load, live, origin, step, chosen, run, runner, session, look, batches, figures });
    env.emit({ type: 'prepared', runId, generation, prepared: run.prepared });
    // What the page has is of another program, or of another worker.
    if (step > 0) env.emit({ type: 'checkpoint', runId, generation, checkpoint: copyCheckpoint(started.checkpoint) });
    if (warnings.length > 0) env.emit({ type: 'diagnostics', runId, diagnostics: warnings });
    if (again || start.from === 'checkpoint') env.emit({ type: 'rewound', runId, step });
    const marker = !again && started.carried && step > 0 ? startMarker(started, project) : null;
    if (marker) env.emit({ type: 'marker', runId, marker });
    for (const what of watching) runner.watches.set(what, true);
    for (const command of from.queue.values()) serve(command);
    if (from.resetAsked) runner.reset();
    // Never idle in between: whoever waits for training to end would take it for the end.
    if (from.asked) runner.train(from.asked);
    else if (!from.resetAsked) runner.report();
  }

  /** loading → failed: refused, or its device was lost before there was a run. */
  function refuse(from: Loading, problems: readonly Diagnostic[]): void {
    const { load, live, origin, step, chosen, queue } = from;
    const problem = problems.find(({ severity }) => severity === 'error') ?? problems[0] ?? diagnostic('training.notLoaded');
    const mine = enter<Failed>({ state: 'failed', load, live, origin, step, chosen, problem, last: null });
    env.emit({ type: 'diagnostics', runId: load.runId, diagnostics: problems });
    // What cannot go on from the weights there are leaves them as they are.
    sayStatus(mine, 'failed', step, problem);
    for (const command of queue.values()) serve(command);
  }

  /** ready → failed: the runner has said so. */
  function died({ load, live, chosen, runner, session, look, batches }: Ready, problem: Diagnostic): void {
    const { last } = runner;
    enter<Failed>({
      state: 'failed',
      load,
      live,
      origin: Promise.resolve({ from: 'snapshot', snapshot: last.snapshot, project: live.applyTo(load.project) }),
      step: last.snapshot.checkpoint.step,
      chosen,
      problem,
      last,
    });
    look.dispose();
    batches.dispose();
    session.dispose();
    for (const command of answers.waiting(load.runId)) if (requestCosts[command.request.kind] !== 'apart') serve(command);
  }

  function fallen(from: Loading | Ready, problem: Diagnostic): void {
    if (from.state === 'ready') from.runner.die(problem);
    else refuse(from, [problem]);
  }

  /** Ends what is there, for another document, and says with which weights that goes on. */
  function leave(): Promise<Origin> {
    if (life.state === 'empty') return Promise.resolve({ from: 'initial' });
    const { load, live, origin } = life;
    for (const { requestId, request } of answers.waiting(load.runId)) {
      if (requestCosts[request.kind] === 'apart') continue;
      answers.give(requestId, load.generation, refused(diagnostic('training.otherRun', {}, 'page')));
    }
    if (life.state !== 'ready') return origin;
    const { runner, look, batches } = life;
    return runner.retire().then(({ snapshot, problem }): Origin => {
      look.dispose();
      batches.dispose();
      return { from: 'snapshot', snapshot, project: live.applyTo(load.project), ...(problem ? { problem } : {}) };
    });
  }

  function presentStep(): number {
    if (life.state === 'empty') return 0;
    return life.state === 'ready' ? life.runner.step : life.step;
  }

  function load(command: LoadCommand): void {
    const { start, project } = command;
    const before = presentStep();
    const left = leave();
    const own = (): Origin => {
      if (start.from === 'checkpoint') return { ...start, project: start.project ?? project };
      return start.from === 'current' ? { from: 'initial' } : start;
    };
    // What was there has ended before anything is made, whether or not its weights are wanted.
    const step = start.from === 'current' ? before : stepOf(own());
    begin(command, { origin: left.then((origin) => (start.from === 'current' ? origin : own())), step });
  }

  /* Commands to the document that is loaded */

  function train(to: WithDocument, aim: Aim): void {
    if (to.state === 'loading') to.asked = aim;
    else if (to.state === 'ready') to.runner.train(aim);
    // Once more: the network may be back, the device may be there again; from the last good weights where there are any.
    else begin(to.load, { origin: leave(), step: to.step, live: to.live, asked: aim, again: to.last !== null });
  }

  function pause(to: WithDocument): void {
    if (to.state === 'loading') to.asked = null;
    if (to.state === 'ready') to.runner.pause();
  }

  /** Back to the initial weights, whatever it takes. */
  function reset(to: WithDocument): void {
    if (to.state === 'ready') to.runner.reset();
    else if (to.state === 'loading') {
      to.asked = null;
      to.resetAsked = true;
    } else begin(to.load, { origin: leave().then(() => ({ from: 'initial' })), step: 0, live: to.live, again: true });
  }

  /* Requests */

  function serve(command: RequestCommand): void {
    const { requestId, request } = command;
    const to = life;
    switch (to.state) {
      case 'empty':
        answers.give(requestId, 0, refused(diagnostic('training.notLoaded', {}, 'page')));
        break;
      case 'loading':
        to.queue.set(requestId, command);
        break;
      case 'ready':
        ask(to, requestId, request);
        break;
      case 'failed':
        serveFailed(to, request, env.files, datasets)
          .catch((error: unknown) => requestFailed(error, 'page'))
          .then((result) => answers.give(requestId, to.load.generation, result));
        break;
      default:
        assertNever(to);
    }
  }

  function ask(to: Ready, requestId: number, request: WorkerRequest): void {
    const { load, run, runner } = to;
    const cost = requestCosts[request.kind];
    invariant(cost !== 'apart', `${request.kind} is asked of the run`);
    runner.ask({
      requestId,
      cost,
      async run(slices) {
        const { alone } = runner;
        const all = { ...to, env, slices, alone, step: () => runner.step, weights: runner.weights.bind(runner) };
        // Who looks has a program of its own.
        if (lookingKinds.has(request.kind)) silence.expect(all, compileMs(load.project));
        if (request.kind === 'export') silence.expect(all, exportMs(run));
        const result = await answer(all, request).catch((error: unknown) => requestFailed(error, 'page'));
        silence.expect(all, 0);
        answers.give(requestId, load.generation, result);
      },
    });
  }

  function request(command: RequestCommand): void {
    const { runId, requestId, request: what } = command;
    answers.expect(command);
    const generation = life.state === 'empty' ? 0 : life.load.generation;
    if (what.kind === 'read') {
      silence.expect(command, fileMs(what.bytes.length));
      readFile(env.files, what)
        .catch((error: unknown) => requestFailed(error, 'file'))
        .then((result) => {
          silence.expect(command, 0);
          answers.give(requestId, generation, result);
        });
    } else if (life.state !== 'empty' && life.load.runId !== runId) {
      answers.give(requestId, generation, refused(diagnostic('training.otherRun', {}, 'page')));
    } else serve(command);
  }

  function cancelRequest(requestId: number): void {
    if (life.state === 'loading') life.queue.delete(requestId);
    if (life.state === 'ready') life.runner.cancel(requestId);
    const generation = life.state === 'empty' ? 0 : life.load.generation;
    answers.give(requestId, generation, refused(diagnostic('training.requestCancelled', {}, 'page')));
  }

  function joinDataset(plain: JoiningDataset): void {
    const descriptor = describeJoining(plain, builtInDatasets);
    invariant(descriptor.ok, 'the page sends no data set that cannot be used');
    data.drop(plain.id);
    datasets.join(descriptor.value);
  }

  function forgetDataset(id: string): void {
    data.drop(id);
    datasets.forget(id);
  }

  function watch(what: Watched, on: boolean): void {
    if (on) watching.add(what);
    else watching.delete(what);
    if (life.state === 'ready') life.runner.watches.set(what, on);
  }

  return {
    handle(command) {
      if (command.type === 'load') return load(command);
      if (command.type === 'request') return request(command);
      if (command.type === 'cancelRequest') return cancelRequest(command.requestId);
      if (command.type === 'joinDataset') return joinDataset(command.dataset);
      if (command.type === 'forgetDataset') return forgetDataset(command.dataset);
      if (command.type === 'watch') return watch(command.what, command.on);
      if (command.type === 'setSpeed') return throttle.set(command.stepsPerSecond);
      if (life.state === 'empty' || life.load.runId !== command.runId) return;
      switch (command.type) {
        case 'train':
          return train(life, command);
        case 'pause':
          return pause(life);
        case 'reset':
          return reset(life);
        case 'setTaskWeight':
          return life.live.setTaskWeight(command.task, command.weight);
        case 'setTieWeight':
          return life.live.setTieWeight(command.tie, command.weight);
        case 'setLearningRate':
          return life.live.setLearningRate(command.learningRate);
        case 'setSchedule':
          return life.live.setSchedule(command.project);
        default:
          return assertNever(command);
      }
    },
  };
}
