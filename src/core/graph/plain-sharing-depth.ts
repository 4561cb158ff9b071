import type { Project } from '../project/schema.ts';
import type { GraphAnalysis } from './analyze.ts';
import { isLogits, sharedChain } from './serving.ts';
import type { SharingDepth } from './sharing-depth.ts';

/**
 * What `sharingDepthOf` says where no task has trained layers of its own but its output: all that could be shared is. Null where that is not so:
 * then it takes a look at which layers are alike.
 */
export function plainSharingDepth(project: Project, analysis: GraphAnalysis): SharingDepth | null {
  const chain = sharedChain(project);
  if (!chain) return null;
  const trained = (id: string): boolean => (analysis.nodes.get(id)?.parameterCount ?? 0) > 0;
  const shared = new Set(chain.map(({ id }) => id));
  const own = project.graph.nodes.filter(({ id }) => trained(id) && !shared.has(id) && !isLogits(project, id));
  const layers = chain.filter(({ id }) => trained(id));
  return own.length > 0 ? null : { depth: layers.length, most: layers.length, whole: project, layers };
}
