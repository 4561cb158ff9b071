import { at } from '../../../../core/util/assert-never.ts';
import { Graph } from './graph.ts';
import { countUses } from './merge-products.ts';
import type { Goal, NodeId, NodeOf, PlanNode, Term } from './nodes.ts';
import type { DeviceProfile } from './profile.ts';
import { tilingOf } from './tiles.ts';

/** A product is divided into so many parts at the most: the gates of a recurrent layer, the experts of a mixture. */
const mostParts = 6;

/** Columns `from` … `from + extent` of an array, along its last axis. */
interface Columns {
  readonly from: number;
  readonly extent: number;
}

/** The columns that a node takes of its input, where it takes nothing but columns. */
function columnsOf(nodes: readonly PlanNode[], node: PlanNode): Columns | null {
  if (node.kind !== 'slice') return null;
  const whole = at(nodes, at(node.inputs, 0)).shape;
  const last = whole.length - 1;
  const inside = node.shape.every((extent, axis) => axis === last || extent === whole[axis]);
  return inside && last >= 0 ? { from: at(node.attributes.begin, last), extent: at(node.shape, last) } : null;
}

const elementwise = (node: PlanNode): node is Extract<PlanNode, { kind: 'unary' | 'binary' }> =>
  node.kind === 'unary' || node.kind === 'binary';

/** Parts of an axis of `x`. */
function sliced(graph: Graph, x: NodeId, axis: number, { from, extent }: Columns): NodeId {
  const shape = graph.shape(x);
  return graph.add({
    kind: 'slice',
    inputs: [x],
    shape: shape.map((whole, i) => (i === axis ? extent : whole)),
    attributes: { begin: shape.map((_, i) => (i === axis ? from : 0)) },
  });
}

/**
 * Rewrites a graph, node by node, in two ways. Columns of a small product that is read by columns only (the gates of a recurrent layer) are
 * computed where they are read: one dispatch instead of two, at no cost, for every column is read once. And a product over values that stand
 * side by side is a sum of products over them, so that nobody waits until they stand there.
 */
class ProductSplitter {
  private readonly graph = new Graph();
  private readonly moved: NodeId[] = [];
  private readonly readers: readonly (readonly NodeId[])[];
  private readonly uses: readonly number[];

  constructor(
    private readonly nodes: readonly PlanNode[],
    private readonly goals: readonly Goal[],
    private readonly profile: DeviceProfile,
  ) {
    const readers = nodes.map((): NodeId[] => []);
    nodes.forEach(({ inputs }, id) => {
      for (const input of inputs) at(readers, input).push(id);
    });
    this.readers = readers;
    this.uses = countUses(nodes, goals);
  }

  run(): { nodes: PlanNode[]; goals: Goal[] } {
    this.nodes.forEach((node, id) => {
      this.moved[id] = this.rewritten(node);
    });
    return { nodes: this.graph.nodes, goals: this.goals.map(({ node, sink }) => ({ node: at(this.moved, node), sink })) };
  }

  private rewritten(node: PlanNode): NodeId {
    const columns = columnsOf(this.nodes, node);
    const source = at([...node.inputs, -1], 0);
    if (columns && this.divisible(source)) return this.part(source, columns);
    if (node.kind === 'contract') return this.contraction(node);
    return this.graph.add({ ...node, inputs: node.inputs.map((input) => at(this.moved, input)) });
  }

  /** Is this a small product, and what is done with its elements, of which a few parts are read and nothing else? */
  private divisible(id: NodeId): boolean {
    const parts = at(this.readers, id).map((reader) => columnsOf(this.nodes, at(this.nodes, reader)));
    if (parts.length !== at(this.uses, id) || parts.length > mostParts) return false;
    const known = parts.flatMap((part) => (part ? [part] : [])).sort((a, b) => a.from - b.from);
    const apart = known.every(({ from }, i) => i === 0 || from >= at(known, i - 1).from + at(known, i - 1).extent);
    return known.length === parts.length && apart && this.isSmallProduct(id);
  }

  private isSmallProduct(id: NodeId): boolean {
    const node = at(this.nodes, id);
    if (node.kind === 'contract') return tilingOf(this.nodes, node, this.profile).kind === 'element';
    if (!elementwise(node)) return false;
    return node.inputs.some((input) => at(this.uses, input) === 1 && this.isSmallProduct(input));
  }

  /** Columns of a node of the old graph, in the new one. */
  private part(id: NodeId, columns: Columns): NodeId {
    const node = at(this.nodes, id);
    const last = node.shape.length - 1;
    if (node.kind === 'contract') {
      const terms = node.attributes.terms.map((term, i) => {
        const b = at(this.moved, at(node.inputs, 2 * i + 1));
        const rank = this.graph.shape(b).length;
        return {
          a: at(this.moved, at(node.inputs, 2 * i)),
          b: sliced(this.graph, b, term.transposeB ? rank - 2 : rank - 1, columns),
          term,
        };
      });
      return this.graph.contract(
        terms,
        node.shape.map((extent, axis) => (axis === last ? columns.extent : extent)),
      );
    }
    const shape = node.shape.map((extent, axis) => (axis === last ? columns.extent : extent));
    if (elementwise(node) && this.isSmallProduct(id)) {
      const inputs = node.inputs.map((input) => {
        const own = at(this.nodes, input).shape;
        return (own[own.length - 1] ?? 1) === 1 ? at(this.moved, input) : this.part(input, columns);
      });
      return this.graph.add({ ...node, inputs, shape });
    }
    return sliced(this.graph, at(this.moved, id), last, columns);
  }

  private contraction(node: NodeOf<'contract'>): NodeId {
    const factors = node.attributes.terms.flatMap((term, i) =>
      this.terms(at(this.moved, at(node.inputs, 2 * i)), at(this.moved, at(node.inputs, 2 * i + 1)), term),
    );
    const zero = ({ a, b }: { a: NodeId; b: NodeId }): boolean => [a, b].some((id) => this.isZero(id));
    const kept = factors.filter((factor) => !zero(factor));
    return kept.length === 0 ? this.graph.fill(node.shape, 0) : this.graph.contract(kept, node.shape);
  }

  /** Where a recurrent layer begins. */
  private isZero(id: NodeId): boolean {
    const node = this.graph.node(id);
    return node.kind === 'fill' && node.attributes.value === 0;
  }

  /** A product, as several where its left factor consists of parts along the inner axis. */
  private terms(a: NodeId, b: NodeId, term: Term): { a: NodeId; b: NodeId; term: Term }[] {
    const left = this.graph.node(a);
    const rank = left.shape.length;
    const inner = term.transposeA ? rank - 2 : rank - 1;
    if (left.kind !== 'concat' || left.attributes.axis !== inner || left.inputs.length > mostParts) return [{ a, b, term }];
    let from = 0;
    return left.inputs.map((part) => {
      const extent = at(this.graph.shape(part), inner);
      const columns = { from, extent };
      from += extent;
      return { a: part, b: sliced(this.graph, b, term.transposeB ? rank - 1 : rank - 2, columns), term };
    });
  }
}

export function splitProducts(
  nodes: readonly PlanNode[],
  goals: readonly Goal[],
  profile: DeviceProfile,
): { nodes: PlanNode[]; goals: Goal[] } {
  return new ProductSplitter(nodes, goals, profile).run();
}
