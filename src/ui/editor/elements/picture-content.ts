import { headTask } from '../../../core/graph/catalogue.ts';
import { topologyOf } from '../../../core/graph/topology.ts';
import type { GraphNode, Project } from '../../../core/project/schema.ts';
import type { PictureContent, WayContent } from './flow-types.ts';
import { type DocumentView, nodeTitle, taskBadge } from './node-words.ts';

/** What comes in at each way of a gate or a learned sum, in the order of the wires. */
function waysOf(node: GraphNode, { project, analysis, words }: Omit<DocumentView, 'pictures'>): WayContent[] {
  const { incoming, nodes } = topologyOf(project.graph);
  const edges = (incoming.get(node.id) ?? []).filter(({ port }) => port !== 'gate');
  const sources = edges.flatMap(({ source }) => nodes.get(source) ?? []);
  const titles = sources.map((source) => nodeTitle(source, project, words));
  return sources.map((source, i) => {
    const title = titles[i] ?? '';
    const sameName = titles.filter((other) => other === title).length > 1;
    // Layers without a name are told apart by the number behind what they are; the first has none.
    const sameKind = sources.filter(({ kind, name }) => kind === source.kind && name.trim() === '').length > 1;
    const numbered = source.name.trim() === '' && sameKind;
    const [only, ...others] = analysis?.nodes.get(source.id)?.tasks ?? [];
    return {
      name: sameName ? `${title} (${i + 1})` : title,
      short: numbered ? (/\d+$/.exec(title)?.[0] ?? '1') : title,
      task: only !== undefined && others.length === 0 ? taskBadge(project, only) : null,
    };
  });
}

/** The task of a head, as its only way. */
function taskOf(node: GraphNode, project: Project): WayContent[] {
  const task = taskBadge(project, headTask(node));
  return [{ name: task.name, short: task.symbol, task }];
}

/** What a node's live picture says beside its numbers; null for a node that has none. */
export function pictureContent(node: GraphNode, view: Omit<DocumentView, 'pictures'>): PictureContent | null {
  const picture = view.analysis?.nodes.get(node.id)?.picture;
  if (!picture) return null;
  const { kind, tokens } = picture;
  if (kind === 'plane') return { kind, ways: taskOf(node, view.project), tokens };
  return { kind, ways: kind === 'gates' || kind === 'coefficients' ? waysOf(node, view) : [], tokens };
}
