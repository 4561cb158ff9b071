import { nowhere } from '../../graph/blocks/block.ts';
import { insertBlock } from '../../graph/blocks/insert-block.ts';
import { mmoe as block } from '../../graph/blocks/mmoe.ts';
import { blocks } from '../../graph/blocks/registry.ts';
import type { Architecture } from './architecture.ts';

/** Experts that all tasks share behind the trunk, and a gate for each task. */
export const mmoe: Architecture = {
  id: block.id,
  title: block.text.title,
  build(project, signature) {
    const context = { project, signature, place: nowhere, language: 'en' };
    return insertBlock(blocks.mmoe, context, block.suggest(context));
  },
};
