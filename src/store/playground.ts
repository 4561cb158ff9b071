import type { Trainer } from '../client/trainer.ts';
import type { PlainDataset } from '../core/data/plain-dataset.ts';
import { inWordsOf } from '../core/presets/task-names.ts';
import type { Balancing, Project } from '../core/project/schema.ts';
import { scheduleDiffers, structureKey } from '../core/project/structure.ts';
import type { RunHistory } from '../core/runs/history.ts';
import type { ModelFormat } from '../core/runs/model-formats.ts';
import type {
  AnswerTo,
  ExecutorChoice,
  NamedWeights,
  RunStatus,
  Start,
  TrainEvent,
  WorkerRequest,
} from '../core/runs/protocol.ts';
import type { RunRecord } from '../core/runs/run-record.ts';
import { type Diagnostic, hasErrors, type Result } from '../core/util/diagnostics.ts';
import { coalesce } from './coalesce.ts';
import { joinDataset } from './datasets.ts';
import { derive } from './derived.ts';
import { exportFile } from './export-file.ts';
import { createPictureStore } from './picture-store.ts';
import { findPreset } from './presets.ts';
import { createProjectStore } from './project-store.ts';
import type { SpeedStore } from './remembered-speeds.ts';
import { createRunStore } from './run-store.ts';
import { createRunCollection, type RunContent } from './runs/run-collection.ts';
import type { RememberedView } from './view-state.ts';
import { createViewStore } from './view-store.ts';

export interface PlaygroundOptions {
  readonly trainer: Trainer;
  readonly initial: Project;
  readonly choice: ExecutorChoice;
  /** Base address of the data packs and WASM binaries. */
  readonly dataUrl: string;
  /** In which the document and the model can be taken home: engine/formats. Absent: in none. */
  readonly formats?: readonly ModelFormat[];
  /** Speeds measured on this device, from visit to visit; absent: they are measured each time. */
  readonly speeds?: SpeedStore;
  /** How the page is looked at at first, whatever was remembered. */
  readonly view?: Partial<RememberedView>;
  /** Where the view is remembered from visit to visit; absent: nowhere. */
  readonly viewStorage?: Storage;
  /** Runs `work` once edits have been quiet for a moment; the page gives a timer, tests call at once. */
  readonly whenQuiet: (work: () => void) => void;
  /**
   * After what was heard of a run has been shown, when more may be: a fast run of a small network has more to say than a page can draw,
   * and hands must not wait behind it. Tests show everything at once.
   */
  readonly breathe?: (next: () => void) => void;
}

/** The document on the screen against the one that trains: `structural` needs «apply», everything else already acts. */
export type Pending = 'none' | 'structural';

/**
 * The stores and everything that can be done to them: the only way in for the interface and for `window.playground`. Edits go to the
 * document; a subscription turns the difference to what the worker has into commands, so that undo and scripts act like hands.
 */
export function createPlayground(options: PlaygroundOptions) {
  const { trainer, choice, dataUrl, formats = [] } = options;
  const project = createProjectStore(options.initial);
  const runs = createRunCollection();
  const run = createRunStore((history) => runs.replaced(contentOf(history, acting)));
  const view = createViewStore(options.view, options.viewStorage);
  const pictures = createPictureStore();
  let loads = 0;
  /** The document as it acts: the one that was loaded, with weights and rates as they are now. */
  let acting = options.initial;
  /** Numbers the programs that the worker was asked for. */
  let generation = 0;
  /** With which weights the last load was to start. */
  let lastStart: Start = { from: 'initial' };

  const hear = coalesce<TrainEvent>(run.receive, options.breathe ?? ((next) => next()));
  trainer.subscribe((events) => {
    const { status } = run.getState().history;
    hear(
      events,
      events.some((event) => event.type === 'status' && event.status.state !== status.state),
    );
    for (const event of events) if (event.type === 'measured') options.speeds?.keep(event.speeds);
  });

  const document = (): Project => project.getState().project;
  const runId = (): string => run.getState().history.runId;

  run.subscribe(({ history }) => {
    if (history.recorded.count > 0) runs.started();
  });

  const content = (): RunContent => contentOf(run.getState().history, acting);
  /** Another run is about to take the place of the shown one. */
  const leaveShown = (): Diagnostic | null => runs.replaced(content());

  /** Gives the worker a document. `goesOn`: the run keeps its name and its curves. */
  function give(target: Project, start: Start, goesOn: boolean): void {
    generation++;
    lastStart = start;
    const unkept = start.from === 'initial' || start.from === 'weights' ? leaveShown() : null;
    acting = target;
    if (goesOn) run.continueWith(generation, target);
    else run.begin(`run-${++loads}`, generation, target);
    if (unkept) run.notify([unkept]);
    const remembered = options.speeds?.all() ?? [];
    trainer.send({ type: 'load', runId: runId(), generation, project: target, choice, dataUrl, start, remembered });
  }

  const load = (start: Start): void => give(document(), start, start.from === 'current');

  const workerDied = (): boolean => run.getState().history.status.error?.code === 'training.workerDied';

  /** The weights that the run is known to have had last, for a worker that knows nothing of it. */
  function lastKnown(): Start {
    const kept = trainer.lastCheckpoint(runId());
    if (kept) return { from: 'checkpoint', ...kept };
    return lastStart.from === 'current' ? { from: 'initial' } : lastStart;
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
    const weights = new Map(before.tasks.map(({ id, weight }) => [id, weight]));
    for (const { id, weight } of after.tasks) {
      if (weights.has(id) && weights.get(id) !== weight)
        trainer.send({ type: 'setTaskWeight', runId: runId(), task: id, weight });
    }
    const tieWeights = new Map(before.ties.map(({ id, weight }) => [id, weight]));
    for (const { id, weight } of after.ties) {
      if (tieWeights.has(id) && tieWeights.get(id) !== weight)
        trainer.send({ type: 'setTieWeight', runId: runId(), tie: id, weight });
    }
    if (before.training.learningRate !== after.training.learningRate) {
      trainer.send({ type: 'setLearningRate', runId: runId(), learningRate: after.training.learningRate });
    }
    if (scheduleDiffers(before, after)) trainer.send({ type: 'setSchedule', runId: runId(), project: after });
  }

  project.subscribe(({ project: after }, { project: before }) => {
    if (run.getState().loaded === null) return;
    sendLiveChanges(before, after);
    if (pending() === 'none') {
      acting = after;
      return;
    }
    options.whenQuiet(() => {
      if (pending() === 'structural' && untouched() && derive(document()).trainable) load({ from: 'initial' });
    });
  });

  /** Opens another document in place of this one, which stays one undo away. */
  function open(next: Project, start: Start = { from: 'initial' }): void {
    const unkept = leaveShown();
    project.replace(next);
    view.documentOpened();
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

  function train(steps: number | null): readonly Diagnostic[] {
    const { diagnostics, trainable } = derive(document());
    // Nothing of it was loaded: what was edited since takes its place at once.
    const refused = run.getState().history.status.error?.code.startsWith('training.too') ?? false;
    if (run.getState().loaded === null || (pending() === 'structural' && (untouched() || refused))) {
      if (!trainable) return diagnostics.filter(({ severity }) => severity === 'error');
      load({ from: untouched() ? 'initial' : 'current' });
    }
    if (workerDied()) restart();
    trainer.send({ type: 'train', runId: runId(), steps });
    return [];
  }

  const actions = {
    /** Starts or goes on; what forbids it comes back, and is also shown where it belongs. */
    play: (): readonly Diagnostic[] => train(null),
    step: (): readonly Diagnostic[] => train(1),
    train,
    pause: (): void => trainer.send({ type: 'pause', runId: runId() }),
    /** What the button that says «Train» or «Pause» does, and the key that stands for it. */
    playOrPause(): void {
      if (playButton(run.getState().history.status) === 'pause') actions.pause();
      else if (obstacles(document()).length === 0) actions.play();
    },
    reset(): void {
      lastStart = { from: 'initial' };
      if (pending() === 'structural' && derive(document()).trainable) load({ from: 'initial' });
      else if (workerDied()) give(run.getState().loaded ?? document(), { from: 'initial' }, false);
      else trainer.send({ type: 'reset', runId: runId() });
    },
    newSeed: (seed: number): void => project.edit((current) => ({ ...current, seed })),
    /** Takes a structural edit over into the run, which goes on: nodes and shapes that are unchanged keep their parameters. */
    apply(): void {
      const { state } = run.getState().history.status;
      if (workerDied()) give(document(), lastKnown(), true);
      else load({ from: 'current' });
      if (state === 'running') trainer.send({ type: 'train', runId: runId(), steps: null });
    },
    /**
     * Balances the tasks in another way. A method that needs another kind of step is taken over into the run at once, as «apply» does, unless
     * other edits wait for that.
     */
    setBalancing(balancing: Balancing, gesture?: string): void {
      const before = pending();
      project.edit(
        (current) => ({ ...current, training: { ...current.training, balancing } }),
        gesture === undefined ? {} : { gesture: `training.${gesture}` },
      );
      if (before === 'none' && pending() === 'structural' && !untouched()) actions.apply();
    },
    load,
    restart,
    open,
    async openPreset(id: string): Promise<readonly Diagnostic[]> {
      const preset = await findPreset(id);
      if (!preset.ok) return preset.diagnostics;
      open(inWordsOf(view.getState().language, preset.value.project()));
      return [];
    },
    /** A dropped document, safetensors file or zipped model: restores the document, and the weights that it carries. */
    async openFile(fileName: string, bytes: Uint8Array<ArrayBuffer>): Promise<readonly Diagnostic[]> {
      const read = await request({ kind: 'read', fileName, bytes });
      if (!read.ok) {
        run.notify(read.diagnostics);
        return read.diagnostics;
      }
      const weights: NamedWeights | null = read.value.weights;
      open(read.value.project, weights ? { from: 'weights', weights } : { from: 'initial' });
      return [];
    },
    /** The document is the one on the screen; a model file carries the document that its weights were trained with. */
    exportModel: (format: string, weights: 'current' | 'best') =>
      exportFile(formats, { format, weights, project: document() }, request),
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
    joinDataset(plain: PlainDataset): Result<() => void> {
      const missing = !derive(document()).trainable;
      const joined = joinDataset(plain, (command) => trainer.send(command));
      if (joined.ok && missing && document().data.dataset === plain.id && derive(document()).trainable) load({ from: 'initial' });
      return joined;
    },
    request,
    pending,
  };

  return { project, run, runs, view, pictures, actions, trainer, formats };
}

export type Playground = ReturnType<typeof createPlayground>;

function contentOf({ status: { executor }, recorded }: RunHistory, document: Project): RunContent {
  if (!executor) return { document, executor, recorded };
  const { id, backend, device, reason } = executor;
  return { document, executor: { id, backend, device, reason }, recorded };
}

/** What the button offers: while a run is prepared it is already asked to train. */
export const playButton = ({ state }: RunStatus): 'play' | 'pause' => (state === 'running' ? 'pause' : 'play');

/** Errors of the document that keep it from training, for the play button. */
export function obstacles(project: Project): readonly Diagnostic[] {
  const { diagnostics } = derive(project);
  return hasErrors(diagnostics) ? diagnostics.filter(({ severity }) => severity === 'error') : [];
}
