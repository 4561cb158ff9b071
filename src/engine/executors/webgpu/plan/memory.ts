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

function intervalsOf({ nodes, kernels, reads, stored, joins }: Schedule): Interval[] {
  const wholeOf = new Map([...joins].flatMap(([whole, parts]) => parts.map((part) => [part, whole] as const)));
  const last = new Map<NodeId, number>();
  for (const kernel of kernels)
    for (const leaf of reads.get(kernel)?.keys() ?? []) last.set(leaf, Math.max(last.get(leaf) ?? 0, kernel.level));
  const first = new Map<NodeId, number>();
  for (const { members, level } of kernels)
    for (const { node } of members) {
      const value = wholeOf.get(node) ?? node;
      if (stored.has(value)) first.set(value, Math.min(first.get(value) ?? level, level));
    }
  return [...first].map(([node, from]) => ({ node, size: sizeOf(at(nodes, node).shape), from, to: last.get(node) ?? from }));
}

/** Where the parts of joined values lie, beside the values themselves. */
function withParts({ nodes, joins }: Schedule, places: ReadonlyMap<NodeId, number>): ReadonlyMap<NodeId, number> {
  const all = new Map(places);
  for (const [whole, parts] of joins) {
    let offset = places.get(whole);
    if (offset === undefined) continue;
    for (const part of parts) {
      all.set(part, offset);
      offset += sizeOf(at(nodes, part).shape);
    }
  }
  return all;
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
  return { places: withParts(schedule, new Map(placed.map(({ node, offset }) => [node, offset]))), end };
}
