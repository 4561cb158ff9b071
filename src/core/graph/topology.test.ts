import { describe, expect, it } from 'vitest';
import type { Graph } from '../project/schema.ts';
import { documentOf, sharedDocument } from './testing/documents.ts';
import { cycles, downstream, graphServing, topologicalOrder, upstream, wouldCycle } from './topology.ts';

const ids = (nodes: readonly { readonly id: string }[]) => nodes.map(({ id }) => id);
const looped = (): Graph => documentOf({ a: ['add'], b: ['dense'], c: ['dense'] }, 'in a b a', 'b c').graph;

describe('the order of nodes', () => {
  it('puts each node after all it depends on, ties in the order of the document', () => {
    const { order, blocked } = topologicalOrder(sharedDocument().graph);
    expect(ids(order)).toEqual(['in', 'shared', 'd', 'g', 'digit-head', 'group-head']);
    expect(blocked).toEqual([]);
  });

  it('leaves out a cycle and what stands behind it', () => {
    const { order, blocked } = topologicalOrder(looped());
    expect(ids(order)).toEqual(['in', 'digit-head', 'group-head']);
    expect(ids(blocked)).toEqual(['a', 'b', 'c']);
  });

  it('ignores an edge that names no node', () => {
    const { graph } = sharedDocument();
    const edges = [...graph.edges, { id: 'x', source: 'nowhere', target: 'd', port: 'in' }];
    expect(topologicalOrder({ ...graph, edges }).blocked).toEqual([]);
  });
});

describe('cycles', () => {
  it('are named by their own nodes, without those behind them', () => {
    expect(cycles(looped()).map(ids)).toEqual([['a', 'b']]);
    expect(cycles(sharedDocument().graph)).toEqual([]);
  });

  it('that do not touch are told apart, and a node can be one alone', () => {
    const { graph } = documentOf({ a: ['add'], b: ['dense'], c: ['dense'], d: ['dense'] }, 'a b a', 'b c', 'd d');
    expect(cycles(graph).map(ids)).toEqual([['a', 'b'], ['d']]);
  });

  it('are foreseen before an edge is made', () => {
    const { graph } = sharedDocument();
    expect(wouldCycle(graph, 'd', 'shared')).toBe(true);
    expect(wouldCycle(graph, 'd', 'd')).toBe(true);
    expect(wouldCycle(graph, 'd', 'g')).toBe(false);
  });
});

describe('reachability', () => {
  it('includes the nodes it starts from', () => {
    const { graph } = sharedDocument();
    expect([...downstream(graph, ['d'])]).toEqual(['d', 'digit-head']);
    expect([...upstream(graph, ['d'])]).toEqual(['d', 'shared', 'in']);
  });

  it('keeps of a graph what some tasks need', () => {
    const { graph } = sharedDocument();
    const kept = graphServing(graph, [{ id: 'group' }]);
    expect(ids(kept.nodes)).toEqual(['in', 'shared', 'g', 'group-head']);
    expect(kept.edges).toHaveLength(3);
  });
});
