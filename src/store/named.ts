import { nodeLabel } from '../core/graph/catalogue.ts';
import type { Project } from '../core/project/schema.ts';
import type { TrainEvent } from '../core/runs/protocol.ts';
import { type Diagnostic, located } from '../core/util/diagnostics.ts';

/** The worker speaks English alone: a node that it names is named anew, so that its name can be read in any language. */
function namedHere(item: Diagnostic, project: Project): Diagnostic {
  const node = project.graph.nodes.find(({ id }) => item.where === `node:${id}`);
  if (!node || item.where === undefined || item.values?.node === undefined) return item;
  return located({ ...item, values: { ...item.values, node: nodeLabel(node, project) } }, item.where);
}

/** An event whose messages name the nodes of the document that was loaded. */
export function withNames(event: TrainEvent, project: Project | null): TrainEvent {
  if (!project) return event;
  if (event.type === 'diagnostics') return { ...event, diagnostics: event.diagnostics.map((item) => namedHere(item, project)) };
  if (event.type !== 'status' || !event.status.error) return event;
  return { ...event, status: { ...event.status, error: namedHere(event.status.error, project) } };
}
