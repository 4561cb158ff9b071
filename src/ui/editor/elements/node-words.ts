import type { GraphAnalysis } from '../../../core/graph/analyze.ts';
import { nodeLabel } from '../../../core/graph/catalogue.ts';
import type { GraphNode, Project } from '../../../core/project/schema.ts';
import type { Diagnostic } from '../../../core/util/diagnostics.ts';
import { inLanguage, type Language } from '../../../core/util/localized.ts';
import { identityOf } from '../../common/task-identity.ts';
import type { TaskBadge } from './flow-types.ts';

/** The few words that a card needs, in the reader's language. */
export interface NodeWords {
  readonly language: Language;
  readonly input: string;
  readonly output: string;
  readonly frozen: string;
  readonly off: string;
  /** Of a task whose weight is 0. */
  readonly weightless: string;
  parameters(count: string): string;
  serves(tasks: string): string;
  readonly servesNone: string;
}

export interface DocumentView {
  readonly project: Project;
  /** null while the data set is not usable. */
  readonly analysis: GraphAnalysis | null;
  readonly words: NodeWords;
  /** Why the run could not begin; it may concern a node. */
  readonly refusal?: Diagnostic | null;
  /** Whether cards show live pictures. */
  readonly pictures: boolean;
}

/** What a node is called on the screen: its own name, else what it is. */
export const nodeTitle = (node: GraphNode, project: Project, { language }: Pick<NodeWords, 'language'>): string =>
  inLanguage(nodeLabel(node, project), language);

export function taskBadge(project: Project, id: string): TaskBadge {
  const { color, symbol } = identityOf(project, id);
  return { id, name: project.tasks.find((task) => task.id === id)?.name ?? id, color, symbol };
}
