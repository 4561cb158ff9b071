import { createStore } from 'zustand/vanilla';
import { hashFile } from '../../core/data/import/hash.ts';
import { kindOfGoal } from '../../core/lessons/sheet/goals/registry.ts';
import {
  answered,
  doneSteps,
  looked,
  nothingDone,
  openStep,
  type SheetProgress,
  withStep,
} from '../../core/lessons/sheet/progress.ts';
import {
  emptySheet,
  type Given,
  type Measured,
  most,
  mostFigure,
  type Sheet,
  sheetKey,
  sheetOf,
  withSheet,
} from '../../core/lessons/sheet/sheet.ts';
import type { Project } from '../../core/project/schema.ts';
import type { NamedWeights, TaskEvaluation } from '../../core/runs/protocol.ts';
import { ownValue } from '../../core/util/own-value.ts';
import { createLooking } from '../lessons/looking.ts';
import type { SmallStorage } from '../persistence/safe-storage.ts';
import type { Playground } from '../playground.ts';
import { keepSheetProgress, keptSheetProgress } from './sheet-storage.ts';

/** How it stands with the file that belongs to a link. */
export type BesideState =
  | { readonly is: 'none' }
  | { readonly is: 'wanted' }
  | { readonly is: 'given' }
  /** It was given, and the run has begun anew without it since. */
  | { readonly is: 'left' }
  /** Another file was given. */
  | { readonly is: 'other'; readonly file: string }
  /** The right one, of which nothing can be made. */
  | { readonly is: 'unread'; readonly file: string };

export interface SheetSlice {
  /** Of the document on the screen. */
  readonly sheet: Sheet | null;
  readonly unreadable: boolean;
  readonly progress: SheetProgress;
  readonly beside: BesideState;
  /** What came packed with a document and was not earned by an answer, nor asked for, yet: of these, `Sheet.sealed`. */
  readonly veiled: ReadonlySet<string>;
}

export interface SheetOptions {
  readonly storage: SmallStorage;
  readonly narrow: () => boolean;
}

/** Documents are immutable, so that each sheet is read once. */
const read = new WeakMap<object, Sheet | 'unreadable'>();
function readSheet(document: Project): Sheet | 'unreadable' | null {
  if (!document.sheet) return null;
  const known = read.get(document.sheet) ?? sheetOf(document) ?? 'unreadable';
  read.set(document.sheet, known);
  return known;
}

/** What both splits say of every task, its headline metric first and its loss last. */
function measuredIn(
  validation: Readonly<Record<string, TaskEvaluation>>,
  test: Readonly<Record<string, TaskEvaluation>>,
): readonly Measured[] {
  const figureOf = (one: TaskEvaluation | undefined, metric: string): number | null => {
    const value = (metric === 'loss' ? one?.loss : ownValue(one?.metrics ?? {}, metric)) ?? null;
    return value !== null && Math.abs(value) <= mostFigure ? value : null;
  };
  return Object.entries(validation).flatMap(([task, found]) =>
    [...Object.keys(found.metrics), 'loss'].map((metric) => ({
      task,
      metric,
      validation: figureOf(found, metric),
      test: figureOf(ownValue(test, task), metric),
    })),
  );
}

/** Follows the sheet of the document on the screen: sees its steps done, keeps the answer, leaves out what a teacher left out, hands in. */
export function createSheetPlayer(playground: Playground, { storage, narrow }: SheetOptions) {
  const { actions, project, run, view } = playground;
  const looking = createLooking(playground, narrow);
  const store = createStore<SheetSlice>(() => ({
    sheet: null,
    unreadable: false,
    progress: nothingDone,
    beside: { is: 'none' },
    veiled: new Set(),
  }));
  let key: string | null = null;
  let watching: () => void = () => undefined;
  let { opened } = view.getState();
  let followed = 0;
  /** What the right file held, of the sheet on the screen. */
  let held: NamedWeights | null = null;

  const document = (): Project => project.getState().project;

  /** The page is whole for whoever writes the sheet, and for those who want all of it. */
  function leaveOut(): void {
    const { sheet, progress } = store.getState();
    const hidden = sheet && !sheet.handed && !progress.everything && !progress.writing ? sheet.hidden : [];
    if (hidden.join() !== view.getState().hidden.join()) view.set({ hidden });
  }

  function become(progress: SheetProgress): void {
    const { progress: before, sheet } = store.getState();
    if (progress === before) return;
    if (sheet && openStep(sheet, progress) !== openStep(sheet, before)) looking.begin();
    store.setState({ progress });
    if (key !== null) keepSheetProgress(storage, key, progress);
    leaveOut();
  }

  function look(): void {
    const { sheet, progress } = store.getState();
    if (sheet && !sheet.handed && !progress.writing) become(looked(sheet, progress, looking.seen()));
  }

  /** Only what has open steps is looked at. */
  async function watch(sheet: Sheet): Promise<void> {
    const mine = ++followed;
    watching();
    watching = () => undefined;
    if (sheet.steps.length === 0 || sheet.handed) return;
    const asksForReport = sheet.steps.some((step) => kindOfGoal(step)?.is === 'reported');
    const stop = await looking.watch(look, asksForReport);
    if (followed !== mine) stop();
    else watching = stop;
    look();
  }

  /** Another document is on the screen, or another sheet of it. */
  function follow(): void {
    const found = readSheet(document());
    const sheet = found === 'unreadable' ? null : found;
    const before = store.getState();
    if (sheet === before.sheet && before.unreadable === (found === 'unreadable')) return;
    key = sheet && sheetKey(sheet);
    held = null;
    store.setState({
      sheet,
      unreadable: found === 'unreadable',
      progress: key === null ? nothingDone : keptSheetProgress(storage, key),
      beside: { is: sheet?.weights && !sheet.handed ? 'wanted' : 'none' },
    });
    looking.begin();
    leaveOut();
    void watch(sheet ?? emptySheet);
  }

  /** What is expected, of a sheet that came with the document, is not to be read before an answer. */
  function veil(): void {
    const { sheet, progress, veiled } = store.getState();
    if (sheet?.sealed === undefined || sheet.handed || progress.writing || progress.answer !== null) return;
    store.setState({ veiled: new Set([...veiled, sheet.sealed]) });
  }

  function unveil(): void {
    const { sheet, veiled } = store.getState();
    store.setState({ veiled: new Set([...veiled].filter((packed) => packed !== sheet?.sealed)) });
  }

  /** What is opened is read as a class reads it, also by whoever wrote it. */
  function openedAnew(): void {
    if (view.getState().opened === opened) return;
    opened = view.getState().opened;
    become({ ...store.getState().progress, writing: false });
    veil();
  }

  /** A reset, or an edit of a network that nothing was trained of, goes back to the weights of the seed; what gave way may come back. */
  function begunWith(): void {
    const { beside } = store.getState();
    const is = held !== null && run.getState().given === held ? 'given' : 'left';
    if ((beside.is === 'given' || beside.is === 'left') && beside.is !== is) store.setState({ beside: { is } });
  }

  follow();
  veil();
  project.subscribe(follow);
  run.subscribe(begunWith);
  view.subscribe(openedAnew);

  return {
    getState: store.getState,
    subscribe: store.subscribe,
    answer(given: Given): void {
      become(answered(store.getState().progress, given));
      unveil();
    },
    /** What is expected is asked for, as by a teacher. */
    unveil,
    name: (name: string): void => become({ ...store.getState().progress, name: name.slice(0, most.name) }),
    skip(): void {
      const { sheet, progress } = store.getState();
      if (sheet) become(withStep(progress, openStep(sheet, progress), 'skipped'));
      look();
    },
    showEverything: (everything: boolean): void => become({ ...store.getState().progress, everything }),
    /** As a class sees it (false), or whole, for whoever writes it. */
    write: (writing: boolean): void => become({ ...store.getState().progress, writing }),
    /** An edit of the sheet, by whoever writes it. */
    edit(recipe: (sheet: Sheet) => Sheet, gesture?: string): void {
      const { sheet, veiled } = store.getState();
      const next = recipe(sheet ?? emptySheet);
      // Packed anew with an edit of what stands beside it, it is no more to be read than before.
      if (next.sealed !== undefined && veiled.has(sheet?.sealed ?? '')) {
        store.setState({ veiled: new Set([...veiled, next.sealed]) });
      }
      // Every letter makes another sheet of it: one of them is remembered.
      const written = key !== null && store.getState().progress.writing ? { instead: key } : {};
      keepSheetProgress(storage, sheetKey(next), { ...nothingDone, writing: true }, written.instead);
      project.edit((before) => withSheet(before, next), gesture === undefined ? {} : { gesture: `sheet.${gesture}` });
    },
    /** A file that was given for the one beside the link: taken where it is that one. */
    async giveWeights(file: { readonly name: string; readonly bytes: Uint8Array<ArrayBuffer> }): Promise<void> {
      const { sheet } = store.getState();
      const { name, bytes } = file;
      if (!sheet?.weights) return;
      if ((await hashBytes(bytes)) !== sheet.weights.sha256) {
        store.setState({ beside: { is: 'other', file: name } });
        return;
      }
      const found = await actions.request({ kind: 'read', fileName: name, bytes });
      if (store.getState().sheet !== sheet) return;
      if (!found.ok || !found.value.weights) {
        if (!found.ok) run.notify(found.diagnostics);
        store.setState({ beside: { is: 'unread', file: name } });
        return;
      }
      held = found.value.weights;
      actions.load({ from: 'weights', weights: held });
      store.setState({ beside: { is: 'given' } });
    },
    /** Begins anew with the weights of the file, which was given before. */
    again(): void {
      if (held) actions.load({ from: 'weights', weights: held });
    },
    /** The document with all that is handed in beside it. */
    async handIn(): Promise<Project> {
      const { sheet, progress } = store.getState();
      const measured = async (split: 'validation' | 'test') => {
        const found = await actions.request({ kind: 'evaluate', split });
        return found.ok ? found.value : null;
      };
      const [validation, test] = await Promise.all([measured('validation'), measured('test')]);
      const { status, recorded } = run.getState().history;
      const given = sheet ?? emptySheet;
      return withSheet(document(), {
        ...given,
        handed: {
          name: progress.name.trim(),
          answer: progress.answer,
          done: doneSteps(given, progress),
          // While it trains, what was measured is of a step before.
          step: validation?.step ?? status.step,
          epoch: recorded.validation.last()?.epoch ?? 0,
          metrics: measuredIn(validation?.tasks ?? {}, test?.tasks ?? {}).slice(0, most.metrics),
        },
      });
    },
  };
}

export type SheetPlayer = ReturnType<typeof createSheetPlayer>;

/** SHA-256 in hexadecimal. */
export const hashBytes = (bytes: Uint8Array<ArrayBuffer>): Promise<string> =>
  hashFile(
    { name: '', size: bytes.length, slice: async (start, end) => bytes.slice(start, end) },
    {
      pause: () => new Promise((rested) => setTimeout(rested)),
      ...(globalThis.crypto?.subtle ? { digest: (whole) => crypto.subtle.digest('SHA-256', whole) } : {}),
    },
  );

const made = new WeakMap<Playground, SheetPlayer>();

/** The one of a page, made when it is first asked for. */
export function sheetPlayerOf(playground: Playground, options: () => SheetOptions): SheetPlayer {
  const player = made.get(playground) ?? createSheetPlayer(playground, options());
  made.set(playground, player);
  return player;
}

/**
 * Whether a file is for the link beside which a file belongs: taken then. Any other one with weights is refused where it was dropped (`any`), and none of
 * ours where it was chosen to be opened (`its`).
 */
export async function takesBeside(playground: Playground, file: File, which: 'any' | 'its' = 'any'): Promise<boolean> {
  const player = made.get(playground);
  if (!player || !file.name.toLowerCase().endsWith('.safetensors')) return false;
  const { beside, progress, sheet } = player.getState();
  if (progress.writing || beside.is === 'none' || beside.is === 'given') return false;
  const bytes = new Uint8Array(await file.arrayBuffer());
  if (which === 'its' && (await hashBytes(bytes)) !== sheet?.weights?.sha256) return false;
  await player.giveWeights({ name: file.name, bytes });
  return true;
}
