import { sizeOf } from '../../../../core/program/shapes.ts';
import { at } from '../../../../core/util/assert-never.ts';
import type { NodeId } from './nodes.ts';
import type { Schedule } from './schedule.ts';

/** Numbers; places begin at multiples of it. */
const alignment = 4;

interface Interval {
  readonly node: NodeId;
  readonly size: number;
  /** Levels, both inclusive. */
  readonly from: number;
  readonly to: number;
}

function intervalsOf({ nodes, kernels, reads, stored }: Schedule): Interval[] {
  const last = new Map<NodeId, number>();
  for (const kernel of kernels)
    for (const leaf of reads.get(kernel)?.keys() ?? []) last.set(leaf, Math.max(last.get(leaf) ?? 0, kernel.level));
  return kernels.flatMap(({ members, level }) =>
    members
      .filter(({ node }) => stored.has(node))
      .map(({ node }) => ({ node, size: sizeOf(at(nodes, node).shape), from: level, to: last.get(node) ?? level })),
  );
}

/**
 * Places the stored values of a schedule in an arena, from `start` on: values that are needed at different times share memory. First fit,
 * the largest first. Offsets and the end of the arena count numbers.
 */
export function placeValues(schedule: Schedule, start: number): { places: ReadonlyMap<NodeId, number>; end: number } {
  const placed: (Interval & { readonly offset: number })[] = [];
  let end = start;
  for (const interval of intervalsOf(schedule).sort((a, b) => b.size - a.size || a.node - b.node)) {
    const beside = placed
      .filter((other) => other.from <= interval.to && interval.from <= other.to)
      .sort((a, b) => a.offset - b.offset);
    let offset = Math.ceil(start / alignment) * alignment;
    for (const other of beside) {
      if (offset + interval.size <= other.offset) break;
      offset = Math.max(offset, Math.ceil((other.offset + other.size) / alignment) * alignment);
    }
    placed.push({ ...interval, offset });
    end = Math.max(end, offset + interval.size);
  }
  return { places: new Map(placed.map(({ node, offset }) => [node, offset])), end };
}
