import type { GraphNode, Position, Project } from '../../project/schema.ts';
import { ok, type Result } from '../../util/diagnostics.ts';
import { mapNodes } from '../edits.ts';
import { cardHeight, nodeSize, type Pictured, picturedByKind } from '../place.ts';
import { flowOf } from './flow.ts';

/** From card to card along the network and across it, in canvas units: where data goes to the right, and where it goes down. */
const pitch = { right: { along: 200, across: 104 }, down: { along: 120, across: 164 } } as const;
/** Between a card and what comes below it. */
const gap = 32;

const turned = ({ x, y }: Position): Position => ({
  x: (y * pitch.right.along) / pitch.down.along,
  y: (x * pitch.right.across) / pitch.down.across,
});
const turnedBack = ({ x, y }: Position): Position => ({
  x: Math.round((y * pitch.down.across) / pitch.right.across),
  y: Math.round((x * pitch.down.along) / pitch.right.along),
});

/** Moves what lies under a card that `changed`, and all that is as far down, to where it is clear. */
function cleared(project: Project, changed: ReadonlySet<string>, pictured: Pictured): Project {
  let moved = project;
  for (let round = 0; round < project.graph.nodes.length; round++) {
    const nodes = moved.graph.nodes.toSorted((a, b) => a.position.y - b.position.y);
    const meeting = (upper: GraphNode): GraphNode | undefined =>
      nodes.find(
        (node) =>
          node !== upper &&
          (changed.has(node.id) || changed.has(upper.id)) &&
          node.position.y > upper.position.y &&
          node.position.y < upper.position.y + cardHeight(pictured(upper)) + gap / 2 &&
          Math.abs(node.position.x - upper.position.x) < nodeSize.width + gap / 2,
      );
    const upper = nodes.find(meeting);
    const lower = upper && meeting(upper);
    if (!lower) return moved;
    const by = upper.position.y + cardHeight(pictured(upper)) + gap - lower.position.y;
    const from = lower.position.y;
    moved = mapNodes(moved, (node) =>
      node.position.y >= from ? { ...node, position: { x: node.position.x, y: node.position.y + by } } : node,
    );
  }
  return moved;
}

/**
 * Makes an edit that places its nodes from left to right as if the network went that way: one that goes down is turned for it, and back. What the
 * edit leaves where it is keeps its place to the last digit.
 */
export function alongFlow(
  project: Project,
  edit: (project: Project) => Result<Project>,
  pictured: (project: Project) => Pictured = () => picturedByKind,
): Result<Project> {
  if (flowOf(project.graph) === 'right') return edit(project);
  const originals = new Map<GraphNode, GraphNode>();
  const places = new Map<string, Position>();
  const lying = mapNodes(project, (node) => {
    const position = turned(node.position);
    const other = { ...node, position };
    originals.set(other, node);
    places.set(node.id, position);
    return other;
  });
  const edited = edit(lying);
  if (!edited.ok) return edited;
  if (edited.value === lying) return ok(project);
  const changed = new Set<string>();
  const before = new Map(project.graph.nodes.map(({ id, position }) => [id, position]));
  const standing = mapNodes(edited.value, (node) => {
    const original = originals.get(node);
    if (original) return original;
    const [place, stood] = [places.get(node.id), before.get(node.id)];
    if (place && stood && place.x === node.position.x && place.y === node.position.y) return { ...node, position: stood };
    changed.add(node.id);
    return { ...node, position: turnedBack(node.position) };
  });
  return ok(cleared(standing, changed, pictured(standing)));
}
