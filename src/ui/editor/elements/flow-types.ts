import type { Edge, Node } from '@xyflow/react';
import type { Route } from '../../../core/graph/layout/routes.ts';
import type { NodePicture } from '../../../core/graph/pictures.ts';
import type { Severity } from '../../../core/util/diagnostics.ts';

/** A task as a node card shows it: a stripe in its colour and its symbol. */
export interface TaskBadge {
  readonly id: string;
  readonly name: string;
  readonly color: string;
  readonly symbol: string;
}

/** How many of the enabled tasks a node serves: its weight on the picture. */
export type Sharing = 'none' | 'one' | 'some' | 'all';

export interface PortContent {
  readonly id: string;
  /** Shown beside it; null for a node's plain input. */
  readonly title: string | null;
}

/** One of the things that a gate, or a learned sum, chooses among. */
export interface WayContent {
  /** Unique among the ways of a node. */
  readonly name: string;
  /** What fits where the name does not: a number where several are called alike. */
  readonly short: string;
  /** Set where it serves one task alone. */
  readonly task: TaskBadge | null;
}

/** What a live picture says beside the numbers that training gives it. */
export interface PictureContent {
  readonly kind: NodePicture['kind'];
  /** Of gates and coefficients, in the order of the wires; of a plane the task whose answer it is. */
  readonly ways: readonly WayContent[];
  /** The input whose tokens stand at the positions. */
  readonly tokens: string | null;
}

/** Everything that a card shows and that follows from the document: it stays the same object until one of these changes. */
export interface NodeContent extends Record<string, unknown> {
  readonly kind: string;
  readonly icon: string;
  readonly title: string;
  readonly shape: string | null;
  readonly parameters: string | null;
  readonly tasks: readonly TaskBadge[];
  readonly sharing: Sharing;
  /** «serves Digit, Group», for those who do not see the stripes. */
  readonly serves: string;
  readonly frozen: boolean;
  /** The weight of every task that it serves is 0: nothing trains it. */
  readonly faded: boolean;
  readonly ports: readonly PortContent[];
  readonly hasOutput: boolean;
  /** A head's task. */
  readonly task: (TaskBadge & { readonly enabled: boolean }) | null;
  readonly problem: { readonly severity: Severity; readonly text: string } | null;
  /** What is to be seen inside; null where there is nothing, or where pictures are switched off. */
  readonly picture: PictureContent | null;
  /** All of it in one sentence. */
  readonly label: string;
}

export type FlowNode = Node<NodeContent, 'card'>;

export interface EdgeContent extends Record<string, unknown> {
  readonly shape: string;
  /** The colour of the only task behind it; null where several tasks or none depend on it. */
  readonly color: string | null;
  readonly sharing: Sharing;
  readonly faded?: boolean;
  /** Its way around cards; absent where the straight one is clear. */
  readonly route?: Route | undefined;
}

/** `tie`: soft sharing; its `shape` is the weight. */
export type FlowEdge = Edge<EdgeContent, 'shape' | 'tie'>;

/** The handle on the right of a card, or at its foot. */
export const outputHandle = 'out';
