import { layerKind } from '../layers/layer-kinds.ts';
import type { LayerKind, PortSpec } from '../layers/types.ts';
import { type Graph, type GraphNode, headKind, inputKind, type Task } from '../project/schema.ts';
import { type TaskKindId, taskKinds } from '../tasks/registry.ts';
import type { TaskKind } from '../tasks/types.ts';
import { inLanguage, type LocalizedText, wordsOf } from '../util/localized.ts';

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

const inputTitle: LocalizedText = { en: 'Input', 'zh-CN': '输入' };
const headTitle: LocalizedText = { en: 'Output', 'zh-CN': '输出' };

/** Where a node stands; without it, it is called by its kind alone. */
interface Around {
  readonly graph?: Graph;
  readonly tasks?: readonly Pick<Task, 'id' | 'name'>[];
}

/** Numbers of the nodes without a name, 1 for the first of its kind, in the document's order. */
const numbersOf = new WeakMap<Graph, ReadonlyMap<string, number>>();

function numbersIn(graph: Graph): ReadonlyMap<string, number> {
  const found = numbersOf.get(graph);
  if (found) return found;
  const counts = new Map<string, number>();
  const numbers = new Map<string, number>();
  for (const { id, name, kind } of graph.nodes) {
    if (name.trim() !== '') continue;
    const count = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, count);
    numbers.set(id, count);
  }
  numbersOf.set(graph, numbers);
  return numbers;
}

/**
 * What messages and the canvas call a node: its name; else a head by its task, and others by what they are, those of one kind numbered
 * from the second on.
 */
export function nodeLabel(
  node: Pick<GraphNode, 'id' | 'kind' | 'name' | 'params'>,
  { graph, tasks = [] }: Around = {},
): string | LocalizedText {
  const name = node.name.trim();
  if (name !== '') return name;
  if (node.kind === headKind) return tasks.find(({ id }) => id === headTask(node))?.name || headTitle;
  const title = node.kind === inputKind ? inputTitle : layerKind(node.kind)?.text.title;
  if (!title) return node.kind;
  const number = graph ? (numbersIn(graph).get(node.id) ?? 1) : 1;
  return number === 1 ? title : wordsOf((language) => `${inLanguage(title, language)} ${number}`);
}

/** The task that a head belongs to, or the data that an input stands for; '' where the parameter is missing. */
export const headTask = (node: Pick<GraphNode, 'params'>): string => textParameter(node, 'task');
export const inputData = (node: Pick<GraphNode, 'params'>): string => textParameter(node, 'input');

function textParameter(node: Pick<GraphNode, 'params'>, name: string): string {
  const value = node.params[name];
  return typeof value === 'string' ? value : '';
}
