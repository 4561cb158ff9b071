import { assertNever } from '../../../../core/util/assert-never.ts';
import { productSize } from './graph.ts';
import type { NodeOf, PlanNode } from './nodes.ts';
import type { DeviceProfile } from './profile.ts';

/**
 * How a contraction is computed. `element`: one result per invocation; `block`: each invocation keeps rows × columns results in registers
 * and reads its factors itself; `shared`: a workgroup of 8 × 8 such blocks reads `depth` inner steps at a time into shared memory.
 */
export type Tiling =
  | { readonly kind: 'element' }
  | { readonly kind: 'block'; readonly rows: number; readonly columns: number }
  | { readonly kind: 'shared'; readonly rows: number; readonly columns: number; readonly depth: number };

/** Invocations along one side of a workgroup that shares memory. */
export const sharedSide = 8;

/** The largest blocks that still give every lane of the device work; shared memory where blocks of 32 × 32 results do. */
export function tilingOf(nodes: readonly PlanNode[], node: NodeOf<'contract'>, profile: DeviceProfile): Tiling {
  const { stack, rows, columns, inner } = productSize(nodes, node, 0);
  const items = (r: number, c: number): number => stack * Math.ceil(rows / r) * Math.ceil(columns / c);
  const big = rows >= 32 && columns >= 32 && inner >= 32;
  if (profile.sharedMemory && big && items(4, 4) >= profile.lanes) return { kind: 'shared', rows: 4, columns: 4, depth: 16 };
  for (let side = profile.blockSide; side > 1; side /= 2) {
    const [r, c] = [Math.min(side, rows), Math.min(side, columns)];
    if (r * c > 1 && items(r, c) >= profile.lanes) return { kind: 'block', rows: r, columns: c };
  }
  return { kind: 'element' };
}

/** Rows and columns of results that share one reading of the factors. */
export function sharingOf(tiling: Tiling): { rows: number; columns: number } {
  switch (tiling.kind) {
    case 'element':
      return { rows: 1, columns: 1 };
    case 'block':
      return tiling;
    case 'shared':
      return { rows: tiling.rows * sharedSide, columns: tiling.columns * sharedSide };
    default:
      return assertNever(tiling);
  }
}

/** Workgroups that a contraction takes under a tiling with blocks. */
export function tileGroups(nodes: readonly PlanNode[], node: NodeOf<'contract'>, tiling: Tiling, workgroupSize: number): number {
  const { stack, rows, columns } = productSize(nodes, node, 0);
  const { rows: r, columns: c } = sharingOf(tiling);
  const tiles = stack * Math.ceil(rows / r) * Math.ceil(columns / c);
  return tiling.kind === 'shared' ? tiles : Math.ceil(tiles / workgroupSize);
}
