import { CloseButton, Text } from '@mantine/core';
import type { RefCallback } from 'react';
import { usePlayground, useProject, useView } from '../../../store/react.tsx';
import { useTranslation } from '../../common/use-translation.ts';
import type { Commands } from '../commands/use-commands.ts';
import { flowTieId } from '../elements/flow-ties.ts';
import { useEditor } from '../state/editor-context.tsx';
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
  if (!inspecting) return null;
  // As Escape does: the next layer that is clicked shows its parameters again.
  const close = (): void => {
    view.select([]);
    editor.root.current
      ?.querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(only?.id ?? tie?.a ?? '')}"]`)
      ?.focus();
  };
  if (!only && tie) {
    return (
      <section ref={drawer} className="ed-inspector" aria-label={t('editor.inspector.label')}>
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
    <section ref={drawer} className="ed-inspector" aria-label={t('editor.inspector.label')}>
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
