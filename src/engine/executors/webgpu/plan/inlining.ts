import { sizeOf } from '../../../../core/program/shapes.ts';
import { at } from '../../../../core/util/assert-never.ts';
import { readsOf, workOf } from './costs.ts';
import { storageOf } from './graph.ts';
import type { Goal, NodeKind, PlanNode } from './nodes.ts';
import type { DeviceProfile } from './profile.ts';

/** Kinds whose value is never stored: they are the same numbers under another shape, or cost nothing. */
const free: ReadonlySet<NodeKind> = new Set<NodeKind>(['load', 'fill', 'reshape', 'broadcast']);
/** Kinds that are always computed once. */
const heavy: ReadonlySet<NodeKind> = new Set<NodeKind>([
  'contract',
  'fold',
  'windowReduce',
  'windowSpread',
  'maxPoolGrad',
  'scatterAdd',
  'chainStart',
  'chainNext',
]);

/** A kernel with more code than this is split. */
const mostOperations = 48;
/** Elements that a reduction inside another computation may have at the most. */
const longestInlineReduce = 16;

/** Kinds that a kernel takes in at its end, in the place of what they are computed from. */
const tails: ReadonlySet<NodeKind> = new Set<NodeKind>(['unary', 'binary', 'select']);

/** What is already decided: these nodes are stored. */
type Decided = readonly boolean[];

/** Operations for one element of each node, when what must be stored is read and all else computed; and what more must be stored for it. */
function structure(nodes: readonly PlanNode[], uses: readonly number[], decided: Decided): { work: number[]; stored: boolean[] } {
  const work: number[] = [];
  const operations: number[] = [];
  const stored: boolean[] = [];
  /** Is the node the end of a kernel that is there anyway: of a product with its bias and activation? */
  const ends = (node: PlanNode): boolean =>
    tails.has(node.kind) &&
    node.inputs.some((input) => {
      const source = storageOf(nodes, input);
      return at(stored, source) && at(uses, source) === 1 && sizeOf(at(nodes, source).shape) === sizeOf(node.shape);
    });
  nodes.forEach((node, id) => {
    const inputWork = node.inputs.map((input) => (at(stored, input) ? 1 : at(work, input)));
    const count = node.inputs.reduce((sum, input) => sum + (at(stored, input) ? 1 : at(operations, input)), 1);
    const long = node.kind === 'reduce' && sizeOf(at(nodes, at(node.inputs, 0)).shape) / sizeOf(node.shape) > longestInlineReduce;
    work[id] = workOf(node, inputWork, nodes);
    operations[id] = count;
    stored[id] =
      !free.has(node.kind) && (at(decided, id) || heavy.has(node.kind) || long || count > mostOperations || ends(node));
  });
  return { work, stored };
}

/** Decides, from the last node to the first, what else is stored; and how many elements of each node are read. */
function decide(
  nodes: readonly PlanNode[],
  uses: readonly number[],
  goals: readonly Goal[],
  profile: DeviceProfile,
  decided: Decided,
) {
  const { work, stored: must } = structure(nodes, uses, decided);
  const demand = nodes.map(() => 0);
  for (const { node } of goals) demand[node] = at(demand, node) + sizeOf(at(nodes, node).shape);
  const stored = nodes.map(() => false);
  for (let id = nodes.length - 1; id >= 0; id--) {
    const node = at(nodes, id);
    const size = sizeOf(node.shape);
    const again = Math.max(0, at(demand, id) - size) * (at(work, id) - 1);
    // A transposed value is read where it lies: what it is made of is stored in its place.
    const worthwhile = !free.has(node.kind) && node.kind !== 'transpose' && again > Math.max(profile.dispatchCost, size);
    stored[id] = at(must, id) || worthwhile;
    const elements = at(stored, id) ? size : at(demand, id);
    node.inputs.forEach((input, index) => {
      demand[input] = at(demand, input) + readsOf(node, index, elements, nodes, profile);
    });
  }
  return { stored, demand };
}

/**
 * Which nodes are computed once and stored (true), and which again wherever they are read. A value is recomputed where that
 * costs less than a dispatch and a trip through memory. A reduction that is read more than once is always stored: it is the smallest thing
 * that could be. `uses` says how many nodes and goals read each node, reshapes looked through.
 */
export function storedNodes(
  nodes: readonly PlanNode[],
  uses: readonly number[],
  goals: readonly Goal[],
  profile: DeviceProfile,
): boolean[] {
  const { demand } = decide(
    nodes,
    uses,
    goals,
    profile,
    nodes.map(() => false),
  );
  const reductions = nodes.map((node, id) => node.kind === 'reduce' && at(demand, id) > sizeOf(node.shape));
  return decide(nodes, uses, goals, profile, reductions).stored;
}
