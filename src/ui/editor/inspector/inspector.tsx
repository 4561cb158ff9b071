import { CloseButton, Text } from '@mantine/core';
import { type KeyboardEvent, type RefCallback, useEffect } from 'react';
import { usePlayground, useProject, useView } from '../../../store/react.tsx';
import { useTranslation } from '../../common/use-translation.ts';
import type { Commands } from '../commands/use-commands.ts';
import { flowTieId } from '../elements/flow-ties.ts';
import { useEditor, useEditorState } from '../state/editor-context.tsx';
import { NodeActions } from './node-actions.tsx';
import { NodeInspector } from './node-inspector.tsx';
import { SelectionActions, SelectionCost } from './selection-inspector.tsx';
import { TieActions, TieInspector } from './tie-inspector.tsx';
import './inspector.css';

interface InspectorProps {
  readonly commands: Commands;
  /** Told of the drawer, so that what it speaks of can be kept clear of it. */
  readonly drawer: RefCallback<HTMLElement>;
}

/**
 * The drawer with the parameters of what is selected. It lies below, because a network is wide and low. Nothing while nothing is
 * selected.
 */
export function Inspector({ commands, drawer }: InspectorProps) {
  const { t } = useTranslation();
  const editor = useEditor();
  const { view } = usePlayground();
  const inspecting = useView((state) => state.inspecting);
  const selected = useView((view) => view.selection.nodes);
  const nodes = useProject((project) => project.graph.nodes);
  const links = useView((view) => view.selection.edges);
  const ties = useProject((project) => project.ties);
  const tie = links.length === 1 ? ties.find(({ id }) => flowTieId(id) === links[0]) : undefined;
  const chosen = nodes.filter(({ id }) => selected.includes(id));
  const [only] = chosen;
  useEditorState();
  // Who pressed Enter on a layer goes on in its first parameter.
  useEffect(() => {
    const body = editor.root.current?.querySelector('.ed-inspector-body');
    if (!editor.intoParameters.current || !body) return;
    editor.intoParameters.current = false;
    const field = body.querySelector<HTMLElement>('.ed-fields input') ?? body.querySelector<HTMLElement>('input, button');
    field?.focus();
  });
  if (!inspecting) return null;
  const card = (): HTMLElement | null | undefined =>
    editor.root.current?.querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(only?.id ?? tie?.a ?? '')}"]`);
  /** Back to the layer, which stays selected; a list that is open is closed first. */
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    if (event.target instanceof Element && event.target.getAttribute('aria-expanded') === 'true') return;
    event.stopPropagation();
    event.preventDefault();
    card()?.focus();
  };
  // As Escape does: the next layer that is clicked shows its parameters again.
  const close = (): void => {
    view.select([]);
    card()?.focus();
  };
  if (!only && tie) {
    return (
      <section ref={drawer} className="ed-inspector" aria-label={t('editor.inspector.label')} onKeyDown={onKeyDown}>
        <div className="ed-inspector-head">
          <Text component="h3" size="sm" fw={600} truncate>
            {t('editor.tie.title', { a: commands.titleOf(tie.a), b: commands.titleOf(tie.b) })}
          </Text>
          <TieActions tie={tie} commands={commands} />
          <CloseButton size="sm" aria-label={t('common.close')} onClick={close} />
        </div>
        <div className="ed-inspector-body">
          <TieInspector key={tie.id} tie={tie} />
        </div>
      </section>
    );
  }
  if (!only) return null;
  const single = chosen.length === 1;
  return (
    <section ref={drawer} className="ed-inspector" aria-label={t('editor.inspector.label')} onKeyDown={onKeyDown}>
      <div className="ed-inspector-head">
        <Text component="h3" size="sm" fw={600} truncate>
          {single ? commands.titleOf(only.id) : t('editor.inspector.several', { number: chosen.length })}
        </Text>
        {single ? <NodeActions node={only} commands={commands} /> : <SelectionActions nodes={chosen} commands={commands} />}
        <CloseButton size="sm" aria-label={t('common.close')} onClick={close} />
      </div>
      <div className="ed-inspector-body">
        {single ? <NodeInspector key={only.id} node={only} commands={commands} /> : <SelectionCost nodes={chosen} />}
      </div>
    </section>
  );
}
