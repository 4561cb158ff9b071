/** What a place on the canvas holds: a node's card, a wire, or nothing. */
export interface DropTarget {
  readonly node: string | null;
  readonly edge: string | null;
}

export const nothing: DropTarget = { node: null, edge: null };

const idOf = (element: Element, of: string): string | null => element.closest(of)?.getAttribute('data-id') ?? null;

/** The edge under a point of the window. */
export const edgeUnder = (x: number, y: number): string | null =>
  document
    .elementsFromPoint(x, y)
    .map((element) => idOf(element, '.react-flow__edge'))
    .find((id) => id !== null) ?? null;

/** What is uppermost at a point of the window. */
export function targetUnder(x: number, y: number): DropTarget {
  for (const element of document.elementsFromPoint(x, y)) {
    const node = idOf(element, '.react-flow__node');
    if (node !== null) return { node, edge: null };
    const edge = idOf(element, '.react-flow__edge');
    if (edge !== null) return { node: null, edge };
  }
  return nothing;
}
