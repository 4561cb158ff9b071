import { layerKind } from '../layers/registry.ts';
import type { LayerKind, PortSpec } from '../layers/types.ts';
import { type GraphNode, headKind, inputKind } from '../project/schema.ts';
import { taskKinds } from '../tasks/registry.ts';
import type { TaskKind, TaskKindId } from '../tasks/types.ts';

/** What the graph must know of layers and tasks; tests pass their own. */
export interface Catalogue {
  layer(kind: string): LayerKind | undefined;
  taskKind(kind: TaskKindId): TaskKind;
}

export const catalogue: Catalogue = { layer: layerKind, taskKind: (kind) => taskKinds[kind] };

const headPorts: readonly PortSpec[] = [{ id: 'in', title: { en: 'logits', 'zh-CN': '输出值' }, many: false, min: 1 }];

/** The inputs of a node, built-in kinds included; null where its kind is unknown. */
export function portsOf(node: Pick<GraphNode, 'kind'>, from: Catalogue = catalogue): readonly PortSpec[] | null {
  if (node.kind === inputKind) return [];
  if (node.kind === headKind) return headPorts;
  return from.layer(node.kind)?.inputs ?? null;
}

/** How messages call a node: its name, or its id where it has none. */
export const nodeLabel = (node: Pick<GraphNode, 'id' | 'name'>): string => node.name.trim() || node.id;

/** The task that a head belongs to, or the data that an input stands for; '' where the parameter is missing. */
export const headTask = (node: GraphNode): string => textParameter(node, 'task');
export const inputData = (node: GraphNode): string => textParameter(node, 'input');

function textParameter(node: GraphNode, name: string): string {
  const value = node.params[name];
  return typeof value === 'string' ? value : '';
}
