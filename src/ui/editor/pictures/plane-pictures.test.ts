import { expect, test } from 'vitest';
import { planeCells } from '../../../core/graph/pictures.ts';
import { toyRelated } from '../../../core/presets/toys.ts';
import { planePictures } from './plane-pictures.ts';

const filled = (value: (i: number) => number): Float32Array => Float32Array.from({ length: planeCells ** 2 }, (_, i) => value(i));

test('a head answers over the plane with its probabilities as they are, or its numbers from smallest to largest', () => {
  const project = toyRelated();
  const targets = [
    { id: 'planeA', title: { en: 'A', 'zh-CN': 'A' }, format: 'binary' as const },
    { id: 'planeB', title: { en: 'B', 'zh-CN': 'B' }, format: 'values' as const, size: 1 },
  ];
  const shares = filled((i) => (i % 2) / 4);
  const found = planePictures(project, { targets }, { planeA: shares, planeB: filled((i) => (i % 3) * 10 - 5) });
  expect(Object.keys(found)).toEqual(['planeA-head', 'planeB-head']);
  expect(found['planeA-head']).toEqual({ kind: 'plane', shape: [planeCells, planeCells], values: shares, total: 1 });
  expect([...(found['planeB-head']?.values.subarray(0, 4) ?? [])]).toEqual([0, 0.5, 1, 0]);
});

test('the same number everywhere is half of the colour; what has no answer, or several numbers, has no picture', () => {
  const project = toyRelated();
  const targets = [
    { id: 'planeA', title: { en: 'A', 'zh-CN': 'A' }, format: 'values' as const, size: 1 },
    { id: 'planeB', title: { en: 'B', 'zh-CN': 'B' }, format: 'values' as const, size: 2 },
  ];
  expect(planePictures(project, { targets }, { planeA: filled(() => 3) })['planeA-head']?.values[0]).toBe(0.5);
  expect(planePictures(project, { targets }, { planeB: new Float32Array(2 * planeCells ** 2) })).toEqual({});
});
