import { expect, it } from 'vitest';
import type { TaskGradient } from '../program/task-gradients/task-gradients.ts';
import type { Graph } from '../project/schema.ts';
import { lastShared } from './last-shared.ts';

const graphOf = (...paths: readonly string[][]): Graph => {
  const names = [...new Set(paths.flat())];
  return {
    nodes: names.map((id) => ({ id, kind: 'dense', name: '', frozen: false, params: {}, position: { x: 0, y: 0 } })),
    edges: paths.flatMap((path) =>
      path.slice(1).map((target, i) => ({
        id: `${path[i]}-${target}`,
        source: path[i] ?? '',
        target,
        port: 'in',
      })),
    ),
  };
};

/** Which of these layers, each with the tasks that it serves, are the last that are shared. */
function lastOf(graph: Graph, layers: Readonly<Record<string, readonly number[]>>): string[] {
  const nodes = Object.keys(layers);
  const tensor = { id: 0, shape: [1], dtype: 'f32' } as const;
  const gradients = Object.values(layers).map((tasks): TaskGradient => ({ form: 'stack', tasks, tensor }));
  const found = lastShared(gradients, nodes, graph);
  found.forEach((gradient, i) => {
    if (gradient) expect(gradient).toBe(gradients[i]);
  });
  return nodes.filter((_, i) => found[i] !== null);
}

it('is the last of a line, whose kernel and bias are both in it', () => {
  const graph = graphOf(['a', 'b', 'p'], ['b', 'q']);
  expect(lastOf(graph, { a: [0, 1], b: [0, 1], p: [0], q: [1] })).toEqual(['b']);
});

it('is every expert, where none stands behind another', () => {
  const graph = graphOf(['x', 'e', 'm', 'p'], ['x', 'f', 'm'], ['e', 'n', 'q'], ['f', 'n']);
  expect(lastOf(graph, { x: [0, 1], e: [0, 1], f: [0, 1], m: [0], n: [1], p: [0], q: [1] })).toEqual(['e', 'f']);
});

it('is where most tasks meet, though fewer share what stands behind it', () => {
  const graph = graphOf(['low', 'high', 'p'], ['high', 'q'], ['low', 'r']);
  expect(lastOf(graph, { low: [0, 1, 2], high: [0, 1], p: [0], q: [1], r: [2] })).toEqual(['low']);
});

it('is none where nothing is shared', () => {
  expect(lastOf(graphOf(['a', 'p'], ['b', 'q']), { a: [0], b: [1] })).toEqual([]);
});
