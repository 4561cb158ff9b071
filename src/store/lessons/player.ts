import { createStore } from 'zustand/vanilla';
import { documentAt, goesOnWith } from '../../core/lessons/begin.ts';
import type { Act, Ask, Lesson, Step } from '../../core/lessons/lesson.ts';
import { again, answered, backward, forward, looked, type Progress } from '../../core/lessons/progress.ts';
import type { Project } from '../../core/project/schema.ts';
import { splitSizes } from '../../core/project/split-sizes.ts';
import { derive } from '../derived.ts';
import type { SmallStorage } from '../persistence/safe-storage.ts';
import type { Playground } from '../playground.ts';
import { inReadersWords } from '../presets.ts';
import { keepProgress, keptProgress } from './kept-progress.ts';
import { createLooking } from './looking.ts';

export interface PlayerOptions {
  readonly lesson: Lesson;
  readonly storage: SmallStorage;
  /** Whether a single pane is seen at a time. */
  readonly narrow: () => boolean;
}

/** How many batches are one pass over the training rows: known before the run is prepared. */
function stepsPerEpochOf(document: Project): number {
  const { data, training } = document;
  const { signature } = derive(document);
  return signature ? Math.max(1, Math.floor(splitSizes(signature.count, data.split).train / training.batchSize)) : 1;
}

const asksForReport = ({ steps }: Lesson): boolean => steps.some((step) => step.type === 'act' && step.goal.is === 'reported');

/** Plays a lesson on the page: opens its document, sees when a step is done, and keeps how far it has come. */
export function createLessonPlayer(playground: Playground, { lesson, storage, narrow }: PlayerOptions) {
  const { actions, project, view } = playground;
  const known = keptProgress(storage, lesson);
  const store = createStore<Progress>(() => (known.step >= lesson.steps.length ? again(known) : known));
  const looking = createLooking(playground, narrow);
  let stop: () => void = () => undefined;
  let over = false;
  /** The speed that a step asks for; null: as fast as it can. */
  let paced: number | null = null;

  const shown = (): Step | undefined => lesson.steps[store.getState().step];

  /** What is to be watched trains slowly enough for it, unless somebody has set a speed. */
  function pace(): void {
    const step = over ? undefined : shown();
    const wanted = step?.type === 'act' ? (step.train?.stepsPerSecond ?? null) : null;
    if (wanted !== paced && view.getState().speed === paced) actions.setSpeed(wanted);
    paced = wanted;
  }

  function become(progress: Progress): void {
    const before = store.getState();
    if (progress === before) return;
    if (progress.step !== before.step) looking.begin();
    store.setState(progress, true);
    pace();
    keepProgress(storage, lesson, progress);
  }

  function look(): void {
    if (!over) become(looked(lesson, store.getState(), looking.seen()));
  }

  async function open(step: number): Promise<void> {
    const document = documentAt(lesson, step);
    if (document) actions.open(actions.arranged(await inReadersWords(view.getState().language, document)));
    view.set({ selection: { nodes: [], edges: [] }, walked: [] });
    looking.begin();
  }

  /** What a step asks for, as if a hand had done it: one undo step. */
  function does({ edit, train }: Act): void {
    if (edit) actions.editAtOnce((before) => actions.inPlace(before, edit(before)));
    if (!train) return;
    if (train.anew) actions.reset();
    actions.train(train.epochs * stepsPerEpochOf(project.getState().project));
  }

  return {
    getState: store.getState,
    subscribe: store.subscribe,
    lesson,
    shown,
    /** The document of a lesson that begins, or goes on with another one on the screen; from then on the page is looked at. */
    async begin(): Promise<void> {
      const { step } = store.getState();
      if (step === 0 || !goesOnWith(lesson, step, project.getState().project)) await open(step);
      if (over) return;
      pace();
      const watched = await looking.watch(look, asksForReport(lesson));
      if (over) watched();
      else stop = watched;
      look();
    },
    answer: (ask: Ask, answer: number): void => become(answered(store.getState(), ask, answer)),
    forward: (): void => {
      const step = shown();
      // What was selected has been looked at: its parameters would cover what comes.
      if (step?.type === 'act' && step.goal.is === 'selected') view.select([]);
      become(forward(lesson, store.getState()));
      look();
    },
    backward: (): void => become(backward(store.getState())),
    does,
    /** The lesson's document again, as it is when the step that is shown begins. */
    reopen: (): Promise<void> => open(store.getState().step),
    async again(): Promise<void> {
      become(again(store.getState()));
      await open(0);
    },
    end(): void {
      over = true;
      pace();
      stop();
    },
  };
}

export type LessonPlayer = ReturnType<typeof createLessonPlayer>;
