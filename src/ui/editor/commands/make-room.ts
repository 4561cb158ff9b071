import { moveNodes } from '../../../core/graph/edits.ts';
import { freePlace, nodeSize, picturedIn } from '../../../core/graph/place.ts';
import { downstream, topologyOf } from '../../../core/graph/topology.ts';
import type { GraphNode, Position, Project } from '../../../core/project/schema.ts';
import { emptyRecord } from '../../../core/util/own-value.ts';
import { derive } from '../../../store/derived.ts';

/** From one column to the next, in canvas units. */
const step = nodeSize.width + 60;

const neighbours = (project: Project, id: string) => {
  const { nodes, incoming, outgoing } = topologyOf(project.graph);
  const known = (ids: readonly string[]): GraphNode[] => ids.flatMap((each) => nodes.get(each) ?? []);
  return {
    before: known((incoming.get(id) ?? []).map((edge) => edge.source)),
    after: known((outgoing.get(id) ?? []).map((edge) => edge.target)),
  };
};

/**
 * Puts nodes that were inserted between others where they cover nothing: what comes behind an inserted node moves to the right, as
 * far as it must, and everything else stays. `added` stands in the order of the data's way through them.
 */
export function makeRoom(project: Project, added: readonly string[]): Project {
  return added.reduce((edited, id) => {
    const node = edited.graph.nodes.find((item) => item.id === id);
    const { before, after } = neighbours(edited, id);
    if (!node || before.length === 0 || after.length === 0) return edited;
    const left = Math.max(...before.map(({ position }) => position.x));
    const right = Math.min(...after.map(({ position }) => position.x));
    const short = left + 2 * step - right;
    // Where the ends stand in two rows, as after a hand has arranged them, there is no row to make room in.
    if (right <= left) return edited;
    const place = { x: short > 0 ? left + step : node.position.x, y: node.position.y };
    if (short <= 0) {
      const others = edited.graph.nodes.filter((item) => item.id !== id);
      return moveNodes(edited, { [id]: freePlace(others, place, picturedIn(derive(edited).analysis), node) });
    }
    const behind = downstream(edited.graph, [id]);
    const moved = Object.assign(emptyRecord<Position>(), { [id]: place });
    for (const other of edited.graph.nodes) {
      if (behind.has(other.id) && other.id !== id) moved[other.id] = { x: other.position.x + short, y: other.position.y };
    }
    return moveNodes(edited, moved);
  }, project);
}
