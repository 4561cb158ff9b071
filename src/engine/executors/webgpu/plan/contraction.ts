import { sizeOf } from '../../../../core/program/shapes.ts';
import type { Shape } from '../../../../core/program/types.ts';
import { at } from '../../../../core/util/assert-never.ts';
import type { Graph } from './graph.ts';
import type { NodeId, Term } from './nodes.ts';
import type { DeviceProfile } from './profile.ts';
import { divisorUpTo } from './split-reduce.ts';

interface Factors {
  readonly a: NodeId;
  readonly b: NodeId;
  readonly term: Term;
}

/** Inner steps that one work item should at least have. */
const shortestInner = 256;

/** x [.., K] along `axis` cut into `parts` that stand side by side in front: [parts, ..]. */
function cut(graph: Graph, x: NodeId, axis: 0 | 1, parts: number): NodeId {
  const [first = 1, second = 1] = graph.shape(x);
  if (axis === 0) return graph.reshape(x, [parts, first / parts, second]);
  const apart = graph.reshape(x, [first, parts, second / parts]);
  const shape = [parts, first, second / parts];
  return graph.add({ kind: 'transpose', inputs: [apart], shape, attributes: { permutation: [1, 0, 2] } });
}

/**
 * A matrix product. One with few results and a long inner length (the weight gradient of a convolution) would leave the device idle: it
 * becomes a stack of products of parts, and their sum.
 */
export function contraction(graph: Graph, factors: Factors, shape: Shape, profile: DeviceProfile): NodeId {
  const { a, b, term } = factors;
  const inner = at(graph.shape(a), term.transposeA ? shape.length - 2 : shape.length - 1);
  const wanted = Math.min(Math.floor(profile.lanes / sizeOf(shape)), Math.floor(inner / shortestInner));
  const parts = shape.length === 2 && wanted > 1 ? divisorUpTo(inner, wanted) : 1;
  if (parts === 1) return graph.contract([factors], shape);
  const stacked = {
    a: cut(graph, a, term.transposeA ? 0 : 1, parts),
    b: cut(graph, b, term.transposeB ? 1 : 0, parts),
    term,
  };
  const products = graph.contract([stacked], [parts, ...shape]);
  return graph.reshape(graph.reduce('sum', products, [0]), shape);
}
