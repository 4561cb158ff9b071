import { useReactFlow } from '@xyflow/react';
import { type PointerEvent as ReactPointerEvent, useCallback } from 'react';
import { newProblems } from '../../../core/graph/blocks/new-problems.ts';
import { portsOf } from '../../../core/graph/catalogue.ts';
import { addNodeBetween } from '../../../core/graph/insert.ts';
import { headKind, type Project } from '../../../core/project/schema.ts';
import { diagnosticText } from '../../../core/util/diagnostics.ts';
import { derive } from '../../../store/derived.ts';
import { usePlayground } from '../../../store/react.tsx';
import { useTranslation } from '../../common/use-translation.ts';
import { centred, unsnapped } from '../commands/place.ts';
import type { Commands } from '../commands/use-commands.ts';
import type { DropTarget } from '../elements/drop-target.ts';
import { ItemIcon } from '../items/item-icon.tsx';
import type { PaletteItem } from '../items/palette-items.ts';
import { useEditor } from '../state/editor-context.tsx';
import { type Landing, onCanvas } from '../state/editor-state.ts';
import type { Carry } from './use-carry.ts';

/** The wire that a new layer would be put into. Data and outputs stand at the ends of wires. */
function wireFor({ graph }: Project, item: PaletteItem, { edge }: DropTarget) {
  if (item.kind === headKind || (portsOf(item)?.length ?? 0) === 0) return undefined;
  return graph.edges.find(({ id }) => id === edge);
}

/** A layer of the palette: dragged onto the canvas or into a wire; a click adds it. */
export function usePaletteDrag(commands: Commands, { carry, endsDrag }: Carry) {
  const editor = useEditor();
  const { project: store, view } = usePlayground();
  const { screenToFlowPosition } = useReactFlow();
  const { t } = useTranslation();

  const landingOn = useCallback(
    (item: PaletteItem, target: DropTarget): Landing => {
      const { project } = store.getState();
      const edge = wireFor(project, item, target);
      if (!edge) return onCanvas;
      const between = t('editor.block.between', { source: commands.titleOf(edge.source), target: commands.titleOf(edge.target) });
      const { signature } = derive(project);
      const edited = addNodeBetween(project, edge.id, { kind: item.kind, params: item.params, position: { x: 0, y: 0 } });
      const place = { nodes: [], edge: edge.id };
      const { language } = view.getState();
      // A layer may be put where it does not fit yet: that is said, and mended afterwards.
      const [problem] = signature && edited.ok ? newProblems({ project, signature, place, language }, edited.value) : [];
      const text = problem ? `${between}. ${diagnosticText(problem, language).message}` : between;
      return { edge: edge.id, nodes: [], refused: false, text };
    },
    [store, view, commands, t],
  );

  const onPointerDown = useCallback(
    (event: ReactPointerEvent, item: PaletteItem) =>
      carry(event, {
        icon: <ItemIcon item={item} />,
        title: item.title,
        landingOn: (target) => landingOn(item, target),
        drop(at, target) {
          const edge = wireFor(store.getState().project, item, target);
          commands.add(item, centred(screenToFlowPosition(at, unsnapped)), edge ? { from: 'edge', edge: edge.id } : null);
        },
      }),
    [carry, landingOn, store, commands, screenToFlowPosition],
  );

  /** A click puts it in the middle of what is in view. */
  const onClick = useCallback(
    (event: { readonly detail: number }, item: PaletteItem) => {
      const bounds = editor.root.current?.getBoundingClientRect();
      if (endsDrag(event.detail) || !bounds) return;
      const middle = { x: bounds.left + bounds.width / 2, y: bounds.top + bounds.height / 2 };
      commands.add(item, centred(screenToFlowPosition(middle, unsnapped)), null);
    },
    [commands, editor, endsDrag, screenToFlowPosition],
  );

  return { onPointerDown, onClick };
}
