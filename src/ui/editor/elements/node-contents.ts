import type { NodeAnalysis } from '../../../core/graph/analyze.ts';
import { headTask, inputData, portsOf } from '../../../core/graph/catalogue.ts';
import { layerKind } from '../../../core/layers/layer-kinds.ts';
import { describeShape } from '../../../core/program/shapes.ts';
import { type GraphNode, headKind, inputKind } from '../../../core/project/schema.ts';
import { type Diagnostic, diagnosticText } from '../../../core/util/diagnostics.ts';
import { inLanguage, type Language } from '../../../core/util/localized.ts';
import { ownValue } from '../../../core/util/own-value.ts';
import type { NodeContent, PortContent, Sharing, TaskBadge } from './flow-types.ts';
import { type DocumentView, nodeTitle, taskBadge } from './node-words.ts';
import { pictureContent } from './picture-content.ts';

function sharingOf(served: number, enabled: number): Sharing {
  if (served === 0) return 'none';
  if (served === 1) return 'one';
  return served === enabled ? 'all' : 'some';
}

const icons: Readonly<Record<string, string>> = { [inputKind]: 'IconDatabase', [headKind]: 'IconTarget' };

const worst = (items: readonly Diagnostic[]): Diagnostic | undefined =>
  items.find(({ severity }) => severity === 'error') ?? items.find(({ severity }) => severity === 'warning');

/** The ports of a node, with the names of those that are not simply its input; an unknown kind has one. */
function portContents(node: GraphNode, language: Language): PortContent[] {
  const ports = portsOf(node);
  if (!ports) return [{ id: 'in', title: null }];
  return ports.map(({ id, title }) => ({ id, title: id === 'in' ? null : inLanguage(title, language) }));
}

interface Served {
  readonly badges: readonly TaskBadge[];
  /** In words. */
  readonly serves: string;
}

/** What many cards have in common is made once for all of them. */
interface Shared {
  /** How many tasks are switched on. */
  readonly enabled: number;
  /** Tasks whose weight is 0. */
  readonly weightless: ReadonlySet<string>;
  servedOf(tasks: readonly string[]): Served;
  figures(count: number): string;
}

function sharedBy({ project, words }: DocumentView): Shared {
  const known = new Map<readonly string[], Served>();
  const format = new Intl.NumberFormat(words.language);
  return {
    enabled: project.tasks.filter((task) => task.enabled).length,
    weightless: new Set(project.tasks.flatMap(({ id, weight }) => (weight === 0 ? [id] : []))),
    servedOf(tasks) {
      const found = known.get(tasks);
      if (found) return found;
      const badges = tasks.map((id) => taskBadge(project, id));
      const serves = badges.length > 0 ? words.serves(badges.map(({ name }) => name).join(', ')) : words.servesNone;
      known.set(tasks, { badges, serves });
      return { badges, serves };
    },
    figures: (count) => format.format(count),
  };
}

const noTasks: readonly string[] = [];

function contentOf(node: GraphNode, found: NodeAnalysis | undefined, view: DocumentView, shared: Shared): NodeContent {
  const { project, words, refusal } = view;
  const title = nodeTitle(node, project, words);
  const served = found?.tasks ?? noTasks;
  const { badges: tasks, serves } = shared.servedOf(served);
  const count = found?.parameterCount ?? 0;
  const rate = node.rate === undefined ? '' : ` · ×${node.rate}`;
  const parameters = count > 0 ? words.parameters(shared.figures(count)) + rate : null;
  const shape = found?.shape ? describeShape(found.shape) : null;
  const refused = refusal?.where === `node:${node.id}` ? [refusal] : [];
  const problem = worst([...refused, ...(found?.diagnostics ?? [])]);
  const text = problem ? diagnosticText(problem, words.language).message : null;
  const own = node.kind === headKind ? project.tasks.find(({ id }) => id === headTask(node)) : undefined;
  const spoken = [
    title,
    node.kind === inputKind ? inputData(node) : null,
    shape,
    parameters,
    own && !own.enabled ? words.off : serves,
    own?.enabled && own.weight === 0 ? words.weightless : null,
    node.frozen ? words.frozen : null,
    text,
  ];
  return {
    kind: node.kind,
    icon: ownValue(icons, node.kind) ?? layerKind(node.kind)?.icon ?? 'IconHelp',
    title,
    shape,
    parameters,
    tasks,
    sharing: sharingOf(tasks.length, shared.enabled),
    serves,
    frozen: node.frozen,
    faded: served.length > 0 && served.every((id) => shared.weightless.has(id)),
    ports: portContents(node, words.language),
    hasOutput: node.kind !== headKind,
    task: own ? { ...taskBadge(project, own.id), enabled: own.enabled } : null,
    problem: problem && text !== null ? { severity: problem.severity, text } : null,
    picture: view.pictures ? pictureContent(node, view) : null,
    label: spoken.filter((part) => part !== null && part !== '').join(', '),
  };
}

/**
 * What every card shows, by node id. Contents that did not change are the very objects of `previous`, so that an edit renders only
 * the cards that it changes.
 */
export function nodeContents(
  view: DocumentView,
  previous: ReadonlyMap<string, NodeContent> = new Map(),
): ReadonlyMap<string, NodeContent> {
  const shared = sharedBy(view);
  return new Map(
    view.project.graph.nodes.map((node) => {
      const content = contentOf(node, view.analysis?.nodes.get(node.id), view, shared);
      const before = previous.get(node.id);
      return [node.id, before && JSON.stringify(before) === JSON.stringify(content) ? before : content];
    }),
  );
}
