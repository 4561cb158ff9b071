import { useEffect, useRef } from 'react';
import { updateParams } from '../../../core/graph/edits.ts';
import { layerKind } from '../../../core/layers/layer-kinds.ts';
import type { GraphNode } from '../../../core/project/schema.ts';
import { usePlayground } from '../../../store/react.tsx';
import { FieldControl } from '../../common/field-control.tsx';
import { useTranslation } from '../../common/use-translation.ts';
import { fieldProblems, shownFields } from './field-problems.ts';

/** The parameters of a layer. What is typed goes into the document as it is; what the layer says against it stands beside. */
export function LayerFields({ node }: { readonly node: GraphNode }) {
  const { t } = useTranslation();
  const { project } = usePlayground();
  const fields = useRef<HTMLDivElement>(null);
  const layer = layerKind(node.kind);

  // Typing in one field is one undo step: it ends when the field is left.
  useEffect(() => {
    const element = fields.current;
    const end = () => project.endGesture();
    element?.addEventListener('focusout', end);
    return () => element?.removeEventListener('focusout', end);
  }, [project]);

  if (!layer || layer.fields.length === 0) return null;
  const problems = fieldProblems(layer, node.params);
  return (
    <div className="ed-fields" ref={fields}>
      {shownFields(layer.fields, node.params).map((field) => {
        const expected = problems.get(field.name);
        return (
          <FieldControl
            key={field.name}
            field={field}
            value={node.params[field.name]}
            error={expected === undefined ? undefined : t('editor.inspector.expected', { expected })}
            onChange={(value) =>
              project.edit((current) => updateParams(current, node.id, { [field.name]: value }), {
                gesture: `param:${node.id}:${field.name}`,
              })
            }
          />
        );
      })}
    </div>
  );
}
