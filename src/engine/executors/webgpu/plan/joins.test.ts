import { expect, test } from 'vitest';
import { Graph } from './graph.ts';
import { placeValues } from './memory.ts';
import type { Goal, NodeId } from './nodes.ts';
import { hardwareProfile } from './profile.ts';
import { scheduleKernels } from './schedule.ts';
import { spreadConcats } from './spread-concats.ts';

const load = (graph: Graph, shape: readonly number[], offset: number): NodeId =>
  graph.add({ kind: 'load', inputs: [], shape, attributes: { place: { buffer: 'data', offset } } });

const product = (graph: Graph, a: NodeId, b: NodeId): NodeId => {
  const [rows = 1] = graph.shape(a);
  const [, columns = 1] = graph.shape(b);
  return graph.contract([{ a, b, term: { transposeA: false, transposeB: false } }], [rows, columns]);
};

/** Two products, one above the other, masked; and a product that reads them together. */
function stacked() {
  const graph = new Graph();
  const parts = [0, 1].map((i) => {
    const made = product(graph, load(graph, [32, 8], 1000 * i), load(graph, [8, 32], 1000 * i + 500));
    return graph.reshape(made, [1, 32, 32]);
  });
  const concat = graph.add({ kind: 'concat', inputs: parts, shape: [2, 32, 32], attributes: { axis: 0 } });
  const masked = graph.binary('mul', concat, load(graph, [32, 32], 5000));
  const read = product(graph, graph.reshape(masked, [64, 32]), load(graph, [32, 300], 7000));
  const goals: Goal[] = [{ node: read, sink: { kind: 'loss', offset: 0 } }];
  return spreadConcats(graph.nodes, goals);
}

test('what is done to values that stand one behind the other is done to each of them', () => {
  const { nodes } = stacked();
  const multiplications = nodes.filter((node) => node.kind === 'binary' && node.shape.join() === '1,32,32');
  expect(multiplications).toHaveLength(2);
});

test('values that stand one behind the other are written there by the kernels that compute them', () => {
  const { nodes, goals } = stacked();
  const schedule = scheduleKernels(nodes, goals, hardwareProfile);
  expect(schedule.depth).toBe(2);
  const { places } = placeValues(schedule, 0);
  const [[whole = -1, parts = []] = []] = [...schedule.joins];
  expect(parts.map((part) => (places.get(part) ?? Number.NaN) - (places.get(whole) ?? Number.NaN))).toEqual([0, 32 * 32]);
});

test('a value that something else reads too is not moved', () => {
  const graph = new Graph();
  const parts = [0, 1].map((i) => product(graph, load(graph, [32, 8], 1000 * i), load(graph, [8, 32], 1000 * i + 500)));
  const concat = graph.add({ kind: 'concat', inputs: parts, shape: [64, 32], attributes: { axis: 0 } });
  const read = product(graph, concat, load(graph, [32, 300], 7000));
  const goals: Goal[] = [read, parts[0] ?? 0].map((node, i) => ({ node, sink: { kind: 'loss', offset: 100_000 * i } }));
  const { joins } = scheduleKernels(graph.nodes, goals, hardwareProfile);
  expect(joins.size).toBe(0);
});

test('what reads late numbers, and what overwrites parameters, comes in the second part', () => {
  const graph = new Graph();
  const x = load(graph, [32, 8], 0);
  const hidden = product(graph, x, load(graph, [8, 32], 500));
  const weight = graph.add({ kind: 'load', inputs: [], shape: [], attributes: { place: { buffer: 'inputs', offset: 3 } } });
  const goals: Goal[] = [
    { node: graph.reduce('sum', hidden, [0, 1]), sink: { kind: 'loss', offset: 0 } },
    { node: graph.binary('mul', hidden, weight), sink: { kind: 'store', place: { buffer: 'state', offset: 0 } } },
    { node: graph.unary('tanh', x), sink: { kind: 'update', offset: 0 } },
  ];
  const isLate = ({ buffer, offset }: { buffer: string; offset: number }): boolean => buffer === 'inputs' && offset === 3;
  const { kernels, firstDepth, nodes } = scheduleKernels(graph.nodes, goals, hardwareProfile, { isLate });
  for (const { members, level } of kernels)
    for (const { node, sinks } of members) {
      const late = nodes[node]?.kind === 'binary' || sinks.some(({ kind }) => kind === 'update');
      expect(level > firstDepth).toBe(late);
    }
});
