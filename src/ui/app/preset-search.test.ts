import { expect, it } from 'vitest';
import { lessons } from '../../core/lessons/registry.ts';
import { madeUpLesson } from '../../core/lessons/testing/made-up-lesson.ts';
import { presets } from '../../core/presets/registry.ts';
import { findLessons, findPresets } from './preset-search.ts';

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

it('finds lessons by their titles and questions in either language, and none where nothing is asked', () => {
  const lessonsFor = (query: string): readonly string[] => findLessons(lessons, query, 'en').map(({ id }) => id);
  expect(lessonsFor('conflict')).toContain('conflict');
  expect(lessonsFor('冲突')).toContain('conflict');
  expect(lessonsFor('zebra')).toEqual([]);
  expect(lessonsFor(' ')).toEqual([]);
  // Whatever is listed.
  expect(findLessons([...lessons, madeUpLesson], 'is it there', 'en')).toEqual([madeUpLesson]);
});
