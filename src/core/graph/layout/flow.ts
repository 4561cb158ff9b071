import type { Graph } from '../../project/schema.ts';
import { nodeSize } from '../place.ts';
import { topologyOf } from '../topology.ts';

/** Which way data goes through a picture of a network: wires leave a card at its right or at its bottom. */
export type FlowDirection = 'right' | 'down';

/** The way of most wires, by where their ends stand: what is both below and beside says nothing. `right` where no way prevails. */
export function flowOf(graph: Pick<Graph, 'nodes' | 'edges'>): FlowDirection {
  const { nodes } = topologyOf(graph);
  let down = 0;
  for (const { source, target } of graph.edges) {
    const [a, b] = [nodes.get(source)?.position, nodes.get(target)?.position];
    if (!a || !b) continue;
    const beside = b.x - a.x >= nodeSize.width;
    const below = b.y - a.y >= nodeSize.height;
    if (below !== beside) down += below ? 1 : -1;
  }
  return down > 0 ? 'down' : 'right';
}

/** Whether a wire leads back, as from one part of a folded network to the next: it runs outside of the cards. */
export function foldsBack(graph: Pick<Graph, 'nodes' | 'edges'>): boolean {
  const { nodes } = topologyOf(graph);
  const axis = flowOf(graph) === 'down' ? 'y' : 'x';
  return graph.edges.some(({ source, target }) => {
    const [a, b] = [nodes.get(source)?.position, nodes.get(target)?.position];
    return a !== undefined && b !== undefined && b[axis] < a[axis];
  });
}
