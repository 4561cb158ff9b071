import { CloseButton, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useProject, useView } from '../../../store/react.tsx';
import type { Commands } from '../commands/use-commands.ts';
import { useEditor, useEditorState } from '../state/editor-context.tsx';
import { NodeInspector } from './node-inspector.tsx';
import { SelectionInspector } from './selection-inspector.tsx';
import './inspector.css';

/** The side sheet with the parameters of what is selected; at the bottom on a narrow canvas. Nothing while nothing is selected. */
export function Inspector({ commands }: { readonly commands: Commands }) {
  const { t } = useTranslation();
  const editor = useEditor();
  const { inspecting } = useEditorState();
  const selected = useView((view) => view.selection.nodes);
  const nodes = useProject((project) => project.graph.nodes);
  const chosen = nodes.filter(({ id }) => selected.includes(id));
  const [only] = chosen;
  if (!inspecting || !only) return null;
  return (
    <aside className="ed-inspector" aria-label={t('editor.inspector.label')}>
      <div className="ed-inspector-head">
        <Text component="h3" size="sm" fw={600} truncate>
          {chosen.length === 1 ? commands.titleOf(only.id) : t('editor.inspector.several', { number: chosen.length })}
        </Text>
        <CloseButton size="sm" aria-label={t('common.close')} onClick={() => editor.set({ inspecting: false })} />
      </div>
      <div className="ed-inspector-body">
        {chosen.length === 1 ? (
          <NodeInspector key={only.id} node={only} commands={commands} />
        ) : (
          <SelectionInspector nodes={chosen} commands={commands} />
        )}
      </div>
    </aside>
  );
}
