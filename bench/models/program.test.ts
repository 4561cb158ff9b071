import { expect, test } from 'vitest';
import { sizeOf } from '../../src/core/program/shapes.ts';
import { programOf } from './program.ts';
import { modelOf } from './registry.ts';

const sizes = (id: string): Record<string, number> =>
  Object.fromEntries(programOf(modelOf(id)).parameters.map(({ name, shape }) => [name, sizeOf(shape)]));

test('a trunk and its heads have the parameters that contenders look for', () => {
  expect(sizes('B')).toEqual({
    'trunk-0/kernel': 16,
    'trunk-0/bias': 8,
    'trunk-1/kernel': 64,
    'trunk-1/bias': 8,
    'head-0/kernel': 8,
    'head-0/bias': 1,
    'head-1/kernel': 8,
    'head-1/bias': 1,
  });
});

test('of a mixture every expert is one layer, and every task has a gate without bias and a tower', () => {
  const found = sizes('MMOE');
  expect(found).toMatchObject({
    'expert-3/kernel': 64 * 64,
    'gate-2/gate': 64 * 4,
    'tower-2/kernel': 64 * 32,
    'head-2/kernel': 32 * 3,
  });
  expect(Object.keys(found).filter((name) => name.startsWith('expert-'))).toHaveLength(4 * 2);
  expect(Object.keys(found).filter((name) => name.startsWith('gate-'))).toHaveLength(3);
});

test('a recurrent layer and a Transformer block are one layer of the page each', () => {
  expect(sizes('GRU')).toMatchObject({ 'trunk-0/kernel': 16 * 96, 'trunk-0/recurrentKernel': 32 * 96, 'head-0/kernel': 32 * 10 });
  expect(sizes('TRANSFORMER')).toMatchObject({
    'trunk-0/attentionKernel': 32 * 96,
    'trunk-0/hiddenKernel': 32 * 64,
    'head-1/kernel': 32 * 5,
  });
});
