import type { PlainCommand } from '../client/trainer.ts';
import type { JoiningDataset } from '../core/data/plain-dataset.ts';
import type { Balancing, Project } from '../core/project/schema.ts';
import { structureKey } from '../core/project/structure.ts';
import { emptyHistory } from '../core/runs/history.ts';
import type { Aim, AnswerTo, Start, TrainEvent, WorkerRequest } from '../core/runs/protocol.ts';
import type { RunRecord } from '../core/runs/run-record.ts';
import type { Diagnostic, Result } from '../core/util/diagnostics.ts';
import { keptWords } from '../core/util/messages/kept-words.ts';
import { reasonOf } from '../core/util/reason.ts';
import { coalesce } from './coalesce.ts';
import { joinDataset, pageDatasets } from './datasets.ts';
import { derive } from './derived.ts';
import { exportFile } from './export-file.ts';
import { liveChanges } from './live-changes.ts';
import { createLookAhead, fewNodes } from './look-ahead.ts';
import { createPacedPanes } from './paced-panes.ts';
import { leftOut, look, textOf } from './persistence/left-out.ts';
import { createPictureStore } from './picture-store.ts';
import { obstacles, playButton } from './play-button.ts';
import type { PlaygroundOptions } from './playground-options.ts';
import { findPreset, inReadersWords } from './presets.ts';
import { createProjectStore, type EditOptions, type ProjectState } from './project-store.ts';
import { createReportStore } from './report-store.ts';
import { createRunStore } from './run-store.ts';
import { createRunNews, type ResumableRun } from './runs/resumable-run.ts';
import { contentOf, createRunCollection, type RunContent } from './runs/run-collection.ts';
import { createTakenWeights } from './taken-weights.ts';
import { createViewStore } from './view-store.ts';
import { weightsOpened } from './weights-opened.ts';

/** How the button trains: until it is pressed again. */
const played: Aim = { steps: null, beyond: true };

/** The document on the screen against the one that trains: `structural` needs «apply», everything else already acts. */
export type Pending = 'none' | 'structural';

/**
 * The stores and everything that can be done to them: the only way in for the interface and for `window.playground`. Edits go to the
 * document; a subscription turns the difference to what the worker has into commands, so that undo and scripts act like hands.
 */
export function createPlayground(options: PlaygroundOptions) {
  const { trainer, createTrainer, choice, dataUrl, formats = [] } = options;
  const project = createProjectStore(options.initial, options.initialKey);
  const runs = createRunCollection(options.newRunId && { newId: options.newRunId });
  const run = createRunStore((history) => runs.replaced(contentOf(history, trained)));
  const runNews = createRunNews();
  const view = createViewStore(options.view, options.viewStorage);
  const panes = createPacedPanes({ project, view, run, runs }, options.turn);
  const lookAhead = createLookAhead(view, options.rest);
  const pictures = createPictureStore();
  const send = (command: PlainCommand): void => trainer.send(command);
  const [conflict, health] = [createReportStore('conflict', send), createReportStore('health', send)];
  const taken = createTakenWeights();
  let loads = 0;
  /** The document as it acts: the one that was loaded, with weights and rates as they are now. */
  let acting = options.initial;
  /** The same when the last step of the run was taken: what was changed since has trained nothing yet. */
  let trained = options.initial;
  /** Numbers the programs that the worker was asked for. */
  let generation = 0;
  /** The weights with which the worker has gone on since the last load, as the page has them. */
  let lastStart: Start = { from: 'initial' };

  const hear = coalesce<TrainEvent>(run.receive, options.reportPause ?? ((next) => next()));
  trainer.subscribe((events) => {
    const { status } = run.getState().history;
    hear(
      events,
      events.some((event) => event.type === 'status' && event.status.state !== status.state),
    );
    for (const event of events) if (event.type === 'measured') options.speeds?.keep(event.speeds);
    const own = events.filter((event) => event.runId === runId());
    conflict.receive(own);
    health.receive(own);
  });

  const document = (): Project => project.getState().project;
  const runId = (): string => run.getState().history.runId;

  run.subscribe(({ history }, { history: before }) => {
    if (history.recorded.count !== before.recorded.count) trained = acting;
    if (history.recorded.count > 0) runs.started();
  });

  const content = (): RunContent => contentOf(run.getState().history, trained);
  /** Another run is about to take the place of the shown one. */
  const leaveShown = (): Diagnostic | null => runs.replaced(content());

  /** Gives the worker a document. `goesOn`: the run keeps its name and its curves. */
  function give(target: Project, start: Start, goesOn: boolean): void {
    generation++;
    lastStart = start.from === 'current' ? lastKnown() : start;
    const unkept = start.from === 'initial' || start.from === 'weights' ? leaveShown() : null;
    acting = target;
    if (!goesOn) trained = target;
    if (goesOn) run.continueWith(generation, target);
    else run.begin(`run-${++loads}`, generation, target, start);
    if (unkept) run.notify([unkept]);
    const remembered = options.speeds?.all() ?? [];
    trainer.send({ type: 'load', runId: runId(), generation, project: target, choice, dataUrl, start, remembered });
  }

  const load = (start: Start): void => give(document(), start, start.from === 'current');
  const workerDied = (): boolean => run.getState().history.status.error?.code === 'training.workerDied';

  /** The weights that the run is known to have had last, for a worker that knows nothing of it: never those that only a worker has. */
  function lastKnown(): Start {
    const kept = trainer.lastCheckpoint(runId());
    return kept ? { from: 'checkpoint', ...kept } : lastStart;
  }

  function pending(): Pending {
    const { loaded } = run.getState();
    return loaded !== null && structureKey(loaded) !== structureKey(document()) ? 'structural' : 'none';
  }

  /** Nothing was trained yet, so that the document on the screen can simply take the run's place. */
  function untouched(): boolean {
    const { status } = run.getState().history;
    return status.step === 0 && status.state !== 'running';
  }

  function sendLiveChanges(before: Project, after: Project): void {
    for (const command of liveChanges(runId(), before, after)) trainer.send(command);
  }

  project.subscribe((now, past) => {
    const { project: after } = now;
    if (run.getState().loaded === null) return;
    if (now.key !== past.key && after !== past.project && !project.isReplacing()) {
      takeOver(past);
      return;
    }
    sendLiveChanges(past.project, after);
    if (pending() === 'none') acting = after;
    else
      options.whenQuiet(() => {
        if (pending() === 'structural' && untouched() && derive(document()).trainable) takeOver();
      });
  });

  /** Opens another document in place of this one, which stays one undo away; `key`: the project that it is. One that cannot be shown is told of, and nothing changes. */
  function open(next: Project, start: Start = { from: 'initial' }, key?: string): void {
    try {
      look(next);
    } catch (error) {
      const { item, text } = leftOut({ what: keptWords.given, text: () => textOf(next) }, reasonOf(error));
      run.notify([{ ...item, remedy: { offers: 'download', text } }]);
      return;
    }
    putAside();
    const unkept = leaveShown();
    panes.open(next, key);
    load(start);
    if (unkept) run.notify([unkept]);
  }

  function request<K extends WorkerRequest['kind']>(
    what: Extract<WorkerRequest, { kind: K }>,
    signal?: AbortSignal,
  ): Promise<Result<AnswerTo<K>>> {
    return trainer.request(runId(), what, signal);
  }

  /**
   * Brings up a new worker, which goes on with the document that trained, from its last checkpoint or as it had begun. An edit that waits
   * goes on waiting.
   */
  function restart(): void {
    const start = lastKnown();
    trainer.terminate();
    const { history: before, loaded } = run.getState();
    const target = loaded && pending() === 'structural' ? loaded : document();
    give(target, start, false);
    sendLiveChanges(target, document());
    if (start.from === 'checkpoint') run.resumeHistory(before, start.checkpoint.step);
  }

  /** The shown run, as it could go on from here later; null before its first checkpoint. */
  function resumable(): ResumableRun | null {
    const { recorded, status } = run.getState().history;
    const kept = trainer.lastCheckpoint(runId());
    if (kept === null || kept.checkpoint.step === 0 || recorded.count === 0) return null;
    return { record: { ...runs.getState().shown, ...content() }, kept, epoch: status.epoch };
  }

  /** The shown run, of a document that is or was on the screen, is about to give way to another one: it can be brought back until the next does. */
  function putAside(on = project.getState()): void {
    const left = resumable();
    if (left) runNews.setState({ news: { type: 'left', run: left, ...on }, closed: false });
  }

  /** Goes on with a run that gave way, or is of an earlier visit, in place of the shown one. What its document lacks waits for «apply». */
  function resume({ record, kept }: ResumableRun): void {
    const unkept = leaveShown();
    runs.resumed(record);
    give(record.document, { from: 'checkpoint', ...kept }, false);
    run.forgetGiven();
    run.resumeHistory({ ...emptyHistory(record.id), recorded: record.recorded }, kept.checkpoint.step);
    sendLiveChanges(record.document, document());
    if (unkept) run.notify([unkept]);
  }

  /** The run that gave way last takes its place again, with the document that was on the screen then. */
  function bringBack(): void {
    const { news } = runNews.getState();
    if (news?.type !== 'left') return;
    runNews.setState({ news: null });
    if (news.project !== document()) project.replace(news.project, news.key);
    resume(news.run);
  }

  /**
   * A document that nothing was trained of yet takes the run's place; one that was undone, or redone, to brings its run along. Where it is another
   * document than before, as opening is undone, the shown run is put aside with that.
   */
  function takeOver(past?: ProjectState): void {
    const { news } = runNews.getState();
    const back = news?.type === 'left' && news.project === document() ? news.run : null;
    if (back) runNews.setState({ news: null });
    if (past) putAside(past);
    if (back) resume(back);
    else load(taken.beginning(document()));
  }

  /** How an edit goes on: from the weights of the moment, but for one that begins with other layers. */
  function goOn(fresh: boolean): void {
    const { loaded } = run.getState();
    const anew = fresh || (loaded !== null && taken.differ(loaded, document()));
    if (anew) putAside();
    load(anew ? taken.beginning(document()) : { from: 'current' });
  }

  /** What is seen is what trains: an edit that waits is applied, unless a run is under way, which nobody edits behind its back. */
  function train(aim: Aim): readonly Diagnostic[] {
    const { loaded, history } = run.getState();
    if (loaded === null || (pending() === 'structural' && history.status.state !== 'running')) {
      const { diagnostics, trainable } = derive(document());
      if (!trainable) return diagnostics.filter(({ severity }) => severity === 'error');
      if (loaded !== null && workerDied()) give(document(), lastKnown(), true);
      else goOn(untouched());
    } else if (workerDied()) restart();
    trainer.send({ type: 'train', runId: runId(), ...aim });
    return [];
  }

  /** An example in the reader's words, and as it is seen best in this window. */
  const asExample = async (example: Project): Promise<Project> =>
    actions.arranged(await inReadersWords(view.getState().language, example));

  const actions = {
    /** Starts or goes on; what forbids it comes back, and is also shown where it belongs. */
    play: (): readonly Diagnostic[] => train(played),
    step: (): readonly Diagnostic[] => train({ steps: 1 }),
    /** For so many steps, or (null) to the end of the document's epochs. */
    train: (steps: number | null): readonly Diagnostic[] => train({ steps }),
    pause: (): void => trainer.send({ type: 'pause', runId: runId() }),
    /** What the button that says «Train» or «Pause» does, and the key that stands for it. */
    playOrPause(): void {
      if (playButton(run.getState().history.status) === 'pause') actions.pause();
      else if (obstacles(document()).length === 0) actions.play();
    },
    reset(): void {
      putAside();
      lastStart = { from: 'initial' };
      run.forgetGiven();
      const beginning = taken.beginning(document());
      const begins = pending() === 'structural' || beginning.from !== 'initial';
      if (begins && derive(document()).trainable) load(beginning);
      else if (workerDied()) give(run.getState().loaded ?? document(), { from: 'initial' }, false);
      else trainer.send({ type: 'reset', runId: runId() });
    },
    /** Holds runs back to so many steps per second; null: as fast as they can. */
    setSpeed(stepsPerSecond: number | null): void {
      view.set({ speed: stepsPerSecond });
      trainer.send({ type: 'setSpeed', stepsPerSecond });
    },
    newSeed: (seed: number): void => project.edit((current) => ({ ...current, seed })),
    /** Takes a structural edit over into the run, which goes on: nodes and shapes that are unchanged keep their parameters. */
    apply(): void {
      const { state } = run.getState().history.status;
      if (workerDied()) give(document(), lastKnown(), true);
      else goOn(false);
      if (state === 'running') trainer.send({ type: 'train', runId: runId(), ...played });
    },
    /** Balances the tasks in another way, at once, even where the method needs another kind of step. */
    setBalancing: (balancing: Balancing, gesture?: string): void =>
      actions.editAtOnce(
        (current) => ({ ...current, training: { ...current.training, balancing } }),
        gesture === undefined ? {} : { gesture: `training.${gesture}` },
      ),
    /** An edit that trains at once: what is structural in it is taken over into the run, unless other edits wait for «apply». */
    editAtOnce(recipe: (current: Project) => Project, how: EditOptions = {}): void {
      const before = pending();
      project.edit(recipe, how);
      const wanted = before === 'none' && pending() === 'structural' && !untouched();
      if (wanted && derive(document()).trainable) actions.apply();
    },
    /** An edit with which training begins anew; when it is undone, the run that gave way is back. */
    editAnew(recipe: (current: Project) => Project): void {
      putAside();
      project.edit(recipe);
      if (pending() === 'structural' && derive(document()).trainable) load(taken.beginning(document()));
    },
    /** A document whose cards stand as they are seen best in this window. */
    arranged: (fresh: Project): Project => options.arranged?.(fresh) ?? fresh,
    /** `after`, an edit of `before`: where no hand has moved a card, all of them stand anew as they are seen best. */
    inPlace(before: Project, after: Project): Project {
      const { arranged } = options;
      return arranged && after.graph.nodes.length <= fewNodes && arranged(before) === before ? arranged(after) : after;
    },
    load,
    restart,
    resumable,
    resume,
    bringBack,
    open,
    lookAhead,
    async openPreset(id: string): Promise<readonly Diagnostic[]> {
      const preset = await findPreset(id);
      if (!preset.ok) return preset.diagnostics;
      open(await asExample(preset.value.project()));
      return [];
    },
    /** A dropped document, safetensors file or zipped model: restores the document, and the weights that it carries. */
    async openFile(fileName: string, bytes: Uint8Array<ArrayBuffer>): Promise<readonly Diagnostic[]> {
      const read = await request({ kind: 'read', fileName, bytes });
      if (!read.ok) {
        run.notify(read.diagnostics);
        return read.diagnostics;
      }
      const { weights, step } = read.value;
      // Where it cannot be shown, `open` says so.
      const wanted = await lookAhead(read.value.project).catch(() => true);
      if (wanted) open(read.value.project, weights ? { from: 'weights', weights } : { from: 'initial' });
      if (wanted && weights) run.notify([weightsOpened(fileName, step)]);
      return [];
    },
    /** The document is the one on the screen; a model file carries the document that its weights were trained with. */
    exportModel: (format: string, weights: 'current' | 'best') =>
      exportFile(formats, { format, weights, project: document() }, request, run.notify),
    /** Pins the run that is shown, or gives it free again; what forbids it is told. */
    pinRun(): void {
      if (runs.getState().pinned) {
        runs.unpin();
        return;
      }
      const problem = runs.pin(content());
      if (problem) run.notify([problem]);
    },
    /** Every run that has a step, oldest first: those that were kept, and the one that is shown. */
    allRuns(): readonly RunRecord[] {
      const { shown, kept } = runs.getState();
      return shown.started === null ? kept : [...kept, { ...shown, ...content() }];
    },
    /**
     * Makes a data set of the visitor's own known, so that documents can name it; the function that comes back makes it forgotten. A document
     * that waited for it is loaded.
     */
    joinDataset(plain: JoiningDataset): Result<() => void> {
      const missing = !pageDatasets.find(plain.id);
      const joined = joinDataset(plain, (command) => trainer.send(command));
      if (joined.ok && missing && document().data.dataset === plain.id && derive(document()).trainable) {
        const start = lastKnown();
        give(document(), start, start.from !== 'initial');
      }
      return joined;
    },
    request,
    pending,
  };

  return {
    createTrainer,
    dataUrl,
    project,
    run,
    runs,
    runNews,
    view,
    panes,
    pictures,
    conflict,
    health,
    taken,
    actions,
    trainer,
    formats,
  };
}

export type Playground = ReturnType<typeof createPlayground>;
