import { Position, type ReactFlowState, useStoreApi } from '@xyflow/react';
import { useEffect, useMemo, useState } from 'react';
import { wireEnd } from '../elements/flow-mapping.ts';
import { type FlowEdge, type FlowNode, outputHandle } from '../elements/flow-types.ts';
import { drawnNext, isSeen, mostCards, mostWhole, perFrame, seenArea } from './in-view.ts';

interface Drawn {
  readonly nodes: ReadonlySet<string>;
  readonly edges: ReadonlySet<string>;
  /** So much is in view that no card of it is drawn. */
  readonly crowd: boolean;
}

const nothing: Drawn = { nodes: new Set(), edges: new Set(), crowd: false };
const crowd: Drawn = { ...nothing, crowd: true };

/** Of a card's dots, in canvas units: as in node-card.css. */
const dot = 11;

/** Where wires begin and end on a card that may not be in the document, so that nobody can measure it. */
function handlesOf({ data, sourcePosition, targetPosition }: FlowNode): NonNullable<FlowNode['handles']> {
  const handle = (id: string, type: 'source' | 'target') => {
    const { x, y } = wireEnd(
      { x: 0, y: 0 },
      data,
      type === 'source' ? null : id,
      sourcePosition === Position.Bottom ? 'down' : 'right',
    );
    const position = (type === 'source' ? sourcePosition : targetPosition) ?? Position.Right;
    return { id, type, position, x: x - dot / 2, y: y - dot / 2, width: dot, height: dot };
  };
  return [...data.ports.map(({ id }) => handle(id, 'target')), ...(data.hasOutput ? [handle(outputHandle, 'source')] : [])];
}

/** What a node of a large network is for React Flow while it is drawn, and while it is not: the same objects as long as the node is. */
const forms = new WeakMap<FlowNode, { readonly drawn: FlowNode; readonly hidden: FlowNode }>();

function formsOf(node: FlowNode): { readonly drawn: FlowNode; readonly hidden: FlowNode } {
  const known = forms.get(node);
  if (known) return known;
  const drawn = { ...node, handles: handlesOf(node) };
  const made = { drawn, hidden: { ...drawn, hidden: true } };
  forms.set(node, made);
  return made;
}

function nextDrawn(drawn: Drawn, nodes: readonly FlowNode[], edges: readonly FlowEdge[], state: ReactFlowState): Drawn {
  const { transform, width, height } = state;
  const area = seenArea({ x: transform[0], y: transform[1], zoom: transform[2] }, width, height);
  const places = new Map(nodes.map(({ id, position }) => [id, position]));
  const seen = nodes.filter(({ position }) => isSeen(position, position, area)).map(({ id }) => id);
  if (seen.length > mostCards) return crowd;
  const crossing = edges.filter(({ source, target, selected }) => {
    const [a, b] = [places.get(source), places.get(target)];
    return a && b && (selected || isSeen(a, b, area));
  });
  const next: Drawn = {
    nodes: drawnNext(drawn.nodes, seen, perFrame.nodes),
    edges: drawnNext(
      drawn.edges,
      crossing.map(({ id }) => id),
      perFrame.edges,
    ),
    crowd: false,
  };
  return !drawn.crowd && next.nodes === drawn.nodes && next.edges === drawn.edges ? drawn : next;
}

/**
 * Of a large network only what is in view is drawn, and of that no more than a few cards and wires more per frame, so that a picture of any
 * size comes without standing in the way of hands. React Flow knows all nodes at any time. Where the cards in view are a crowd, none is drawn.
 */
export function useInView(nodes: readonly FlowNode[], edges: readonly FlowEdge[]) {
  const store = useStoreApi();
  const many = nodes.length > mostWhole;
  const [drawn, setDrawn] = useState(nothing);

  // Runs anew whenever a part was drawn, so that the next one never comes on top of one that still is.
  useEffect(() => {
    if (!many) {
      setDrawn(nothing);
      return;
    }
    let frame = 0;
    const advance = (): void => {
      const next = nextDrawn(drawn, nodes, edges, store.getState());
      if (next === drawn) frame = 0;
      else setDrawn(next);
    };
    const ask = (): void => {
      if (frame === 0) frame = requestAnimationFrame(advance);
    };
    ask();
    const stop = store.subscribe((state, before) => {
      if (state.transform !== before.transform || state.width !== before.width || state.height !== before.height) ask();
    });
    return () => {
      stop();
      cancelAnimationFrame(frame);
    };
  }, [many, nodes, edges, store, drawn]);

  const given = useMemo(
    () => ({
      nodes: many ? nodes.map((node) => formsOf(node)[drawn.nodes.has(node.id) ? 'drawn' : 'hidden']) : [...nodes],
      edges: many ? edges.filter(({ id }) => drawn.edges.has(id)) : [...edges],
    }),
    [many, nodes, edges, drawn],
  );
  return { many, crowd: many && drawn.crowd, ...given };
}
