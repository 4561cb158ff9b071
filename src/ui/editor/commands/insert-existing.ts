import { portsOf } from '../../../core/graph/catalogue.ts';
import { connect, moveNodes, removeEdges } from '../../../core/graph/edits.ts';
import { topologyOf } from '../../../core/graph/topology.ts';
import { headKind, type Position, type Project } from '../../../core/project/schema.ts';
import { ok, type Result } from '../../../core/util/diagnostics.ts';
import { makeRoom } from './make-room.ts';

/** A drag and the wiring in at its end are one undo step. */
export const dragGesture = 'canvas:drag';

/** Whether a node that is dragged over an edge could be wired into it: a layer that nothing is connected to yet. */
export function isLoose({ graph }: Project, id: string): boolean {
  const { nodes, incoming, outgoing } = topologyOf(graph);
  const node = nodes.get(id);
  if (!node || node.kind === headKind || (portsOf(node)?.length ?? 0) === 0) return false;
  return incoming.get(id)?.length === 0 && outgoing.get(id)?.length === 0;
}

/** Wires a loose node into the middle of an edge. The same document where that is impossible. */
export function insertExisting(
  project: Project,
  nodeId: string,
  edgeId: string,
  position: Position,
  roomFor: (project: Project, added: readonly string[]) => Result<Project> = (edited, added) => ok(makeRoom(edited, added)),
): Result<Project> {
  const edge = project.graph.edges.find(({ id }) => id === edgeId);
  const node = project.graph.nodes.find(({ id }) => id === nodeId);
  const port = node ? portsOf(node)?.[0]?.id : undefined;
  if (!edge || port === undefined || !isLoose(project, nodeId)) return ok(project);
  const cut = removeEdges(moveNodes(project, { [nodeId]: position }), [edgeId]);
  const into = connect(cut, { source: edge.source, target: nodeId, port });
  return roomFor(connect(into, { source: nodeId, target: edge.target, port: edge.port }), [nodeId]);
}
