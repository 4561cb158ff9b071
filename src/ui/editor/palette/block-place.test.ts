import { expect, test } from 'vitest';
import { nowhere } from '../../../core/graph/blocks/block.ts';
import { digitsHierarchical } from '../../../core/presets/digits.ts';
import { nothing } from '../elements/drop-target.ts';
import { placeOf } from './block-place.ts';

const project = digitsHierarchical();
const wire = project.graph.edges[0]?.id ?? '';

test('a block goes into the wire, or to the node, that it is let go over', () => {
  expect(placeOf(project, { node: null, edge: wire }, ['shared'])).toEqual({ nodes: [], edge: wire });
  expect(placeOf(project, { node: 'shared', edge: null }, ['digit-hidden'])).toEqual({ nodes: ['shared'], edge: null });
});

test('over one of several selected nodes it goes to all of them', () => {
  const selected = ['digit-hidden', 'group-hidden'];
  expect(placeOf(project, { node: 'digit-hidden', edge: null }, selected)).toEqual({ nodes: selected, edge: null });
});

test('over nothing, or over a link that is no wire of data, it goes to where the tasks part', () => {
  expect(placeOf(project, nothing, ['shared'])).toEqual(nowhere);
  expect(placeOf(project, { node: null, edge: 'tie:0' }, ['shared'])).toEqual(nowhere);
});
