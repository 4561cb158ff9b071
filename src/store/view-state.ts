import type { Position } from '../core/project/schema.ts';
import type { Language } from '../core/util/localized.ts';

export type ThemeChoice = 'light' | 'dark' | 'auto';
/** The three columns, of which a phone shows one. */
export type PhonePane = 'data' | 'canvas' | 'training';

export interface CurveOptions {
  /** What stands along the curves. */
  readonly axis: 'step' | 'epoch' | 'seconds';
  readonly quantity: 'loss' | 'metric';
  /** Another column that is drawn instead, by its id. */
  readonly column: string | null;
  readonly logScale: boolean;
  /** Loss / first loss, because tasks differ in scale. */
  readonly normalised: boolean;
  /** 0 … 0.99, the weight of the past in the exponential average. */
  readonly smoothing: number;
  readonly showRaw: boolean;
  readonly showValidation: boolean;
  readonly hiddenTasks: readonly string[];
}

/** A share of what is left, or a fixed width. */
export type PaneSize = number | `${number}%` | `${number}px` | `${number}rem`;

/** The panes as the visitor left them, from left to right and from top to bottom; empty: never moved. */
export interface PaneSizes {
  readonly columns: readonly PaneSize[];
  readonly rows: readonly PaneSize[];
}

export interface Selection {
  readonly nodes: readonly string[];
  readonly edges: readonly string[];
}

/** How things are looked at: no part of the document, hence never undone and never shared. */
export interface ViewState {
  readonly language: Language;
  readonly theme: ThemeChoice;
  readonly selection: Selection;
  /** The tab of the results that was chosen last; whoever shows tabs knows which there are. */
  readonly tab: string;
  readonly phonePane: PhonePane;
  readonly curves: CurveOptions;
  readonly panes: PaneSizes;
  /** Whether nodes show what is to be seen inside them. */
  readonly pictures: boolean;
  /** Whether shared nodes are coloured by how often tasks pull apart there. */
  readonly conflictColours: boolean;
  /** A node or wire that a message points at: the canvas brings it into view, and has done so where this is null. */
  readonly focus: { readonly where: string } | null;
  /** At how many steps per second a run is followed; null: as fast as it can. */
  readonly speed: number | null;
  /** Whether a selection shows its parameters. */
  readonly inspecting: boolean;
  /** Whether the list of keys is open. */
  readonly keys: boolean;
  /** What is open over the page: what is kept of it for use without a connection, pictures to take along, the projects, a task for a class, or what a class handed in. */
  readonly dialog: 'offline' | 'figures' | 'projects' | 'sheet' | 'handed' | null;
  /** A file of projects that was dropped, and is taken in by their dialog. */
  readonly arriving: File | null;
  /** Whether the landscape of two losses is open. */
  readonly landscape: boolean;
  /** The balancing methods that took all their steps there. */
  readonly walked: readonly string[];
  /** The lesson that is played, by its id; null: none. */
  readonly lesson: string | null;
  /** Whether the visitor's own data is being brought in, with the file that was dropped for it, or many; `change`: the columns of the document's data are looked at again. */
  readonly importing: {
    readonly file: File | null;
    readonly files?: readonly { readonly path: string; readonly bytes: File }[];
    readonly change: boolean;
  } | null;
  /** Where a hand has put the canvas's picture; null as long as it frames itself. */
  readonly viewport: (Position & { readonly zoom: number }) | null;
  /** The example that the document was opened as, and its data set: what is said of it stays while it is edited. */
  readonly example: { readonly preset: string; readonly dataset: string; readonly opened: number } | null;
  /** What a first visit is shown: the task whose weight is to be pulled, and as which opened document; null: nothing. */
  readonly intro: { readonly task: string; readonly opened: number } | null;
  /** The size of the canvas that cards were last arranged for, in pixels; null before there was one. */
  readonly canvas: { readonly width: number; readonly height: number } | null;
  /** Sizes that it had for a moment since then, the newest first: a document may have been opened in one of them. */
  readonly passingCanvases: readonly { readonly width: number; readonly height: number }[];
  /** The page stands in a frame of another one. */
  readonly embedded: boolean;
  /** What a teacher left out for a class: `tab:ID`, `layer:KIND`, `block:ID`, `part:ID`. */
  readonly hidden: readonly string[];
  /** The page is shown in large type, for a projector. */
  readonly presenting: boolean;
  /** How many documents were opened: each is shown whole. */
  readonly opened: number;
}

export const initialView: ViewState = {
  language: 'en',
  theme: 'auto',
  selection: { nodes: [], edges: [] },
  tab: 'predictions',
  phonePane: 'canvas',
  curves: {
    axis: 'step',
    quantity: 'loss',
    column: null,
    logScale: false,
    normalised: false,
    smoothing: 0.9,
    showRaw: true,
    showValidation: true,
    hiddenTasks: [],
  },
  panes: { columns: [], rows: [] },
  pictures: true,
  conflictColours: false,
  focus: null,
  speed: null,
  inspecting: true,
  keys: false,
  dialog: null,
  arriving: null,
  landscape: false,
  walked: [],
  lesson: null,
  importing: null,
  viewport: null,
  example: null,
  intro: null,
  canvas: null,
  passingCanvases: [],
  embedded: false,
  hidden: [],
  presenting: false,
  opened: 0,
};

/** The part of the view that a visitor finds again next time. */
export type RememberedView = Pick<ViewState, 'language' | 'theme' | 'tab' | 'curves' | 'panes' | 'pictures'>;
