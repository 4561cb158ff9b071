import { schemaProblems } from '../../project/problems.ts';
import type { Project } from '../../project/schema.ts';
import { type Result, refused } from '../../util/diagnostics.ts';
import type { Block, BlockContext } from './block.ts';
import { newProblems } from './new-problems.ts';

/**
 * Inserts a block, as one edit. Refuses sizes that the block's schema does not take (`file.badField`), a place that does not suit (the
 * block says why), and a result with an error that the document did not have, which is then named.
 */
export function insertBlock(block: Block, context: BlockContext, params: unknown): Result<Project> {
  const parsed = block.schema.safeParse(params);
  if (!parsed.success) return refused(...schemaProblems(params, parsed.error));
  const built = block.build(context, parsed.data);
  if (!built.ok) return built;
  const problems = newProblems(context, built.value);
  return problems.length > 0 ? refused(...problems) : built;
}
