import { expect, it } from 'vitest';
import { presets } from '../../core/presets/registry.ts';
import { findPresets } from './preset-search.ts';

const found = (query: string): readonly string[] => findPresets(presets, query, 'en').map(({ id }) => id);

it('gives every preset to an empty query, in their order', () => {
  expect(findPresets(presets, '  ', 'en')).toEqual(presets);
});

it('finds a preset by words of its title and of its sentence, in any order and case', () => {
  expect(found('gate MMoE')).toContain('mmoe');
  expect(found('half-planes 160°')).toEqual(['toy-conflicting']);
});

it('finds a preset by Chinese words', () => {
  expect(found('冲突')).toContain('toy-conflicting');
  expect(found('160°')).toEqual(['toy-conflicting']);
});

it('finds nothing where one of the words stands nowhere', () => {
  expect(found('digits zebra')).toEqual([]);
});
