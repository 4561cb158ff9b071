import type { Project } from '../project/schema.ts';
import { inLanguage, type Language } from '../util/localized.ts';
import { documentNames } from './document-names.ts';
import { layerName } from './layer-names.ts';
import { taskNames } from './task-names.ts';

/** An example whose reader goes on in another language: names that came with it are said in that one, others stay. */
export function inOtherWords(project: Project, from: Language, to: Language): Project {
  const words = new Map(taskNames.map((text) => [inLanguage(text, from), inLanguage(text, to)]));
  const tasks = project.tasks.map((task) => ({ ...task, name: words.get(task.name) ?? task.name }));
  const nodes = project.graph.nodes.map((node) =>
    node.name !== '' && node.name === layerName(node.id, project.tasks, from)
      ? { ...node, name: layerName(node.id, tasks, to) ?? node.name }
      : node,
  );
  const name = documentNames.find((text) => inLanguage(text, from) === project.name);
  return { ...project, name: name ? inLanguage(name, to) : project.name, tasks, graph: { ...project.graph, nodes } };
}
