import { Slider, Text } from '@mantine/core';
import { useMemo } from 'react';
import { sharingDepthOf, withSharingDepth } from '../../../core/graph/sharing-depth.ts';
import { useDerived, usePlayground, useProject, useView } from '../../../store/react.tsx';
import { DiagnosticNote } from '../../common/diagnostic-note.tsx';
import { useTranslation } from '../../common/use-translation.ts';
import type { Commands } from '../commands/use-commands.ts';
import { nodeTitle } from '../elements/node-words.ts';
import { useEditor } from '../state/editor-context.tsx';
import type { Popup } from '../state/editor-state.ts';
import { FloatingPanel } from './floating-panel.tsx';

/** From 0 (independent) to all layers (fully shared): each move is one undo step, and says which layers are shared and what that costs. */
export function DepthPanel({
  popup,
  commands,
}: {
  readonly popup: Extract<Popup, { kind: 'depth' }>;
  readonly commands: Commands;
}) {
  const { t } = useTranslation();
  const editor = useEditor();
  const { project: store } = usePlayground();
  const project = useProject((current) => current);
  const language = useView((view) => view.language);
  const { signature, analysis } = useDerived();
  const found = useMemo(() => (signature ? sharingDepthOf(project, signature) : null), [project, signature]);
  const parameters = [...(analysis?.nodes.values() ?? [])].reduce((sum, { parameterCount }) => sum + parameterCount, 0);
  const label = t('editor.depth.title');
  const namesOf = (depth: number): string => {
    if (!found?.ok) return '';
    const { whole, layers } = found.value;
    const names = layers.map((node) => nodeTitle(node, whole, { language }));
    const list = (part: readonly string[]) => part.join(t('editor.depth.separator'));
    if (depth === 0) return t('editor.depth.none', { own: list(names) });
    if (depth === names.length) return t('editor.depth.all', { shared: list(names) });
    return t('editor.depth.some', { shared: list(names.slice(0, depth)), own: list(names.slice(depth)) });
  };
  return (
    <FloatingPanel label={label} screen={popup.screen} onClose={editor.close}>
      <Text size="sm" fw={600} px={4}>
        {label}
      </Text>
      {found?.ok && signature ? (
        <div className="ed-form">
          <Text size="xs">{t('editor.depth.help')}</Text>
          <Slider
            size="sm"
            thumbSize={18}
            mx={8}
            min={0}
            max={found.value.most}
            step={1}
            value={found.value.depth}
            thumbLabel={label}
            label={null}
            marks={Array.from({ length: found.value.most + 1 }, (_, value) => ({ value }))}
            thumbValueText={(depth) => namesOf(depth)}
            onChange={(depth) => {
              commands.applyHeld((current) => withSharingDepth(current, signature, depth), 'sharing.depth');
            }}
            onChangeEnd={store.endGesture}
          />
          <div className="ed-form-actions">
            <Text size="xs" c="dimmed">
              {t('editor.depth.independent')}
            </Text>
            <Text size="xs" c="dimmed">
              {t('editor.depth.shared')}
            </Text>
          </div>
          <Text size="xs">{namesOf(found.value.depth)}</Text>
          <Text size="xs" role="status">
            {t('editor.depth.state', {
              depth: found.value.depth,
              most: found.value.most,
              parameters: new Intl.NumberFormat(language).format(parameters),
            })}
          </Text>
        </div>
      ) : (
        (found && !found.ok ? found.diagnostics : []).map((item) => <DiagnosticNote key={item.code} item={item} />)
      )}
    </FloatingPanel>
  );
}
