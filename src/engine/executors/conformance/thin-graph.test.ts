import { expect, test } from 'vitest';
import { signatureOf } from '../../../core/data/registry.ts';
import { analyzeGraph } from '../../../core/graph/analyze.ts';
import { presets } from '../../../core/presets/registry.ts';
import { invariant } from '../../../core/util/assert-never.ts';
import { given } from '../../formats/testing.ts';
import { narrowed } from './thin-graph.ts';

test.each(presets)('narrowed, $id keeps its layers, wires and heads, and has fewer parameters', ({ project }) => {
  const document = project();
  const signature = given(signatureOf(document));
  const small = narrowed(document, signature);
  expect(small.graph.edges).toEqual(document.graph.edges);
  expect(small.ties).toEqual(document.ties);
  expect(small.graph.nodes.map(({ id, kind }) => [id, kind])).toEqual(document.graph.nodes.map(({ id, kind }) => [id, kind]));
  const [wide, narrow] = [analyzeGraph(document, signature), analyzeGraph(small, signature)];
  expect(narrow.trainable).toBe(true);
  const count = (nodes: typeof wide.nodes): number => [...nodes.values()].reduce((sum, node) => sum + node.parameterCount, 0);
  expect(count(narrow.nodes)).toBeLessThanOrEqual(count(wide.nodes));
});

test('a width is divided wherever it occurs, so that what is added up or counted still fits', () => {
  const preset = presets.find(({ id }) => id === 'scenes-transformer');
  invariant(preset, 'the preset is there');
  const document = preset.project();
  const { nodes } = narrowed(document, given(signatureOf(document))).graph;
  const params = Object.fromEntries(nodes.map((node) => [node.id, node.params]));
  expect(params.parts?.filters).toBe(6);
  expect(params.places?.units).toBe(6);
  expect(params.tokens?.shape).toEqual([16, 6]);
  expect(params.shared).toMatchObject({ heads: 4, headSize: 6, hidden: 12 });
  expect(params['shape-out']?.units).toBe(10);
});
