import type { Trainer } from '../client/trainer.ts';
import type { Project } from '../core/project/schema.ts';
import type { ExecutorChoice } from '../core/runs/executor-info.ts';
import type { ModelFormat } from '../core/runs/model-formats.ts';
import type { SmallStorage } from './persistence/safe-storage.ts';
import type { SpeedStore } from './remembered-speeds.ts';
import type { RememberedView } from './view-state.ts';

export interface PlaygroundOptions {
  readonly trainer: Trainer;
  /** Makes further ones, for runs beside the one that is shown; absent: there are none. */
  readonly createTrainer?: () => Trainer;
  readonly initial: Project;
  /** The project that it is, where one is known. */
  readonly initialKey?: string | undefined;
  /** An id for a run that no other page makes; absent: they are counted. */
  readonly newRunId?: () => string;
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
  readonly viewStorage?: SmallStorage;
  /** Places the cards of an example for the window that it is opened in; absent: they stand as they were made. */
  readonly arranged?: (example: Project) => Project;
  /** Debounces: runs `work` once edits have been quiet for a moment; the page gives a timer, tests call at once. */
  readonly whenQuiet: (work: () => void) => void;
  /**
   * After what was heard of a run has been shown, when more may be: a fast run of a small network has more to say than a page can draw,
   * and hands must not wait behind it. Tests show everything at once.
   */
  readonly reportPause?: (next: () => void) => void;
  /** Gives the next pane that shows an opened document a task of its own; absent: all follow at once. */
  readonly turn?: (next: () => void) => void;
  /** Between two parts of what takes long with a large network: resolves once hands had the page. Absent: at once. */
  readonly rest?: () => Promise<void>;
}
