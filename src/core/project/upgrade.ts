import { layerKind } from '../layers/layer-kinds.ts';
import { taskKind } from '../tasks/task-kinds.ts';

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The items of a list, each through `one`; what is no list is left for the schema to refuse. */
const each = (list: unknown, one: (fields: Fields) => Fields): unknown =>
  Array.isArray(list) ? list.map((item) => (isFields(item) ? one(item) : item)) : list;

const kindOf = ({ kind }: Fields): string => (typeof kind === 'string' ? kind : '');

function upgradeNode(node: Fields): Fields {
  const upgrade = layerKind(kindOf(node))?.upgrade;
  return upgrade && isFields(node.params) ? { ...node, params: upgrade(node.params) } : node;
}

/** The nodes of a document or of a fragment of one, with the parameters that their kinds have today. */
export const upgradeNodes = (nodes: unknown): unknown => each(nodes, upgradeNode);

/**
 * A document of the current version with its kinds as they are today: each layer kind and task kind brings the fields that it has renamed
 * up to date (`upgrade`), so that a renamed field costs no version of the document. Whatever is not as it should be stays as it is.
 */
export function upgradeKinds(document: unknown): unknown {
  if (!isFields(document)) return document;
  const { graph } = document;
  return {
    ...document,
    tasks: each(document.tasks, (task) => taskKind(kindOf(task))?.upgrade?.(task) ?? task),
    ...(isFields(graph) ? { graph: { ...graph, nodes: upgradeNodes(graph.nodes) } } : {}),
  };
}
