import { portsOf } from '../../../core/graph/catalogue.ts';
import { checkConnection } from '../../../core/graph/check-connection.ts';
import type { Connection } from '../../../core/graph/edits.ts';
import type { GraphNode, Project } from '../../../core/project/schema.ts';
import type { DataSignature } from '../../../core/project/signature.ts';
import type { Diagnostic } from '../../../core/util/diagnostics.ts';

/** The end of a wire that is held. */
export type WireStart =
  | { readonly side: 'output'; readonly node: string }
  | { readonly side: 'port'; readonly node: string; readonly port: string };

export interface Verdict {
  readonly node: GraphNode;
  readonly connection: Connection;
  /** null: nothing is against it. */
  readonly item: Diagnostic | null;
}

export const isRefusal = (item: Diagnostic | null): boolean => item?.severity === 'error';

/** Less is better: free, worth a word, refused. */
const cost = (item: Diagnostic | null): number => (item === null ? 0 : isRefusal(item) ? 2 : 1);

/** The connection between the held wire and one node, through the port that suits best. */
export function checkAgainst(project: Project, signature: DataSignature, start: WireStart, node: GraphNode): Verdict {
  if (start.side === 'port') {
    const connection = { source: node.id, target: start.node, port: start.port };
    return { node, connection, item: checkConnection(project, signature, connection) };
  }
  const ports = portsOf(node)?.map(({ id }) => id) ?? [];
  const checked = (ports.length > 0 ? ports : ['in']).map((port): Verdict => {
    const connection = { source: start.node, target: node.id, port };
    return { node, connection, item: checkConnection(project, signature, connection) };
  });
  return checked.reduce((best, next) => (cost(next.item) < cost(best.item) ? next : best));
}

/** What is against ending the held wire at each of the other nodes. */
export const checkAll = (project: Project, signature: DataSignature, start: WireStart): readonly Verdict[] =>
  project.graph.nodes.filter(({ id }) => id !== start.node).map((node) => checkAgainst(project, signature, start, node));

/** The allowed ones first: as they are, then those worth a word, then the refused ones; each in the document's order. */
export const byPermission = (verdicts: readonly Verdict[]): readonly Verdict[] =>
  [...verdicts].sort((a, b) => cost(a.item) - cost(b.item));
