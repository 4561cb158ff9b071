import type { BlockPlace } from '../../../core/graph/blocks/block.ts';
import type { Connection } from '../../../core/graph/edits.ts';
import type { Position, Project } from '../../../core/project/schema.ts';
import type { Diagnostic } from '../../../core/util/diagnostics.ts';

/** Where a new node is wired to. */
export type Wire =
  | { readonly from: 'output'; readonly node: string }
  | { readonly from: 'port'; readonly node: string; readonly port: string }
  /** Into the middle of an edge. */
  | { readonly from: 'edge'; readonly edge: string };

export type MenuSubject =
  | { readonly type: 'node'; readonly id: string }
  | { readonly type: 'edge'; readonly id: string }
  | { readonly type: 'selection' }
  | { readonly type: 'canvas'; readonly at: Position };

/** What floats over the canvas, one at a time. `screen` is in pixels from the canvas's top left corner. */
export type Popup =
  /** `at`: where the new node's top left corner goes, in canvas units. */
  | {
      readonly kind: 'search';
      readonly screen: Position;
      readonly at: Position;
      readonly wire: Wire | null;
      /** Where a composite block goes, if one is taken. */
      readonly place?: BlockPlace;
      /** Layers are left out. */
      readonly blocksOnly?: boolean;
    }
  /** The sizes of a composite block, before it is inserted. */
  | { readonly kind: 'block'; readonly screen: Position; readonly block: string; readonly place: BlockPlace }
  /** `from`: where the node's input comes from is asked, not where its output goes. */
  | { readonly kind: 'connect'; readonly screen: Position; readonly node: string; readonly from?: boolean }
  /** A head that takes another width: a Dense layer can be put between. */
  | { readonly kind: 'offer'; readonly screen: Position; readonly connection: Connection; readonly item: Diagnostic }
  | { readonly kind: 'menu'; readonly screen: Position; readonly subject: MenuSubject };

/** A word about what just happened, or why it did not. */
export interface Notice {
  readonly text: string;
  readonly tone: 'info' | 'error';
  /** The document that it speaks of: Undo is offered, and the notice stays, while this one is on the screen. */
  readonly about: Project | null;
}

/** A wire that is being drawn. */
export interface Wiring {
  readonly node: string;
  readonly side: 'output' | 'port';
  /** What is against ending it at each of the other nodes; null: nothing is. */
  readonly verdicts: ReadonlyMap<string, Diagnostic | null>;
}

/** What letting go of something that is dragged from the palette would do. */
export interface Landing {
  /** The wire that it would go into. */
  readonly edge: string | null;
  /** The nodes that it would go to. */
  readonly nodes: readonly string[];
  readonly refused: boolean;
  /** Where it would go, or why it cannot; empty where the place itself says enough. */
  readonly text: string;
}

/** Put down on the canvas, connected to nothing. */
export const onCanvas: Landing = { edge: null, nodes: [], refused: false, text: '' };

export interface EditorState {
  readonly popup: Popup | null;
  readonly notice: Notice | null;
  readonly wiring: Wiring | null;
  /** While something is dragged from the palette over the canvas. */
  readonly landing: Landing | null;
  /** Dragging on the pane selects instead of panning. */
  readonly selecting: boolean;
}

export const initialEditor: EditorState = {
  popup: null,
  notice: null,
  wiring: null,
  landing: null,
  selecting: false,
};
