import { crossStitch as block } from '../../graph/blocks/cross-stitch.ts';
import { insertBlock } from '../../graph/blocks/insert-block.ts';
import { blocks } from '../../graph/blocks/registry.ts';
import { catalogue } from '../../graph/catalogue.ts';
import { sharingDepthOf, withSharingDepth } from '../../graph/sharing-depth.ts';
import { valueNumbers } from '../../graph/value-numbers.ts';
import type { Project } from '../../project/schema.ts';
import { ok, type Result } from '../../util/diagnostics.ts';
import type { Architecture } from './architecture.ts';

/** A trunk for each task, all alike, whose layers are mixed by learned sums, level by level (Misra et al., 2016). */
export const crossStitch: Architecture = {
  id: block.id,
  title: block.text.title,
  build(project, signature) {
    const found = sharingDepthOf(project, signature);
    if (!found.ok) return found;
    const split = withSharingDepth(project, signature, 0);
    if (!split.ok) return split;
    const numbers = valueNumbers(split.value, catalogue);
    let stitched: Result<Project> = ok(split.value);
    for (const { id } of found.value.layers) {
      if (!stitched.ok) return stitched;
      // The copies of a layer compute the same as long as nothing is stitched.
      const twins = [...numbers].filter(([, number]) => number === numbers.get(id)).map(([twin]) => twin);
      const context = { project: stitched.value, signature, place: { nodes: twins, edge: null }, language: 'en' };
      stitched = insertBlock(blocks.crossStitch, context, block.suggest(context));
    }
    return stitched;
  },
};
