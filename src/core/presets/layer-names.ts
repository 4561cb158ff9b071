import type { Project } from '../project/schema.ts';
import { inLanguage, type Language, type LocalizedText } from '../util/localized.ts';

/** What layers are called by the part that they play, as blocks call theirs; `shared` of several is numbered. */
const roles: ReadonlyMap<string, LocalizedText> = new Map([
  ['expert', { en: 'Expert', 'zh-CN': '专家' }],
  ['gate', { en: 'Gate', 'zh-CN': '门控' }],
  ['mask', { en: 'Mask', 'zh-CN': '掩码' }],
  ['stitch', { en: 'Stitch', 'zh-CN': '交叉' }],
  ['own', { en: 'Branch', 'zh-CN': '分支' }],
  ['tower', { en: 'Tower', 'zh-CN': '塔' }],
  ['shared', { en: 'Shared', 'zh-CN': '共享' }],
  ['fused', { en: 'Fusion', 'zh-CN': '融合' }],
]);

/** Parts that there are only where experts, masks or towers make the architecture: elsewhere a layer is called by what it is. */
const telling = /(?:^|-)(?:expert|gate|mask|stitch|tower)(?:-|$)/;

/** TASK-ROLE-NUMBER, of which the task and the number may be missing. */
const idPattern = /^(?:(.+?)-)??(expert|gate|mask|stitch|own|tower|shared|fused)(?:-(\d+))?$/;

/** What a layer is called in a language; null where its id says no part that it plays. */
export function layerName(id: string, tasks: Project['tasks'], language: Language): string | null {
  const [, owner, role = '', number] = idPattern.exec(id) ?? [];
  // Of a task's own layers, those that are counted stand beside others and are mixed with them.
  const text = roles.get(role === 'own' && number !== undefined ? 'expert' : role);
  if (!text) return null;
  const task = tasks.find((one) => owner === one.id || owner?.startsWith(`${one.id}-`));
  const stem = `${inLanguage(text, language)}${number === undefined ? '' : ` ${number}`}`;
  if (owner === undefined) return stem;
  if (!task) return owner === 'shared' ? `${stem} · ${inLanguage(roles.get('shared') ?? stem, language)}` : null;
  const beside = roles.get(owner.slice(task.id.length + 1));
  return [stem, task.name, ...(beside ? [inLanguage(beside, language)] : [])].join(' · ');
}

/** An example's layers called in a language by the parts that they play, where they have no name or one that came with the example. */
export function withLayerNames(project: Project, language: Language): Project {
  const { graph, tasks } = project;
  if (!graph.nodes.some(({ id }) => telling.test(id))) return project;
  const nodes = graph.nodes.map((node) => {
    const name = layerName(node.id, tasks, language);
    return name === null || node.name !== '' ? node : { ...node, name };
  });
  return { ...project, graph: { ...graph, nodes } };
}
