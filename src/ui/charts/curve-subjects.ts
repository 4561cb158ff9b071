import { nodeLabel } from '../../core/graph/catalogue.ts';
import type { Project } from '../../core/project/schema.ts';
import { loss } from '../../core/runs/columns/loss.ts';
import { columnInfo } from '../../core/runs/columns/registry.ts';
import { type ColumnInfo, runKey } from '../../core/runs/columns/types.ts';
import type { Recorded } from '../../core/runs/recorded.ts';
import { inLanguage, type Language } from '../../core/util/localized.ts';
import { identityOf, type TaskIdentity, taskIdentity } from '../common/task-identity.ts';

/** Ids of the columns beside the loss that a run has and that this version knows. */
export const furtherColumns = ({ columns }: Pick<Recorded, 'columns'>): string[] =>
  Object.keys(columns).filter((id) => id !== loss.id && columnInfo(id));

/** Whose numbers a line shows: one key of a column, as the reader knows it. */
export interface CurveSubject extends TaskIdentity {
  readonly key: string;
  readonly name: string;
}

/** What belongs to no task: told apart by its dashes. */
const neutral = (index: number): TaskIdentity => ({ ...taskIdentity(index), color: 'var(--mantine-color-text)', symbol: '' });

export interface SubjectsRequest {
  readonly info: Pick<ColumnInfo, 'per' | 'title'>;
  /** The keys that the column has. */
  readonly keys: readonly string[];
  /** The tasks that are shown, with the names that stand at their curves. */
  readonly tasks: readonly { readonly id: string; readonly name: string }[];
  readonly document: Project;
  readonly language: Language;
}

/** The subjects of a column that are drawn. A task has its own identity; a pair has the colour of the first and the symbols of both. */
export function subjectsOf({ info, keys, tasks, document, language }: SubjectsRequest): readonly CurveSubject[] {
  const ofTask = (id: string): CurveSubject[] =>
    tasks.filter((task) => task.id === id).map(({ name }) => ({ key: id, name, ...identityOf(document, id) }));
  switch (info.per) {
    case 'task':
      return tasks.filter(({ id }) => keys.includes(id)).flatMap(({ id }) => ofTask(id));
    case 'pair':
      return keys.flatMap((key, index) => {
        const [first, second] = key.split('|').flatMap(ofTask);
        if (!first || !second) return [];
        const { dash } = taskIdentity(index);
        return [{ key, name: `${first.name} · ${second.name}`, color: first.color, symbol: first.symbol + second.symbol, dash }];
      });
    case 'node':
      return keys.map((key, index) => {
        const node = document.graph.nodes.find(({ id }) => id === key);
        return { key, name: node ? inLanguage(nodeLabel(node, document), language) : key, ...neutral(index) };
      });
    case 'run':
      return keys.includes(runKey) ? [{ key: runKey, name: inLanguage(info.title, language), ...neutral(0) }] : [];
  }
}
