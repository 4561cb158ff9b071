import { expect, test } from 'vitest';
import { defaults } from '../../../core/project/defaults.ts';
import { ok } from '../../../core/util/diagnostics.ts';
import { insertExisting, isLoose } from './insert-existing.ts';

const project = {
  ...defaults.project('circle'),
  graph: {
    nodes: ['a', 'loose', 'b'].map((id, column) => defaults.node({ id, kind: 'dense', position: { x: column * 300, y: 0 } })),
    edges: [defaults.edge({ id: 'a-b', source: 'a', target: 'b' })],
  },
};

test('a loose node dropped on an edge stands between its ends', () => {
  const inserted = insertExisting(project, 'loose', 'a-b', { x: 280, y: 6 });
  const after = inserted.ok ? inserted.value : project;
  expect(after.graph.edges.map(({ source, target }) => [source, target])).toEqual([
    ['a', 'loose'],
    ['loose', 'b'],
  ]);
  expect(after.graph.nodes.find(({ id }) => id === 'loose')?.position).toEqual({ x: 280, y: 6 });
});

test('a node that is connected already is only moved by hand, never rewired', () => {
  expect(isLoose(project, 'a')).toBe(false);
  expect(insertExisting(project, 'a', 'a-b', { x: 0, y: 0 })).toEqual(ok(project));
});
