import { expect, it } from 'vitest';
import { toyRelated } from '../../../core/presets/toys.ts';
import { handParams } from './use-commands.ts';

const project = toyRelated();
const edgeInto = (target: string) => project.graph.edges.find((edge) => edge.target === target)?.id ?? '';
const dense = { kind: 'dense', params: {} };

it('a Dense layer that a hand adds comes with ReLU, the last one before a head without; others come as they are', () => {
  expect(handParams(project, dense, null)).toEqual({ activation: 'relu' });
  expect(handParams(project, dense, { from: 'output', node: 'shared-2' })).toEqual({ activation: 'relu' });
  expect(handParams(project, dense, { from: 'edge', edge: edgeInto('answer') })).toEqual({ activation: 'relu' });
  expect(handParams(project, dense, { from: 'edge', edge: edgeInto('planeA-head') })).toEqual({});
  expect(handParams(project, dense, { from: 'port', node: 'planeA-head', port: 'in' })).toEqual({});
  expect(handParams(project, { kind: 'dense', params: { activation: 'tanh' } }, null)).toEqual({ activation: 'tanh' });
  expect(handParams(project, { kind: 'conv1d', params: {} }, null)).toEqual({});
});
