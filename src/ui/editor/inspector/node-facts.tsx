import { topologyOf } from '../../../core/graph/topology.ts';
import { describeShape } from '../../../core/program/shapes.ts';
import type { GraphNode } from '../../../core/project/schema.ts';
import { useDerived, usePlayground, useProject, useView } from '../../../store/react.tsx';
import { TaskMark } from '../../common/task-mark.tsx';
import { useTranslation } from '../../common/use-translation.ts';

/** What follows from the document: shapes in and out, parameters one by one, the tasks served. */
export function NodeFacts({ node }: { readonly node: GraphNode }) {
  const { t } = useTranslation();
  const language = useView((view) => view.language);
  const graph = useProject((project) => project.graph);
  const tasks = useProject((project) => project.tasks);
  const { taken } = usePlayground();
  const { analysis } = useDerived();
  const found = analysis?.nodes.get(node.id);
  const number = new Intl.NumberFormat(language);
  const sources = (topologyOf(graph).incoming.get(node.id) ?? []).map(({ id, source }) => ({
    id,
    shape: analysis?.nodes.get(source)?.shape ?? null,
  }));
  const shapeText = (shape: readonly number[] | null) => (shape ? describeShape(shape) : t('editor.inspector.unknown'));
  const served = found?.tasks ?? [];
  return (
    <dl className="ed-facts">
      {sources.length > 0 ? (
        <>
          <dt>{t('editor.inspector.shapeIn')}</dt>
          <dd>{sources.map(({ shape }) => shapeText(shape)).join(', ')}</dd>
        </>
      ) : null}
      <dt>{t('editor.inspector.shapeOut')}</dt>
      <dd>{shapeText(found?.shape ?? null)}</dd>
      {(found?.parameters ?? []).map(({ name, shape }) => (
        <div key={name} className="ed-fact-row">
          <dt className="ed-code">{name}</dt>
          <dd>{describeShape(shape)}</dd>
        </div>
      ))}
      <dt>{t('editor.inspector.parameters')}</dt>
      <dd>{number.format(found?.parameterCount ?? 0)}</dd>
      {node.taken ? (
        <>
          <dt>{t('editor.taken.label')}</dt>
          <dd>{t(taken.has(node.taken.sum) ? 'editor.taken.from' : 'editor.taken.gone', node.taken)}</dd>
        </>
      ) : null}
      <dt>{t('editor.inspector.serves')}</dt>
      <dd>
        {served.length === 0 ? t('editor.inspector.servesNone') : null}
        {served.map((id) => (
          <span key={id} className="ed-served">
            <TaskMark task={id} /> {tasks.find((task) => task.id === id)?.name ?? id}
          </span>
        ))}
      </dd>
    </dl>
  );
}
