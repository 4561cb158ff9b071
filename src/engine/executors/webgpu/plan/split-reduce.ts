import { sizeOf } from '../../../../core/program/shapes.ts';
import { at } from '../../../../core/util/assert-never.ts';
import type { Graph } from './graph.ts';
import type { NodeId } from './nodes.ts';
import type { DeviceProfile } from './profile.ts';

/** The largest divisor of `count` that is at most `limit`. */
export function divisorUpTo(count: number, limit: number): number {
  for (let divisor = Math.min(count, limit); divisor > 1; divisor--) if (count % divisor === 0) return divisor;
  return 1;
}

/** A reduction so long that one workgroup would work on it alone is taken in two passes. */
const longest = 4096;

/** `x` reduced over `axes`, which are kept with size 1; a long reduction to few numbers in two passes. */
export function splitReduce(graph: Graph, fn: 'sum' | 'max', x: NodeId, axes: readonly number[], profile: DeviceProfile): NodeId {
  const shape = graph.shape(x);
  const outputs = sizeOf(shape.filter((_, axis) => !axes.includes(axis)));
  const count = sizeOf(shape) / outputs;
  const axis = axes.find((candidate) => at(shape, candidate) === Math.max(...axes.map((it) => at(shape, it)))) ?? 0;
  const parts = divisorUpTo(at(shape, axis), Math.max(1, Math.min(Math.floor(profile.lanes / outputs), Math.floor(count / 256))));
  if (count < longest || parts === 1) return graph.reduce(fn, x, axes);
  const extent = at(shape, axis);
  const apart = [...shape.slice(0, axis), parts, extent / parts, ...shape.slice(axis + 1)];
  const shiftedAxes = axes.map((it) => (it >= axis ? it + 1 : it));
  const first = graph.reduce(fn, graph.reshape(x, apart), shiftedAxes);
  return graph.reshape(
    graph.reduce(fn, first, [axis]),
    shape.map((size, it) => (axes.includes(it) ? 1 : size)),
  );
}
