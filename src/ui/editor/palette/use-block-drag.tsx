import { type PointerEvent as ReactPointerEvent, useCallback } from 'react';
import type { BlockContext, BlockPlace } from '../../../core/graph/blocks/block.ts';
import { insertBlock } from '../../../core/graph/blocks/insert-block.ts';
import { blockOf } from '../../../core/graph/blocks/registry.ts';
import { siteOf } from '../../../core/graph/blocks/site.ts';
import { diagnosticText } from '../../../core/util/diagnostics.ts';
import { inLanguage } from '../../../core/util/localized.ts';
import { derive } from '../../../store/derived.ts';
import { usePlayground } from '../../../store/react.tsx';
import { useTranslation } from '../../common/use-translation.ts';
import type { Commands } from '../commands/use-commands.ts';
import type { DropTarget } from '../elements/drop-target.ts';
import { BlockIcon } from '../items/block-icon.tsx';
import type { Landing } from '../state/editor-state.ts';
import { placeOf } from './block-place.ts';
import type { Carry } from './use-carry.ts';

/** A composite block of the palette, dragged to a wire, to a layer, or to the canvas: it goes where the tasks part. */
export function useBlockDrag(commands: Commands, { carry }: Carry) {
  const { project: store, view } = usePlayground();
  const { t } = useTranslation();

  return useCallback(
    (event: ReactPointerEvent, id: string) => {
      const block = blockOf(id);
      if (!block) return;
      const contextOf = (target: DropTarget): BlockContext | null => {
        const { project } = store.getState();
        const { signature } = derive(project);
        const { language, selection } = view.getState();
        return signature && { project, signature, language, place: placeOf(project, target, selection.nodes) };
      };
      const whereTo = ({ project, place }: BlockContext): string => {
        const edge = project.graph.edges.find(({ id: each }) => each === place.edge);
        if (edge) {
          return t('editor.block.between', { source: commands.titleOf(edge.source), target: commands.titleOf(edge.target) });
        }
        if (place.nodes.length === 0) return t('editor.block.anywhere');
        return t('editor.block.at', { nodes: place.nodes.map(commands.titleOf).join(', ') });
      };
      /** What is marked: the place itself, and on empty canvas the layer where the tasks part. */
      const marked = (context: BlockContext): BlockPlace => {
        if (context.place.edge !== null || context.place.nodes.length > 0) return context.place;
        const site = siteOf(context);
        return { nodes: site.ok ? [site.value.source.id] : [], edge: null };
      };
      const inserted = (context: BlockContext) => insertBlock(block, context, block.suggest(context));
      carry(event, {
        icon: <BlockIcon name={block.icon} />,
        title: inLanguage(block.text.title, view.getState().language),
        landingOn(target): Landing {
          const context = contextOf(target);
          if (!context) return { nodes: [], edge: null, refused: true, text: t('editor.notice.noInputData') };
          const result = inserted(context);
          const text = result.ok
            ? whereTo(context)
            : result.diagnostics.map((item) => diagnosticText(item, context.language).message).join(' ');
          return { ...(result.ok ? marked(context) : context.place), refused: !result.ok, text };
        },
        drop(_, target) {
          const context = contextOf(target);
          if (!context) return;
          const done = t('editor.block.inserted', { block: inLanguage(block.text.title, context.language) });
          commands.apply((project) => inserted({ ...context, project }), done);
        },
      });
    },
    [carry, commands, store, view, t],
  );
}
